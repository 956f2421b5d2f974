// What somebody has in hand while a part of the page is made anew: a choice not yet sent, an opened detail, the focus.
const fieldsOf = (part) => [...part.querySelectorAll("input:not([type=hidden]), select, textarea")]
const isTouched = (field) => (/checkbox|radio/.test(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue)
const buttonOf = (element) => element?.closest("button, summary, a")

function focusOf(part) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null
  if (!focused || focused === part) return null
  const all = [...part.querySelectorAll("button, summary, a, input:not([type=hidden])")]
  return { id: focused.id, name: focused.name, value: focused.value, at: all.indexOf(buttonOf(focused) ?? focused) }
}

export function keep(part) {
  return {
    touched: fieldsOf(part).filter((field) => field.id && isTouched(field)).map(({ id, checked, value }) => ({ id, checked, value })),
    open: [...part.querySelectorAll("details")].map((one) => one.open),
    focus: focusOf(part),
  }
}

export function giveBack(part, { touched, open, focus }) {
  for (const { id, checked, value } of touched) {
    const field = part.querySelector(`[id="${CSS.escape(id)}"]`)
    if (!field) continue
    if (/checkbox|radio/.test(field.type)) field.checked = checked
    else field.value = value
  }
  part.querySelectorAll("details").forEach((one, at) => (one.open = open[at] ?? one.open))
  if (!focus) return
  const same = focus.id
    ? part.querySelector(`[id="${CSS.escape(focus.id)}"]`)
    : focus.name && part.querySelector(`[name="${focus.name}"][value="${CSS.escape(focus.value ?? "")}"]`)
  const all = [...part.querySelectorAll("button, summary, a, input:not([type=hidden])")]
  const found = same || all[Math.min(focus.at, all.length - 1)]
  found?.focus({ preventScroll: true })
}
