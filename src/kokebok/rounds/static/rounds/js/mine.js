// What has been written on this phone, each with where it is: kept here, sent, or not taken and why.
export function listOf(section, words, takeUp) {
  const list = section.querySelector("ol")
  const link = section.querySelector("[data-my-link]")
  const said = { saved: words.saved, sent: words.sent, refused: words.refused }

  const row = (item) => {
    const element = document.createElement("li")
    const text = document.createElement("p")
    text.dir = "auto"
    text.textContent = item.body.text
    const status = document.createElement("p")
    status.className = "live-status"
    status.dataset.status = item.status
    status.textContent = item.why ? `${said[item.status]}: ${item.why}` : said[item.status]
    element.append(text, status)
    if (item.status === "refused") element.append(again(item))
    return element
  }

  const again = (item) => {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "ds-button"
    button.dataset.variant = "secondary"
    button.textContent = words.takeUp
    button.addEventListener("click", () => takeUp(item))
    return button
  }

  return (items) => {
    const written = items.filter((item) => item.body.text && item.status !== "taken up")
    section.hidden = written.length === 0
    list.replaceChildren(...written.reverse().map(row))
    const mine = items.map((item) => item.link).filter(Boolean).pop()
    link.hidden = !mine
    if (mine) link.href = `/r/min/${mine}/`
  }
}
