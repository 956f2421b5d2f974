// Shows the list or another input in place of what is shown, without loading a page: links, back and forward.
import { sayNotSent } from "../../web/js/not_sent.js"

const INBOX = /^\/redaksjon\/(innspill\/(\d+\/)?)?$/
const heard = document.createElement("p")
let here = location.pathname + location.search

// Shows a page that was fetched. What is announced is what it tells; the focus goes to its heading, or to its error.
export function show(html, address, { push = true, scroll = 0 } = {}) {
  const page = new DOMParser().parseFromString(html, "text/html")
  const fresh = page.querySelector("#main > .main")
  if (!fresh || !page.querySelector("body.desk")) {
    location.assign(address)
    return
  }
  if (push) {
    history.replaceState({ scroll: scrollY }, "")
    history.pushState(null, "", address)
  }
  here = location.pathname + location.search
  loadWhatIsNew(page)
  document.title = page.title
  replace("#menu nav", page.querySelector("#menu nav"))
  replace("#main > .main", fresh)
  document.dispatchEvent(new Event("kokebok:shown"))
  tell(fresh, scroll)
}

function replace(selector, fresh) {
  const old = document.querySelector(selector)
  if (old && fresh) old.replaceWith(fresh)
}

function loadWhatIsNew(page) {
  for (const one of page.head.querySelectorAll("link[rel=stylesheet], script[type=module][src]")) {
    const address = one.getAttribute("href") ?? one.getAttribute("src")
    if (document.head.querySelector(`[href="${address}"], [src="${address}"]`)) continue
    const copy = document.createElement(one.localName)
    for (const { name, value } of one.attributes) copy.setAttribute(name, value)
    document.head.append(copy)
  }
}

function tell(fresh, scroll) {
  const messages = fresh.querySelector(".messages")
  messages?.removeAttribute("role") // said below, and not twice
  heard.textContent = messages?.innerText ?? ""
  if (fresh.querySelector("[data-focus]")) return
  const heading = fresh.querySelector("h1")
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  scrollTo({ top: scroll, behavior: "instant" })
}

// Fetches a page and shows it. Without contact it says so, and leaves the page as it is.
export async function visit(address, how) {
  let answer, html
  try {
    answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } })
    html = await answer.text()
  } catch {
    sayNotSent(document.querySelector("#main h1"), "lost", () => visit(address, how))
    return
  }
  if (answer.ok && INBOX.test(new URL(answer.url).pathname)) show(html, answer.url, how)
  else location.assign(address)
}

function followed(event) {
  const link = event.target.closest?.("#main a[href]")
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const there = new URL(link.href)
  const isHere = there.pathname + there.search === here
  if (link.target || there.origin !== location.origin || !INBOX.test(there.pathname) || (isHere && there.hash)) return
  event.preventDefault()
  visit(link.href)
}

export function upgrade() {
  heard.className = "ds-sr-only"
  heard.setAttribute("role", "status")
  document.body.append(heard)
  document.addEventListener("click", followed)
  addEventListener("popstate", (event) => {
    // Only the hash is another: the browser goes there by itself, and what is being written stays.
    if (location.pathname + location.search === here) return
    visit(location.href, { push: false, scroll: event.state?.scroll ?? 0 })
  })
}
