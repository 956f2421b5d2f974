// A click on a paragraph's number copies its lasting address, and offers the page the number leads to without scripts;
// a button with data-copy-text copies what it names.
// With a modifier key, or where copying is refused, the link is followed as any other.
let said, onward

function say(words) {
  said ??= document.body.appendChild(Object.assign(document.createElement("p"), { className: "toast", role: "status" }))
  said.textContent = words
  clearTimeout(said.timer)
  said.timer = setTimeout(() => (said.textContent = ""), 4000)
}

// The next thing a keyboard comes to. It stays until one presses elsewhere, or Escape.
function leadOnward(element) {
  const words = element.closest("[data-share]")?.dataset.share
  onward?.remove()
  if (!words || !element.dataset.copyLink) return
  onward = Object.assign(document.createElement("a"), {
    className: "toast toast-onward",
    href: element.href,
    textContent: words,
  })
  element.after(onward)
}

async function copy(element) {
  const source = element.dataset.copyText
  const text = source
    ? document.getElementById(source).innerText
    : new URL(element.dataset.copyLink, location.href).href
  await navigator.clipboard.writeText(text)
  say(element.closest("[data-copied]")?.dataset.copied ?? "✓")
  leadOnward(element)
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

document.addEventListener("click", (event) => event.target !== onward && onward?.remove())
document.addEventListener("keydown", (event) => event.key === "Escape" && onward?.remove())
