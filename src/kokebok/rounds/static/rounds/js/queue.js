// The moderator's queue by keyboard. The keys work only while the queue itself has the focus, so they disturb nobody.
import { giveBack, keep } from "./in_hand.js"
import { liven } from "./live_part.js"

const KEYS = { v: "show", s: "hide", e: "together", m: "with_the_wall", t: "take_off", p: "put_back" }
const part = document.querySelector("[data-queue]")
const items = () => [...part.querySelectorAll("[data-item]")]
const now = () => document.activeElement?.closest("[data-item]")

liven(part, {
  before: () => ({ ...keep(part), id: now()?.dataset.item, at: items().indexOf(now()) }),
  after: (_part, { id, at, ...kept }) => {
    giveBack(part, { ...kept, focus: null })
    if (id === undefined) return
    const same = items().find((one) => one.dataset.item === id)
    ;(same ?? items()[Math.min(at, items().length - 1)] ?? part).focus()
  },
})

part.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return
  const all = items()
  const at = all.indexOf(now())
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
  if (step) {
    all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus()
    event.preventDefault()
  } else if (KEYS[event.key.toLowerCase()] && at >= 0) {
    all[at].querySelector(`button[value="${KEYS[event.key.toLowerCase()]}"]`)?.click()
    event.preventDefault()
  }
})
