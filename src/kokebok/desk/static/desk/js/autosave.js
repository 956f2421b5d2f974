// Keeps what an editor writes on the server, as they write it. The form says where, in data-autosave.
const CALM = 1500 // milliseconds without a key before it is sent

export function upgrade(form) {
  const status = form.querySelector("[data-autosave-status]")
  let wait
  let written = false

  async function keep() {
    clearTimeout(wait)
    if (!written) return
    written = false
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        keepalive: true,
        redirect: "error",
      })
      if (!answer.ok) throw new Error(String(answer.status))
      const { kept } = await answer.json()
      if (status) status.textContent = kept
    } catch {
      written = true // the next key, or leaving the page, tries again; the browser keeps it meanwhile
    }
  }

  form.addEventListener("input", () => {
    written = true
    clearTimeout(wait)
    wait = setTimeout(keep, CALM)
  })
  form.addEventListener("submit", () => {
    written = false
    clearTimeout(wait)
  })
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) keep()
  })
  written = [...form.elements].some((field) => field.matches("textarea") && field.value !== field.defaultValue)
  if (written) wait = setTimeout(keep, CALM) // what was written before this script had come
}
