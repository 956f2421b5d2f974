// The form of the prompt: what is in it becomes a message. What is typed is kept until it is sent.
import { chosenIn } from "./choices.js"
import { notes } from "./notes.js"

const draftKey = (code, prompt) => `draft:${code}:${prompt}`

export function draftsOf(code, but) {
  const begins = draftKey(code, "")
  return notes
    .keys(begins)
    .filter((key) => key !== draftKey(code, but) && notes.get(key)?.trim())
    .map((key) => ({ prompt: Number(key.slice(begins.length)), text: notes.get(key) }))
}

export const forget = (code, prompt) => notes.drop(draftKey(code, prompt))

function message(form) {
  const data = new FormData(form)
  const said = { prompt: Number(data.get("prompt")) }
  if (data.has("text")) {
    const [name, body] = [data.get("name"), data.get("on_behalf_of")]
    return { ...said, text: data.get("text").trim(), name, body, named: data.has("may_be_named"), table: data.get("table") ?? "", acknowledged: data.has("acknowledged") }
  }
  const votes = {}
  if (form.dataset.kind === "scale") {
    if (data.has("scale")) votes[""] = Number(data.get("scale"))
  } else for (const [name, value] of data) if (/^[si]\d+$/.test(name)) votes[name] = Number(value)
  return { ...said, votes }
}

function remember(field, key) {
  field.value ||= notes.get(key) ?? ""
  field.addEventListener("input", () => notes.set(key, field.value))
}

function limitChoices(form) {
  const most = Number(form.querySelector("[data-most] input") ? form.querySelector("[data-most]").dataset.most : Infinity)
  form.addEventListener("change", () => {
    const boxes = [...form.querySelectorAll("[data-most] input")]
    const full = boxes.filter((box) => box.checked).length >= most
    for (const box of boxes) box.disabled = full && !box.checked
  })
}

export function upgrade(form, code, { send, done }) {
  const text = form.querySelector("textarea")
  const prompt = form.elements.prompt.value
  let busy = false // a second press while the first is being kept is the same press
  if (text) remember(text, draftKey(code, prompt))
  for (const name of ["name", "on_behalf_of", "table"]) if (form.elements[name]) remember(form.elements[name], `me:${name}`)
  limitChoices(form)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const said = message(form)
    if (busy) return
    if (text && !said.text) return text.focus()
    if (said.votes && Object.keys(said.votes).length === 0) return
    busy = true
    try {
      await send(said, said.votes && chosenIn(form))
    } catch {
      return form.submit() // the phone can keep nothing: send it as a plain form
    } finally {
      busy = false
    }
    if (text && text.value.trim() === said.text) {
      text.value = ""
      text.dispatchEvent(new Event("input", { bubbles: true }))
      forget(code, prompt)
    }
    form.querySelector("[data-asks-first]")?.remove()
    done(form)
  })
}
