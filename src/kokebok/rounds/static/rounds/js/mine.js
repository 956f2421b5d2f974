// What has been written and chosen on this phone, each with where it is: kept here, sent, or not taken and why.
import { asAnswered } from "./choices.js"

function paragraph(text, name) {
  const element = document.createElement("p")
  element.dir = "auto"
  element.textContent = text
  if (name) element.className = name
  return element
}

export function listOf(section, words, { takeUp, sendAsItIs }) {
  const list = section.querySelector("ol")
  const link = section.querySelector("[data-my-link]")

  const row = (item) => {
    const element = document.createElement("li")
    const where = item.asks ? words.asks : words[item.status]
    const status = paragraph(item.why ? `${where}: ${item.why}` : where, "live-status")
    status.dataset.status = item.status
    const { title, lines } = item.chosen ?? { lines: [{ text: item.body.text }] }
    if (title) element.append(paragraph(title, "live-asked"))
    element.append(...lines.map((one) => paragraph(one.text)), status)
    if (item.status !== "refused") return element
    if (item.body.text) element.append(button(words.takeUp, () => takeUp(item)))
    if (item.asks) element.append(button(words.asItIs, () => sendAsItIs(item)))
    return element
  }

  const button = (label, act) => {
    const element = document.createElement("button")
    element.type = "button"
    element.className = "ds-button"
    element.dataset.variant = "secondary"
    element.textContent = label
    element.addEventListener("click", act)
    return element
  }

  return (items) => {
    const written = asAnswered(items)
    section.hidden = written.length === 0
    list.replaceChildren(...written.reverse().map(row))
    const mine = items.map((item) => item.link).filter(Boolean).pop()
    link.hidden = !mine
    if (mine) link.href = `/r/min/${mine}/`
  }
}
