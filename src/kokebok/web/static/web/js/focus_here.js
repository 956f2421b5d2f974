// Moves focus to what must be read first: the summary of what is wrong in a form.
export function upgrade(element) {
  element.focus()
}
