// Shows the field for a suggested wording only when the kind chosen has one, or when something is written there.
for (const form of document.querySelectorAll("[data-choose-kind]")) {
  const suggestion = form.elements.suggestion
  if (!suggestion) continue
  const part = suggestion.closest(".field")
  const suggesting = form.dataset.chooseKind.split(" ")
  const original = suggestion.defaultValue
  const kinds = [...form.elements.kind]
  const wrong = suggestion.getAttribute("aria-invalid") === "true"

  const show = () => {
    const chosen = suggesting.includes(kinds.find((kind) => kind.checked)?.value)
    // Never hidden with words in it that would be sent, or that the server has something to say about.
    part.hidden = !chosen && !wrong && suggestion.value === original && !form.querySelector("[aria-invalid=true][name=kind]")
  }
  kinds.forEach((kind) => kind.addEventListener("change", show))
  suggestion.addEventListener("input", show)
  show()
}
