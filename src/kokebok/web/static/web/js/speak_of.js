// Offers to say something about the words a reader selects in a paragraph: by mouse, touch or keyboard.
const LONGEST = 2000 // characters

function selected(page) {
  const selection = getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)
  const named = element(range.startContainer)?.closest('[id^="a-"]')
  if (!named || !page.contains(named) || named !== element(range.endContainer)?.closest('[id^="a-"]')) return null
  const words = selection.toString().trim().replace(/\s+/g, " ")
  if (!words || words.length > LONGEST) return null
  const before = range.cloneRange()
  before.selectNodeContents(named)
  before.setEnd(range.startContainer, range.startOffset)
  return { named, anchor: named.id.slice(2), words, before: before.toString().replace(/\s+/g, " ").slice(-40) }
}

export function upgrade(page) {
  const offer = document.createElement("div")
  offer.className = "speak-of"
  offer.hidden = true
  offer.lang = document.documentElement.lang
  offer.setAttribute("role", "status")
  const link = document.createElement("a")
  link.className = "ds-button"
  offer.append(link)
  const show = () => {
    const found = selected(page)
    offer.hidden = !found
    if (!found) return
    // After the words in the page, so that the Tab key soon comes to it.
    const place = found.named.closest(".passage") ?? found.named.parentElement
    if (offer.parentElement !== place) place.append(offer)
    const query = new URLSearchParams({ ord: found.words, foran: found.before })
    link.href = `/innspill/gi/${found.anchor}/?${query}`
    const short = found.words.length > 40 ? `${found.words.slice(0, 40)}…` : found.words
    link.textContent = page.dataset.speakOf.replace("{words}", short)
  }
  let wait
  document.addEventListener("selectionchange", () => {
    if (offer.contains(document.activeElement)) return
    clearTimeout(wait)
    wait = setTimeout(show, 200)
  })
  show() // what was selected before this module had come
}
