// Fills a template in, and shows the letter, without loading the page. Without scripts the buttons do it.
import { send } from "./send.js"

function fillIn(form) {
  const choice = form.querySelector("[name=template]").selectedOptions[0]
  const reply = form.querySelector("[name=reply]")
  const words = choice?.dataset.text
  if (!words || !reply) return
  reply.value = [reply.value.trimEnd(), words].filter(Boolean).join("\n\n")
  reply.dispatchEvent(new Event("input", { bubbles: true }))
  reply.focus()
}

// Puts the letter in the page. Not where the server has shown another page, which then is to be shown whole.
function putLetter(form, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("letter")
  if (!fresh || fresh.hidden) return false
  form.querySelector("#letter").replaceWith(fresh)
  // A form that makes a letter has nothing wrong in it any more.
  form.querySelectorAll(".not-sent, .ds-error-summary, .ds-validation-message").forEach((old) => old.remove())
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"))
  fresh.focus()
  return true
}

export function upgrade(form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button")
    if (button?.matches("[data-fill-in]")) {
      event.preventDefault()
      fillIn(form)
    } else if (button?.name === "letter") {
      event.preventDefault()
      send(form, button, (html) => putLetter(form, html))
    }
  })
}
