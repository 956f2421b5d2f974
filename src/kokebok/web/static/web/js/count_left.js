// Says how many characters are left in a field when few are; the server counts anyway.
export function upgrade(field) {
  const note = document.getElementById(field.dataset.countLeft)
  if (!note) return
  const most = Number(note.dataset.most)
  const show = () => {
    const left = most - field.value.length
    const words = left < 0 ? note.dataset.over : note.dataset.under
    note.textContent = words.replace("{n}", String(Math.abs(left)))
    note.classList.toggle("too-many", left < 0)
    note.hidden = left > most / 10
  }
  // Seen and read aloud only when it matters: a count at every key press drowns out the writing.
  field.addEventListener("input", show)
  show()
}
