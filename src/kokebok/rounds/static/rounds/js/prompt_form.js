// Shows of a prompt's form only what its kind uses. Without this all fields show, and the others are not looked at.
const USED = {
  paragraph: ["anchor"],
  tip: ["tip_about"],
  prioritise: ["choose_from", "most_choices"],
  stance: ["statements"],
  scale: ["scale_low", "scale_high", "scale_steps"],
}
const OF_KINDS = Object.values(USED).flat()

for (const form of document.querySelectorAll("[data-prompt-form]")) {
  const kind = form.elements.kind
  const show = () => {
    for (const part of form.querySelectorAll("[data-field]")) {
      const name = part.dataset.field
      part.hidden = OF_KINDS.includes(name) && !(USED[kind.value] ?? []).includes(name)
    }
  }
  kind.addEventListener("change", show)
  show()
}
