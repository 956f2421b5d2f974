// Says beside what could not be sent why, and offers to send it again. What was written is left as it is.
export function sayNotSent(beside, why, again) {
  document.querySelectorAll("#main .not-sent").forEach((old) => old.remove())
  const note = document.getElementById("not-sent")?.content.firstElementChild.cloneNode(true)
  if (!note || !beside) return
  note.querySelectorAll("[data-why]").forEach((part) => part.dataset.why === why || part.remove())
  note.querySelector("[data-again]").addEventListener("click", () => {
    note.remove()
    again()
  })
  if (beside.localName === "form") beside.append(note)
  else beside.after(note)
  note.scrollIntoView({ block: "nearest" })
}
