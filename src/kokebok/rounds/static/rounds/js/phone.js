// A participant's phone: follows the round, keeps what is written, and puts each new prompt before its owner.
import { draftsOf, forget, putPractical, upgrade as answering } from "./answering.js"
import { putBack } from "./choices.js"
import { clock } from "./clock.js"
import { giveBack, keep } from "./in_hand.js"
import { listOf } from "./mine.js"
import { follow } from "./net.js"
import { Outbox } from "./outbox.js"

const page = document.querySelector("[data-round]")
const { round: code, ...words } = page.dataset
const net = page.querySelector("[data-net]")
const showMine = listOf(page.querySelector("[data-mine]"), words, { takeUp, sendAsItIs: (item) => outbox.sendAsItIs(item) })
const showClock = clock(() => document.querySelector("[data-clock]"), timeIsOut)
let version = Number(page.dataset.version)
let shown = null
let fetching

const outbox = new Outbox(code, refresh)

async function refresh() {
  const items = await outbox.mine().catch(() => [])
  showMine(items)
  const done = page.querySelector("[data-done]")
  const last = items.filter((item) => item.body.prompt).at(-1)
  if (done && last) done.textContent = last.status === "sent" ? words.sent : last.status === "saved" ? words.saved : (last.why ?? "")
}

// What was not taken is put back in the form, to be changed and sent again; its text is never lost on the way.
async function takeUp(item) {
  const field = page.querySelector("[data-answer] textarea")
  if (!field) return
  field.value = [field.value.trim(), item.body.text].filter(Boolean).join("\n")
  putPractical(field.form, item.body)
  field.dispatchEvent(new Event("input", { bubbles: true }))
  field.focus()
  await outbox.put({ ...item, status: "taken up" })
}

function timeIsOut(isOut) {
  const notice = page.querySelector("[data-time-out]")
  if (!notice || notice.hidden !== isOut) return
  notice.hidden = !isOut
  notice.textContent = isOut ? words.timeOut : ""
}

function form() {
  return page.querySelector("[data-answer]")
}

function offerUnsent() {
  const now = page.querySelector(".live-prompt").dataset.prompt
  page.querySelectorAll(".live-unsent").forEach((one) => one.remove())
  for (const draft of draftsOf(code, now)) {
    const box = document.createElement("div")
    box.className = "live-unsent notice"
    const said = document.createElement("p")
    said.dir = "auto"
    said.textContent = `${words.unsentQuestion} «${draft.text}»`
    const button = document.createElement("button")
    button.className = "ds-button"
    button.dataset.variant = "secondary"
    button.type = "button"
    button.textContent = words.sendNow
    button.addEventListener("click", async () => {
      await outbox.add(draft)
      forget(code, draft.prompt)
      box.remove()
    })
    box.append(said, button)
    page.querySelector("[data-mine]").before(box)
  }
}

function upgradeForm() {
  const now = form()
  if (now) answering(now, code, { send: (said, chosen) => outbox.add(said, chosen), done: () => refresh() })
  if (now) outbox.mine().then((items) => putBack(now, items)).catch(() => {})
  offerUnsent()
}

// The page is the same for everybody, and is made by the server: the prompt is taken from it, whole.
async function fetchPrompt() {
  const answer = await fetch(location.pathname, { cache: "no-cache" })
  if (!answer.ok) throw new Error(answer.status)
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
  version = Number(fresh.querySelector("[data-round]").dataset.version)
  const [before, now] = [page.querySelector(".live-prompt"), fresh.querySelector(".live-prompt")]
  const inHand = before.dataset.prompt && before.dataset.prompt === now.dataset.prompt ? keep(before) : null
  before.replaceWith(now)
  if (inHand) giveBack(now, inHand)
  upgradeForm()
  if (inHand) return
  page.querySelector(".live-prompt h1")?.setAttribute("tabindex", "-1")
  page.querySelector(".live-prompt h1")?.focus({ preventScroll: true })
}

function fetchLater(wait) {
  clearTimeout(fetching)
  fetching = setTimeout(() => fetchPrompt().catch(() => fetchLater(2000 + 2000 * Math.random())), wait)
}

function changed(state) {
  showClock(state)
  const paused = page.querySelector("[data-paused]")
  if (paused) paused.hidden = !state.paused
  const now = JSON.stringify([state.state, state.prompt])
  const isNew = shown === null ? state.version !== version : now !== shown
  if (isNew) fetchLater(Math.random() * words.spread)
  else if (shown !== null && !state.paused) outbox.hurry()
  shown = now
}

const say = (what) => {
  net.textContent = what
  net.hidden = !what
}

upgradeForm()
refresh()
outbox
  .mine()
  .then((items) => items.some((item) => item.link || item.status === "saved") || outbox.add({}))
  .catch(() => {}) // a phone that can keep nothing joins with its first answer
outbox.hurry() // what was left when the page was closed
follow(code, {
  changed,
  lost: () => say(words.noNet),
  found: () => say(""),
})
