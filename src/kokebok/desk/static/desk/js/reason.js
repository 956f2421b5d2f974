// Shows the reason where the decision needs it, or changes the text, and says which of the two. What is written stays.
export function upgrade(part) {
  const field = part.querySelector("textarea")
  const note = part.querySelector("[data-owed]")
  const { owedBy, welcomeWith } = part.dataset
  const when = note.textContent
  const show = () => {
    const { value } = field.form.elements.outcome
    const isOwed = owedBy.split(" ").includes(value)
    const isWelcome = welcomeWith.split(" ").includes(value)
    part.hidden = !isOwed && !isWelcome && !field.value.trim()
    field.required = isOwed
    note.textContent = isOwed ? note.dataset.owed : isWelcome ? note.dataset.welcome : when
  }
  field.form.addEventListener("change", show)
  field.form.addEventListener("input", show)
  show()
}
