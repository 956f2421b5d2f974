// Single keys for the acts of the page, as its dialog lists them. Never while one writes, nor where they are off.
import { decide } from "./decide.js"

const WRITING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]"
const STEP = { next: 1, previous: -1 }

const dialog = () => document.getElementById("keys")
const lines = () => [...document.querySelectorAll("#main .queue > li, #main [data-step]")]
const here = () => document.activeElement?.closest("#main [data-step]")

// What the page has for an act: an element with its name, a decision of that name, or the field for the answer.
function target(act) {
  const name = CSS.escape(act)
  return (
    here()?.querySelector(`[data-key="${name}"]`) ??
    document.querySelector(`#main [data-key="${name}"]`) ??
    document.querySelector(`#main input[name=outcome][value="${name}"], #main textarea[name="${name}"]`)
  )
}

function isOffered(act) {
  if (act in STEP) return Boolean(target(act)) || lines().length > 0
  if (act === "tick") return Boolean(document.querySelector("#main .queue input[type=checkbox]"))
  if (act === "change") return Boolean(target(act) ?? target("new_text"))
  return Boolean(target(act))
}

const CAN_BE_WRITTEN_IN = "textarea, select, input:not([type=hidden])"

function perform(act) {
  const found = target(act) ?? (act === "change" ? target("new_text") : null)
  // What is done with one of many is done with the one that has the focus; without any, the first is gone to.
  if (!found || (found.closest("[data-step]") && !here())) inList(found ? "next" : act)
  else if (found.closest("[data-step]") && !here().contains(found)) return
  else if (found.matches("[type=radio]")) decide(found)
  else if (found.matches("details")) open(found)
  else if (found.matches("input, textarea, select") || act === "as_is") found.focus()
  else if (found.matches("form, div")) first(found)
  else found.click()
}

// The first place in a part of the page where something can be written or pressed.
function first(part) {
  const shut = part.querySelector("details:not([open])")
  const found = part.querySelector(CAN_BE_WRITTEN_IN) ?? part.querySelector("li button[data-variant=secondary]")
  if (found) found.focus()
  else if (shut) open(shut)
  else part.querySelector("button")?.focus()
}

function open(details) {
  details.open = true
  const found = details.querySelector(CAN_BE_WRITTEN_IN) ?? details.querySelector("button")
  found?.focus()
}

function inList(act) {
  const all = lines()
  const at = all.findIndex((line) => line.contains(document.activeElement))
  if (act === "tick") {
    all[at]?.querySelector("input[type=checkbox]")?.click()
  } else if (act in STEP) {
    const next = at < 0 ? 0 : at + STEP[act]
    const line = all[next]
    ;(line?.querySelector(".row-open a") ?? line)?.focus()
  }
}

function showKeys() {
  for (const key of dialog().querySelectorAll("[data-act]")) key.closest("div").hidden = !isOffered(key.dataset.act)
  dialog().showModal()
}

function pressed(event) {
  const keys = dialog()
  if (!keys || "off" in keys.dataset || event.defaultPrevented || event.isComposing) return
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(WRITING)) return
  if (document.querySelector("dialog[open]")) return
  const all = [...keys.querySelectorAll("[data-act]")]
  const hit = all.find((key) => key.textContent === event.key) ?? all.find((key) => key.textContent === event.key.toLowerCase())
  if (!hit || !isOffered(hit.dataset.act)) return
  event.preventDefault()
  if (hit.dataset.act === "help") showKeys()
  else perform(hit.dataset.act)
}

export function upgrade(main) {
  document.addEventListener("keydown", pressed)
  main.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-key=help]") || event.ctrlKey || event.metaKey || event.button) return
    event.preventDefault()
    showKeys()
  })
}
