// Sends what one does with an input, and shows what came of it: mostly the next input. No page is loaded.
import { sayNotSent } from "./not_sent.js"
import { show } from "./swap.js"

const ACTS = /^\/redaksjon\/innspill\/\d+\/[\w-]+\/([\w-]+\/)*$/
const SHOWN = [409, 422] // somebody was first, or something is missing: the page says so, with all that was written
const PATIENCE = 30_000 // milliseconds

async function send(form, submitter) {
  if (form.ariaBusy === "true") return
  form.ariaBusy = "true"
  const again = () => sendAgain(form, submitter)
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      body: new FormData(form, submitter),
      headers: { "X-Requested-With": "fetch" },
      signal: AbortSignal.timeout(PATIENCE),
    })
    const html = await answer.text()
    const isIn = new URL(answer.url).pathname.startsWith("/redaksjon/")
    if (answer.status === 401 || !isIn) notSent(form, "signed-out", again)
    else if (answer.ok || SHOWN.includes(answer.status)) show(html, answer.url, { push: answer.redirected })
    else notSent(form, answer.status === 403 ? "signed-out" : "failed", again)
  } catch {
    notSent(form, "lost", again)
  } finally {
    form.ariaBusy = null
  }
}

function notSent(form, why, again) {
  // The draft was let go when the form was sent: keep it again.
  for (const field of form.elements) field.dispatchEvent(new Event("input", { bubbles: true }))
  sayNotSent(form, why, again)
}

// Whoever has signed in again meanwhile has a new token against forgery; the page has the old one.
async function sendAgain(form, submitter) {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const token = page.querySelector("#main [name=csrfmiddlewaretoken]")?.value
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token
  } catch {
    notSent(form, "lost", () => sendAgain(form, submitter))
    return
  }
  await send(form, submitter)
}

export function upgrade(main) {
  main.addEventListener("submit", (event) => {
    const form = event.target
    const address = new URL(form.getAttribute("action") ?? "", location.href)
    if (event.defaultPrevented || form.method !== "post" || "wholePage" in form.dataset) return
    if (address.origin !== location.origin || !ACTS.test(address.pathname)) return
    event.preventDefault()
    send(form, event.submitter)
  })
}
