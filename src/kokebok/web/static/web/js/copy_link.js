// A click on a paragraph's number copies its lasting address; a button with data-copy-text copies what it names.
// With a modifier key, or where copying is refused, the link is followed as any other.
let said

function say(words) {
  said ??= document.body.appendChild(Object.assign(document.createElement("p"), { className: "toast", role: "status" }))
  said.textContent = words
  clearTimeout(said.timer)
  said.timer = setTimeout(() => (said.textContent = ""), 4000)
}

async function copy(element) {
  const source = element.dataset.copyText
  const text = source ? document.getElementById(source).innerText : element.href
  await navigator.clipboard.writeText(text)
  say(element.closest("[data-copied]")?.dataset.copied ?? "✓")
}

export function upgrade(element) {
  if (!navigator.clipboard) return
  element.hidden = false
  element.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    copy(element).catch(() => element.href && location.assign(element.href))
  })
}
