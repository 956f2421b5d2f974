// Keeps what is typed or ticked in this tab until it is sent, so that a reload or a slip loses nothing.
// data-keep-draft may stand on a form, or on any part of a page with fields in it.
const KEY = "draft:"

function fields(part) {
  return [...part.querySelectorAll("textarea, input[type=text], input[type=checkbox]")].filter((field) => field.id)
}

export function upgrade(part) {
  const place = `${KEY}${location.pathname}:`
  for (const field of fields(part)) {
    const key = place + field.id
    const kept = sessionStorage.getItem(key)
    const untouched = field.type === "checkbox" || field.value === field.defaultValue
    const keep = () => {
      sessionStorage.setItem(key, field.type === "checkbox" ? (field.checked ? "yes" : "no") : field.value)
    }
    if (kept !== null && untouched) {
      if (field.type === "checkbox") field.checked = kept === "yes"
      else field.value = kept
      const fold = field.closest("details")
      if (fold && (field.checked || (field.type !== "checkbox" && kept))) fold.open = true
      field.dispatchEvent(new Event("input", { bubbles: true }))
    } else if (!untouched) {
      keep() // typed before this script had come
    }
    field.addEventListener("input", keep)
  }
  part.addEventListener("submit", () => fields(part).forEach((field) => sessionStorage.removeItem(place + field.id)))
}
