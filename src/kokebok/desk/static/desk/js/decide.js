// A decision chosen with the mouse brings the cursor to the public answer; Ctrl+Enter sends what is being written.
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

export function upgrade(main) {
  // With the keyboard one walks through the decisions by the arrows: then nothing moves.
  main.addEventListener("pointerdown", () => (isPointed = true))
  document.addEventListener("keydown", () => (isPointed = false), { capture: true })
  main.addEventListener("change", ({ target }) => {
    if (isPointed && target.matches("input[type=radio][name=outcome]")) writeReply(target)
  })
  main.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return
    const form = event.target.form
    if (form?.method !== "post") return
    event.preventDefault()
    form.requestSubmit()
  })
}
