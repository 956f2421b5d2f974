// While one writes: what the book has already that is like it. Nothing is kept of what is asked.
const PAUSE = 1200 // milliseconds without a key press
const ENOUGH = 60 // characters before it is worth asking

export function upgrade(form) {
  const words = form.querySelector("[data-similar-words]")
  const found = form.querySelector("[data-similar-found]")
  const button = form.querySelector("[data-similar-button]")
  if (!words || !found || !button) return // a call that gathers no pages
  button.hidden = true
  let waiting = 0
  let asked = ""

  const written = () => [...words.querySelectorAll("textarea, input[type=text]")].map((field) => field.value).join("\n")

  async function ask() {
    const text = written().slice(0, 2000)
    if (text.trim().length < ENOUGH || text === asked) return
    asked = text
    const body = new FormData()
    body.set("text", text)
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    try {
      const answer = await fetch(form.dataset.similar, { method: "POST", body })
      if (answer.ok && text === asked) found.innerHTML = await answer.text()
    } catch {
      asked = "" // no contact: ask again at the next pause
    }
  }

  words.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, PAUSE)
  })
}
