// Shows, while an editor writes a paragraph's new text, what will change in it, word by word;
// not where it is the suggestion, which the page shows already.
const LONGEST = 2500 // words: above this the table of the comparison grows too large for a preview

const words = (text) => text.trim().match(/\S+\s*/g) ?? []
const same = (one, other) => one.trim() === other.trim()

// How many words the ends of both texts have in common, from each pair of places on.
function common(before, after) {
  const table = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1))
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      table[i][j] = same(before[i], after[j])
        ? table[i + 1][j + 1] + 1
        : Math.max(table[i + 1][j], table[i][j + 1])
    }
  }
  return table
}

function difference(before, after) {
  const table = common(before, after)
  const found = []
  const add = (kind, word) => {
    if (found.at(-1)?.kind === kind) found.at(-1).text += word
    else found.push({ kind, text: word })
  }
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && same(before[i], after[j])) {
      add("same", after[j])
      i += 1
      j += 1
    } else if (j === after.length || (i < before.length && table[i + 1][j] >= table[i][j + 1])) {
      add("removed", before[i])
      i += 1
    } else {
      add("added", after[j])
      j += 1
    }
  }
  return found
}

function shown({ kind, text }, labels) {
  if (kind === "same") return document.createTextNode(text)
  const element = document.createElement(kind === "added" ? "ins" : "del")
  const label = document.createElement("span")
  label.className = "ds-sr-only"
  label.textContent = `${labels[kind]} `
  element.append(label, text)
  return element
}

export function upgrade(field) {
  const before = words(document.getElementById(field.dataset.previewChange)?.textContent ?? "")
  const preview = document.getElementById("preview")
  if (!preview || before.length === 0) return
  const show = () => {
    const after = words(field.value)
    const changes = before.length + after.length < LONGEST ? difference(before, after) : []
    const isShown = field.value.trim() === preview.dataset.shown?.trim()
    preview.hidden = isShown || !changes.some(({ kind }) => kind !== "same")
    preview.querySelector(".diff").replaceChildren(...changes.map((change) => shown(change, preview.dataset)))
  }
  let wait
  field.addEventListener("input", () => {
    clearTimeout(wait)
    wait = setTimeout(show, 150)
  })
  show()
}
