// Fills a template in, and shows the letter, without loading the page. Without scripts the buttons do it.
function fillIn(form, button) {
  const choice = form.querySelector("[name=template]").selectedOptions[0]
  const reply = form.querySelector("[name=reply]")
  const words = choice?.dataset.text
  if (!words || !reply) return
  reply.value = [reply.value.trimEnd(), words].filter(Boolean).join("\n\n")
  reply.dispatchEvent(new Event("input", { bubbles: true }))
  reply.focus()
}

async function showLetter(form, button) {
  const data = new FormData(form, button)
  const answer = await fetch(button.formAction, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } })
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const fresh = page.getElementById("letter")
  if (!answer.ok || !fresh) return false
  form.querySelector("#letter").replaceWith(fresh)
  fresh.focus()
  return true
}

export function upgrade(form) {
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button")
    if (button?.matches("[data-fill-in]")) {
      event.preventDefault()
      fillIn(form, button)
    } else if (button?.name === "letter" && !button.dataset.whole) {
      event.preventDefault()
      if (await showLetter(form, button).catch(() => false)) return
      button.dataset.whole = "yes" // something is wrong in the form: let the server say it on a page
      button.click()
    }
  })
}
