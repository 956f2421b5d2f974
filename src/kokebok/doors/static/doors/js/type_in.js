// The fast form by keyboard: Ctrl+Enter saves from any field; and the cursor begins where the typing does.
const form = document.querySelector("[data-type-in]")

form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    form.requestSubmit()
  }
})

// After one is saved, the place stands as it was, and what one types next is the text.
if (form && new URLSearchParams(location.search).has("etter")) form.querySelector("[name=text]")?.focus()
