// Says beside what could not be sent why, and offers to send it again. What was written is left as it is.
// The words are in the page's template#not-sent; one without the button only tells.
export function unsayNotSent() {
  document.querySelectorAll("#main .not-sent").forEach((old) => old.remove())
}

// Where `beside` is gone from the page, or none is given, it stands under the heading.
export function sayNotSent(beside, why, again) {
  unsayNotSent()
  const note = document.getElementById("not-sent")?.content.firstElementChild.cloneNode(true)
  const place = beside?.isConnected ? beside : document.querySelector("#main h1")
  if (!note || !place) return
  note.querySelectorAll("[data-why]").forEach((part) => part.dataset.why === why || part.remove())
  note.querySelector("[data-again]")?.addEventListener("click", () => {
    note.remove()
    again()
  })
  if (place.localName === "form") place.append(note)
  else place.after(note)
  note.scrollIntoView({ block: "nearest" })
}
