// A verdict in the margin without loading the page: only that margin and the count are put anew, and the next is gone to.
import { sayNotSent } from "../web/js/not_sent.js"
import { isPosted, post } from "../web/js/posting.js"

const PATIENCE = 30_000 // milliseconds
const SHOWN = [409, 422] // something is missing or too late, and the page says so
const form = document.querySelector("[data-reading]")

function put(fresh, selector) {
  const old = document.querySelector(selector)
  const now = fresh.querySelector(selector)
  if (old && now) old.replaceWith(document.adoptNode(now))
}

function show(html, place) {
  const fresh = new DOMParser().parseFromString(html, "text/html")
  if (!fresh.querySelector("[data-reading]")) return false
  put(fresh, `#${place}`)
  put(fresh, "[data-progress]")
  form.elements.rest.value = fresh.querySelector("[data-reading]").elements.rest.value
  const wrong = document.querySelector(`#${place} [aria-invalid]`)
  const all = [...form.querySelectorAll("[data-step]")]
  const at = all.findIndex((one) => one.id === place)
  const next = all.slice(at + 1).find((one) => "left" in one.dataset)
  ;(wrong ?? next ?? all[at])?.focus()
  return true
}

async function send(button, place) {
  form.ariaBusy = "true"
  try {
    const answer = await post(form, button, PATIENCE)
    const html = await answer.text()
    if (!(answer.ok || SHOWN.includes(answer.status)) || !show(html, place)) sayNotSent(form, "failed", () => send(button, place))
  } catch {
    sayNotSent(form, "lost", () => send(button, place))
  } finally {
    form.ariaBusy = null
  }
}

form?.addEventListener("submit", (event) => {
  const button = event.submitter
  const place = button?.closest("[data-step]")?.id
  if (event.defaultPrevented || !place || !isPosted(form, button)) return
  event.preventDefault()
  if (form.ariaBusy !== "true") send(button, place)
})
