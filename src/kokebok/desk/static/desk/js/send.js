// Sends what one does with an input, and shows what came of it: mostly the next input. No page is loaded.
import { sayNotSent } from "../../web/js/not_sent.js"
import { freshToken, isPosted, post, postingOf } from "../../web/js/posting.js"
import { show } from "./swap.js"

const ACTS = /^\/redaksjon\/innspill\/\d+\/[\w-]+\/([\w-]+\/)*$/
const SHOWN = [409, 422] // somebody was first, or something is missing: the page says so, with all that was written
const PATIENCE = 30_000 // milliseconds

// One press at a time. What only looks (`look` puts what it finds in the page) holds nothing else up.
export async function send(form, button, look = null) {
  const busy = look ? button : form
  if (busy.ariaBusy === "true") return
  busy.ariaBusy = "true"
  const again = () => sendAgain(form, button, look)
  try {
    const answer = await post(form, button, PATIENCE)
    const html = await answer.text()
    if (look && !form.isConnected) return // who looked has gone on to something else
    const isIn = new URL(answer.url).pathname.startsWith("/redaksjon/")
    if (answer.status === 401 || !isIn) notSent(form, "signed-out", again)
    else if (answer.ok && look?.(html)) return
    else if (answer.ok || SHOWN.includes(answer.status)) show(html, answer.url, { push: answer.redirected })
    else if (freshToken(answer)) notSent(form, answer.headers.has("X-Signed-In") ? "signed-in" : "signed-out", again)
    else notSent(form, answer.status === 403 ? "signed-out" : "failed", again)
  } catch {
    notSent(form, "lost", again)
  } finally {
    busy.ariaBusy = null
  }
}

function notSent(form, why, again) {
  // The draft was let go when the form was sent: keep it again.
  for (const field of form.elements) field.dispatchEvent(new Event("input", { bubbles: true }))
  sayNotSent(form, why, again)
}

// Whoever has signed in again meanwhile has a new token against forgery; the page has the old one.
async function sendAgain(form, button, look) {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const token = page.querySelector("#main [name=csrfmiddlewaretoken]")?.value
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token
  } catch {
    notSent(form, "lost", () => sendAgain(form, button, look))
    return
  }
  await send(form, button, look)
}

export function upgrade(main) {
  main.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event
    if (event.defaultPrevented || !isPosted(form, button)) return
    if (!ACTS.test(postingOf(form, button).address.pathname)) return
    event.preventDefault()
    send(form, button)
  })
}
