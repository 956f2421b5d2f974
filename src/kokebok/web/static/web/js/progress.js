// Fetches the part again while the work goes on; the server leaves data-poll out when it is finished.
const EVERY = 1500

async function fetchAgain(part) {
  const answer = await fetch(part.dataset.poll, { headers: { "X-Requested-With": "fetch" } })
  if (!answer.ok) return part
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const fresh = page.getElementById(part.id)
  if (!fresh) return part
  part.replaceWith(fresh)
  return fresh
}

export function upgrade(part) {
  part.querySelector("[data-poll-link]")?.remove()
  const again = async () => {
    let now = part
    if (!document.hidden) now = await fetchAgain(part).catch(() => part)
    if (now.dataset.poll) {
      part = now
      now.querySelector("[data-poll-link]")?.remove()
      setTimeout(again, EVERY)
    }
  }
  setTimeout(again, EVERY)
}
