// A decision chosen with the mouse brings the cursor to the public answer; Ctrl+Enter sends what is being written.
import { firstButton, isPosted } from "../../web/js/posting.js"

let isPointed = false

function writeReply(radio) {
  const reply = radio.form.elements.reply
  reply?.focus()
  reply?.scrollIntoView({ block: "nearest" })
}

// Chooses a decision, as a key does, and brings the cursor to the public answer.
export function decide(radio) {
  radio.checked = true
  radio.dispatchEvent(new Event("input", { bubbles: true }))
  radio.dispatchEvent(new Event("change", { bubbles: true }))
  writeReply(radio)
}

// On a button it is that button; in a field the one that says what the form is for.
function meant(target) {
  const { form, type } = target
  if (!form || type === "submit") return form ? target : null
  return form.querySelector("[data-main-button]") ?? firstButton(form)
}

export function upgrade(main) {
  // With the keyboard one walks through the decisions by the arrows: then nothing moves.
  main.addEventListener("pointerdown", () => (isPointed = true))
  document.addEventListener("keydown", () => (isPointed = false), { capture: true })
  main.addEventListener("change", ({ target }) => {
    if (isPointed && target.matches("input[type=radio][name=outcome]")) writeReply(target)
  })
  main.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return
    const button = meant(event.target)
    if (!button || !isPosted(button.form, button)) return
    event.preventDefault()
    button.click()
  })
}
