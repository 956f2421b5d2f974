// Makes the list of those who can be mentioned into buttons, and shows the fitting ones while a name is written after @.
const BEING_WRITTEN = /(^|[^\w.@])@([^\s@]*(?: [^\s@]*)?)$/u

export function upgrade(field) {
  const list = document.getElementById(field.dataset.mentions)
  if (!list) return
  const entries = [...list.querySelectorAll("[data-mention]")]

  const written = () => BEING_WRITTEN.exec(field.value.slice(0, field.selectionStart))
  const put = (mention) => {
    const end = field.selectionStart
    const begun = written()
    const from = begun ? end - begun[2].length - 1 : end
    const space = from > 0 && !begun && !/\s$/u.test(field.value.slice(0, from)) ? " " : ""
    field.setRangeText(`${space}${mention} `, from, end, "end")
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.focus()
  }
  for (const entry of entries) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "mention"
    button.textContent = entry.dataset.mention
    button.addEventListener("click", () => put(entry.dataset.mention))
    entry.replaceChildren(button)
  }
  field.addEventListener("input", () => {
    const begun = written()
    const start = begun ? `@${begun[2]}`.toLowerCase() : ""
    const fits = (entry) => entry.dataset.mention.toLowerCase().startsWith(start)
    const some = begun !== null && entries.some(fits)
    for (const entry of entries) entry.hidden = some && !fits(entry)
    if (some) list.open = true
  })
}
