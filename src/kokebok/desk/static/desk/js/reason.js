// Shows the reason where the decision needs it, or changes the text, and says which of the two. What is written stays.
// What is taken in changes the text where its field is in sight: it is folded on an input that suggests no wording.
export function upgrade(part) {
  const field = part.querySelector("textarea")
  const note = part.querySelector("[data-owed]")
  const { owedBy, welcomeWith } = part.dataset
  const when = note.textContent
  const show = () => {
    const { outcome, new_text: text } = field.form.elements
    const { value } = outcome
    const changesText = value === "taken_in" && text && !text.closest("details:not([open])")
    const isOwed = owedBy.split(" ").includes(value)
    const isWelcome = welcomeWith.split(" ").includes(value) || changesText
    part.hidden = !isOwed && !isWelcome && !field.value.trim()
    field.required = isOwed
    note.textContent = isOwed ? note.dataset.owed : isWelcome ? note.dataset.welcome : when
  }
  field.form.addEventListener("change", show)
  field.form.addEventListener("input", show)
  field.form.addEventListener("toggle", show, true)
  show()
}
