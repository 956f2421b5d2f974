// Take the words one has marked in the input into the field of what is to be removed. Without it, one copies them.
const words = document.getElementById("words-of-input")
const field = document.querySelector("[data-marked-words]")

function marked() {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || !words.contains(selection.anchorNode)) return []
  return selection
    .toString()
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
}

if (words && field) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "ds-button"
  button.dataset.variant = "secondary"
  button.dataset.size = "sm"
  button.textContent = words.dataset.take
  button.addEventListener("mousedown", (event) => event.preventDefault()) // what is marked stays marked
  button.addEventListener("click", () => {
    const lines = field.value.split("\n").filter((line) => line.trim())
    field.value = [...lines, ...marked().filter((line) => !lines.includes(line))].join("\n")
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.focus()
  })
  words.append(button)
}
