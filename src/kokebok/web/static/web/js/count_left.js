// Says how many characters are left in a field; the server counts anyway.
export function upgrade(field) {
  const note = document.getElementById(field.dataset.countLeft)
  if (!note) return
  const most = Number(note.dataset.most)
  const show = () => {
    const left = most - field.value.length
    const words = left < 0 ? note.dataset.over : note.dataset.under
    note.textContent = words.replace("{n}", String(Math.abs(left)))
    note.classList.toggle("too-many", left < 0)
  }
  // Read aloud only when it matters: a count at every key press drowns out the writing.
  note.setAttribute("aria-live", "off")
  field.addEventListener("input", () => {
    show()
    if (most - field.value.length < most / 10) note.setAttribute("aria-live", "polite")
  })
  if (field.value) show()
}
