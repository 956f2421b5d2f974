// Keeps what is written on the server while one writes, and on the device until the server has it.
import { freshToken, takeToken } from "../../web/js/posting.js"

const PAUSE = 900 // milliseconds without a key press
const AGAIN = 5000 // before another try without contact

export function upgrade(form) {
  const status = form.querySelector("[data-autosave-status]")
  const place = `autosave:${location.pathname}`
  const fields = [...form.elements].filter((field) => /^q\d+$/.test(field.name))
  const dirty = new Set()
  let waiting = 0
  let busy = false
  let handingIn = false

  const value = (name) => {
    const found = form.elements[name]
    return found.value ?? ""
  }
  const say = (words) => {
    if (status.textContent !== words) status.textContent = words
  }
  const keepHere = () => {
    const kept = Object.fromEntries([...dirty].map((name) => [name, value(name)]))
    if (dirty.size) localStorage.setItem(place, JSON.stringify(kept))
    else localStorage.removeItem(place)
  }

  function package_(names) {
    const body = new FormData()
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    for (const name of names) {
      body.set(name, value(name))
      body.set(`seen_${name}`, form.elements[`seen_${name}`].value)
    }
    return body
  }

  function showOthers(others) {
    for (const [name, texts] of Object.entries(others)) {
      const box = form.querySelector(`[data-others="${name}"]`)
      if (!box) continue
      box.replaceChildren(
        ...texts.map((text) => {
          const details = document.createElement("details")
          const summary = document.createElement("summary")
          const words = document.createElement("blockquote")
          summary.textContent = form.dataset.elsewhere
          words.className = "quoted"
          words.textContent = text
          details.append(summary, words)
          return details
        }),
      )
    }
  }

  async function save() {
    clearTimeout(waiting)
    if (busy || handingIn || !dirty.size) return
    busy = true
    const names = [...dirty]
    const sent = new Map(names.map((name) => [name, value(name)]))
    say(form.dataset.saving)
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: package_(names), keepalive: true })
      const token = freshToken(answer)
      if (token) takeToken(token)
      const told = await answer.json()
      if (!answer.ok) say(told.error)
      else {
        for (const name of names) {
          form.elements[`seen_${name}`].value = told.seen[name]
          if (value(name) === sent.get(name)) dirty.delete(name)
        }
        showOthers(told.others)
        say(form.dataset.saved.replace("{time}", told.saved))
      }
    } catch {
      say(form.dataset.offline)
      waiting = setTimeout(save, AGAIN)
    }
    busy = false
    keepHere()
    if (dirty.size) waiting = setTimeout(save, AGAIN)
  }

  const kept = JSON.parse(localStorage.getItem(place) ?? "{}")
  for (const field of fields) {
    const isText = "defaultValue" in field && field.type !== "radio"
    if (isText && field.value !== field.defaultValue) dirty.add(field.name) // written before this script had come
    else if (isText && field.name in kept) {
      field.value = kept[field.name]
      dirty.add(field.name)
    }
    field.addEventListener("input", () => {
      dirty.add(field.name)
      keepHere()
      clearTimeout(waiting)
      waiting = setTimeout(save, PAUSE)
    })
  }
  if (dirty.size) save()
  addEventListener("online", save)
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save())
  form.addEventListener("submit", () => {
    handingIn = true // the form itself keeps it first
    clearTimeout(waiting)
    localStorage.removeItem(place)
  })
}
