// Writes the joined text anew when an editor chooses between suggestions, as long as nobody has written in it.
export function upgrade(field) {
  const form = field.form
  const segments = [...form.querySelectorAll("[data-segments] > span")]
  form.querySelector("[data-without-scripts]")?.setAttribute("hidden", "")
  const choice = (number) => form.querySelector(`[name="choice-${number}"]:checked`)
  const joined = () =>
    segments.map((one) => ("conflict" in one.dataset ? choice(one.dataset.conflict).dataset.words : one.textContent)).join("")
  let last = field.value
  form.addEventListener("change", (event) => {
    if (!event.target.name?.startsWith("choice-") || field.value !== last) return
    last = joined()
    field.value = last
    field.dispatchEvent(new Event("input", { bubbles: true }))
  })
}
