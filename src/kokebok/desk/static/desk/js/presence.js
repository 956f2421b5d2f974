// Tells the server that this input is open here, and so read, and shows who else has it open. Without it, only acts count.
const EVERY = 20_000 // milliseconds, while the page can be seen
const STILL_WRITING = 60_000 // since the last key

export function upgrade(form) {
  const address = form.dataset.presence
  const fields = document.querySelectorAll("textarea:not([data-mentions])")
  let wrote = -Infinity

  const said = (more) => {
    const data = new FormData(form)
    for (const [name, value] of Object.entries(more)) data.set(name, value)
    return data
  }
  const show = async (answer) => {
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const fresh = page.getElementById("others-here")
    const shown = document.getElementById("others-here")
    // Only what has changed is put in, so that a screen reader does not read the same again.
    if (fresh && fresh.textContent.trim() !== shown.textContent.trim()) shown.replaceChildren(...fresh.childNodes)
  }
  const leave = () => navigator.sendBeacon(address, said({ leaves: "yes" }))
  const tell = () => {
    if (!form.isConnected) {
      clearInterval(clock) // another input has been shown in its place
      return leave()
    }
    if (document.hidden) return
    const writes = performance.now() - wrote < STILL_WRITING ? "yes" : "no"
    fetch(address, { method: "POST", body: said({ writes }), headers: { "X-Requested-With": "fetch" } })
      .then(show)
      .catch(() => {}) // no connection just now: the next round tells
  }
  for (const field of fields) {
    field.addEventListener("input", () => {
      const first = performance.now() - wrote > STILL_WRITING
      wrote = performance.now()
      if (first) tell()
    })
  }
  addEventListener("pagehide", () => form.isConnected && leave())
  document.addEventListener("kokebok:shown", tell, { once: true })
  addEventListener("pageshow", (event) => event.persisted && tell())
  document.addEventListener("visibilitychange", tell)
  const clock = setInterval(tell, EVERY)
  tell() // the page before may just have told that it was left
}
