// The fast form by keyboard: Ctrl+Enter saves from any field, once; and the cursor begins where the typing does.
const form = document.querySelector("[data-type-in]")
let sent = false

form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    form.requestSubmit()
  }
})
form?.addEventListener("submit", (event) => {
  if (sent) event.preventDefault()
  sent = true
})
// A page that is taken from the browser's memory may be sent again: the server knows the same form by its slip.
addEventListener("pageshow", () => { sent = false })

// After one is saved, the place stands as it was, and what one types next is the text.
if (form && new URLSearchParams(location.search).has("etter")) form.querySelector("[name=text]")?.focus()
