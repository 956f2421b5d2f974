// Digits choose a theme while the focus is in the box with the themes: nothing happens elsewhere on the page.
function press(box, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const button = box.querySelector(`[data-theme-key="${CSS.escape(event.key)}"]`)
  if (!button) return
  event.preventDefault()
  button.click()
}

function showKeys(box) {
  for (const key of box.querySelectorAll("[data-theme-key] kbd")) key.hidden = key.textContent.length > 1
  const help = box.querySelector("[data-theme-keys-help]")
  if (help) help.hidden = false
}

for (const box of document.querySelectorAll("[data-theme-keys]")) {
  showKeys(box)
  box.addEventListener("keydown", (event) => press(box, event))
}
