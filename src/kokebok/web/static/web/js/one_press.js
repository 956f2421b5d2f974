// A double click is one press: a form that is on its way is not sent again while its page is being left.
const LEAVING = 5000 // milliseconds; a page that is still here then has no contact
const FETCHING = 700 // milliseconds; a double click is over, and the page stays where a file is fetched

let leaving // the form that was sent last, or the one of its buttons that fetches a file

export function onePress(event) {
  const form = event.target
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return
  const fetches = event.submitter?.hasAttribute("data-fetches")
  const sent = fetches ? event.submitter : form
  if (leaving === sent) return event.preventDefault()
  leaving = sent
  setTimeout(() => leaving === sent && (leaving = null), fetches ? FETCHING : LEAVING)
}

// The button that Enter presses where Enter is to send nothing: nobody else hears of it, as of a form that is sent.
export function sendsNothing(event) {
  if (event.submitter?.getAttribute("formmethod") !== "dialog") return
  event.preventDefault()
  event.stopImmediatePropagation()
}

// A page that is taken from the browser's memory may be sent again.
addEventListener("pageshow", () => (leaving = null))
