// A part of a page that the server makes anew when something happens in the round: the wall, the queue, the host's remote.
// data-live is the stream it listens to. Where no stream can be held, the part is fetched every few seconds.
import { clock, serverSays } from "./clock.js"
import { giveBack, keep } from "./in_hand.js"
import { sayNotSent, unsayNotSent } from "../../web/js/not_sent.js"
import { freshToken, isPosted, post, takeToken } from "../../web/js/posting.js"

const GATHER = 500 // ms: what happens meanwhile is fetched together
const WITHOUT_STREAM = 5000
const LOOK_ANYWAY = 60000 // ms: so that what no event told of is seen too
const PATIENCE = 20000 // ms for the server to take an act
const SILENCE = 45000 // ms without a sign of life: the server sends one every twenty seconds

// Each form has a fresh token each time, which is no news.
const plain = (part) => part.innerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1") + part.dataset.colorScheme

export function liven(part, { after = giveBack, before = keep } = {}) {
  let waiting = null
  let fetching = false
  let source = null
  let heard = Date.now()
  const findClock = () => document.querySelector("[data-clock]")
  let wasOut = false
  // When time is out, the part is another: a clock that stands cannot be stopped.
  const showClock = clock(findClock, (isOut) => {
    if (isOut && !wasOut) soon()
    wasOut = isOut
  })

  const setClock = () => {
    const { ends, left } = findClock()?.dataset ?? {}
    showClock({ ends: Number(ends) || null, left: left ? Number(left) : null })
  }

  const swap = async () => {
    waiting = null
    if (fetching) return soon()
    fetching = true
    try {
      const answer = await fetch(location.href, { cache: "no-store" })
      // Whoever is signed out, or shut out, gets another page: what stood here is not theirs to see any more.
      if (answer.redirected || [403, 404].includes(answer.status)) return location.reload()
      if (answer.ok) take(await answer.text())
    } catch {
      setTimeout(soon, WITHOUT_STREAM)
    } finally {
      fetching = false
    }
  }

  // Whether the page had the part: a page to sign in on has not.
  const take = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(part.id)
    if (!fresh) return false
    part.dataset.live = fresh.dataset.live // the stream's address is a fresh one each time
    if (plain(fresh) === plain(part)) return true
    const kept = before(part)
    part.replaceChildren(...fresh.childNodes)
    for (const name of fresh.getAttributeNames()) part.setAttribute(name, fresh.getAttribute(name))
    setClock()
    after(part, kept)
    return true
  }

  const soon = () => {
    waiting ??= setTimeout(swap, GATHER)
  }

  const listen = () => {
    source?.close()
    heard = Date.now()
    source = new EventSource(part.dataset.live)
    source.addEventListener("clock", (event) => {
      heard = Date.now()
      serverSays(Number(event.data))
    })
    for (const name of ["state", "wall", "queue", "reset"]) source.addEventListener(name, soon)
  }

  setInterval(() => {
    const isSilent = Date.now() - heard > SILENCE
    if (source.readyState === EventSource.OPEN && !isSilent) return
    soon()
    if (source.readyState === EventSource.CLOSED || isSilent) listen()
  }, WITHOUT_STREAM)
  setInterval(soon, LOOK_ANYWAY)
  listen()
  setClock()

  // A form in the part is sent without leaving the page; what comes back is the page after the act. Without contact it
  // is said, and nothing is sent again by itself: the server may have it, and “one minute more” would be two.
  part.addEventListener("submit", async (event) => {
    const { target: form, submitter: button } = event
    if (!isPosted(form, button)) return
    event.preventDefault()
    if (form.ariaBusy === "true") return // a second press of the same
    form.ariaBusy = "true"
    try {
      const answer = await post(form, button, PATIENCE)
      const token = freshToken(answer)
      if (token) takeToken(token)
      else if (!take(await answer.text())) location.reload()
      if (token) sayNotSent(null, "signed-in")
      else unsayNotSent()
    } catch {
      sayNotSent(null, "lost")
      soon()
    } finally {
      form.ariaBusy = null
    }
  })
  return soon
}

for (const part of document.querySelectorAll("[data-live]:not([data-queue])")) liven(part)
