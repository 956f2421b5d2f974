// What somebody has chosen, in the words that stood beside it: kept with the message, shown as what they have answered,
// and put back in the form.
const words = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? ""
const labelOf = (field) => words(field.labels?.[0])

function line(field) {
  const asked = field.closest(".live-stance")
  const text = asked ? `${words(asked.querySelector("legend"))} – ${labelOf(field)}` : labelOf(field)
  return { about: field.name, text }
}

export function chosenIn(form) {
  const checked = [...form.querySelectorAll("fieldset input:checked")]
  const title = words(form.closest("[data-prompt]")?.querySelector("h1"))
  return { title, adds: form.dataset.kind === "stance", lines: checked.map(line) }
}

// Of several answers to one prompt the last stands; among stances, the last to each statement.
export function asAnswered(items) {
  const shown = []
  const latest = new Map()
  for (const item of items) {
    if (item.status === "taken up") continue
    if (item.body.text || (item.chosen && item.status === "refused")) shown.push(item)
    else if (item.chosen) {
      const before = latest.get(item.body.prompt)
      latest.set(item.body.prompt, before && item.chosen.adds ? joined(before, item) : item)
    }
  }
  return [...shown, ...latest.values()].sort((one, other) => one.at - other.at)
}

function joined(before, item) {
  const lines = new Map([...before.chosen.lines, ...item.chosen.lines].map((one) => [one.about, one]))
  const votes = { ...before.body.votes, ...item.body.votes }
  return { ...item, body: { ...item.body, votes }, chosen: { ...item.chosen, lines: [...lines.values()] } }
}

// What was chosen last stands in the form, so that one who looks again sees it and changes it from there.
export function putBack(form, items) {
  const last = asAnswered(items).filter((item) => item.chosen && item.status !== "refused" && item.body.prompt === Number(form.elements.prompt.value)).at(-1)
  if (!last || form.querySelector("fieldset input:checked")) return
  for (const [about, value] of Object.entries(last.body.votes)) {
    const name = about || "scale"
    const field = form.querySelector(`fieldset input[name="${name}"][value="${value}"]`)
    if (field) field.checked = true
  }
  form.dispatchEvent(new Event("change"))
}
