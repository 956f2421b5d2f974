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
  const said = Object.fromEntries(new FormData(form))
  const prompt = Number(said.prompt)
  if ("text" in said) return { ...said, prompt, text: said.text.trim(), body: said.on_behalf_of, named: "may_be_named" in said, acknowledged: "acknowledged" in said }
  const votes = {}
  if (form.dataset.kind === "scale") {
    if ("scale" in said) votes[""] = Number(said.scale)
  } else for (const [name, value] of Object.entries(said)) if (/^[si]\d+$/.test(name)) votes[name] = Number(value)
  return { prompt, votes }
}

function remember(field, key) {
  field.value ||= notes.get(key) ?? ""
  field.addEventListener("input", () => notes.set(key, field.value))
}

export function putPractical(form, said) {
  for (const field of form.querySelectorAll("[name=as_is], [name=used_by]")) {
    if (field.type === "radio") field.checked = field.value === said.as_is
    else field.value = said.used_by ?? ""
  }
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
      putPractical(form, {}) // room for another tool
      text.dispatchEvent(new Event("input", { bubbles: true }))
      forget(code, prompt)
    }
    form.querySelector("[data-asks-first]")?.remove()
    done(form)
  })
}
