// Shows the reason only where the decision needs it, and says then that it must be filled in. What is written stays.
export function upgrade(part) {
  const field = part.querySelector("textarea")
  const note = part.querySelector("[data-owed]")
  const needs = part.dataset.owedBy.split(" ")
  const when = note.textContent
  const show = () => {
    const isOwed = needs.includes(field.form.elements.outcome.value)
    part.hidden = !isOwed && !field.value.trim()
    field.required = isOwed
    note.textContent = isOwed ? note.dataset.owed : when
  }
  field.form.addEventListener("change", show)
  field.form.addEventListener("input", show)
  show()
}
