// Suggestions below a search field while one types: a combobox with a list, as ARIA has it. Arrows choose, Enter searches,
// Escape closes. Without it the field and its button do the same in one more step.
const WAIT = 150 // milliseconds without a key before one asks

export function upgrade(field) {
  const list = makeList(field)
  const state = { field, list, chosen: -1, asked: 0, typed: field.value }
  field.addEventListener("input", () => {
    state.typed = field.value
    clearTimeout(state.timer)
    state.timer = setTimeout(() => ask(state), WAIT)
  })
  field.addEventListener("keydown", (event) => press(state, event))
  field.addEventListener("blur", () => close(state))
  list.addEventListener("mousedown", (event) => event.preventDefault()) // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]")
    if (option) take(state, option.textContent)
  })
}

function makeList(field) {
  const list = document.createElement("ul")
  list.id = `${field.id}-list`
  list.className = "search-suggestions"
  list.hidden = true
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", field.dataset.suggested)
  field.after(list)
  field.setAttribute("role", "combobox")
  field.setAttribute("aria-autocomplete", "list")
  field.setAttribute("aria-expanded", "false")
  field.setAttribute("aria-controls", list.id)
  return list
}

async function ask(state) {
  const typed = state.typed.trim()
  const mine = ++state.asked
  if (typed.length < 2) return close(state)
  try {
    const answer = await fetch(`${state.field.dataset.suggest}?q=${encodeURIComponent(typed)}`)
    if (!answer.ok || mine !== state.asked) return
    const { suggestions } = await answer.json()
    if (mine === state.asked && document.activeElement === state.field) show(state, suggestions)
  } catch {
    close(state) // off the net: the button still says so
  }
}

function show(state, suggestions) {
  state.chosen = -1
  state.field.removeAttribute("aria-activedescendant")
  state.list.replaceChildren(
    ...suggestions.map((words, at) => {
      const option = document.createElement("li")
      option.id = `${state.list.id}-${at}`
      option.textContent = words
      option.setAttribute("role", "option")
      option.setAttribute("aria-selected", "false")
      return option
    }),
  )
  state.list.hidden = !suggestions.length
  state.field.setAttribute("aria-expanded", String(suggestions.length > 0))
}

function close(state) {
  state.asked++
  show(state, [])
}

function press(state, event) {
  const options = [...state.list.children]
  if (event.key === "Escape" && options.length) {
    event.preventDefault()
    state.field.value = state.typed
    close(state)
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
    event.preventDefault()
    choose(state, options, event.key === "ArrowDown" ? 1 : -1)
  } else if (event.key === "Enter" && state.chosen >= 0) {
    event.preventDefault()
    take(state, options[state.chosen].textContent)
  }
}

// One step, and round: past the last one is back at what was typed.
function choose(state, options, step) {
  const places = options.length + 1
  state.chosen = ((state.chosen + 1 + step + places) % places) - 1
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === state.chosen)))
  const option = options[state.chosen]
  state.field.value = option ? option.textContent : state.typed
  if (option) {
    state.field.setAttribute("aria-activedescendant", option.id)
    option.scrollIntoView({ block: "nearest" })
  } else state.field.removeAttribute("aria-activedescendant")
}

function take(state, words) {
  close(state)
  state.field.value = words
  state.field.form.requestSubmit()
}
