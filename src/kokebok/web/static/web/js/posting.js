// What a form sends when one of its buttons is pressed: the button's own address, method and encoding before the form's,
// and its name and value with the fields. A script that sends a form asks here, so that it sends what the browser would.
const PLAIN = "application/x-www-form-urlencoded"
const WITH_FILES = "multipart/form-data"

// By attribute: a field that is called “action” hides the form's own.
const said = (form, button, what) => button?.getAttribute(`form${what}`) ?? form.getAttribute(what) ?? ""

// Between lines a form has CR and LF, which the browser puts there when it sends it itself.
const asSent = (text) => text.replace(/\r\n?|\n/g, "\r\n")

function bodyOf(form, button, encoding) {
  const data = new FormData(form)
  if (button?.name) data.append(button.name, button.value)
  if (encoding === WITH_FILES) return data
  return new URLSearchParams([...data].map(([name, value]) => [name, value.name ?? asSent(value)]))
}

export function postingOf(form, button) {
  const encoding = said(form, button, "enctype").toLowerCase() === WITH_FILES ? WITH_FILES : PLAIN
  return {
    address: new URL(said(form, button, "action") || location.href, location.href),
    method: said(form, button, "method").toLowerCase() || "get",
    body: bodyOf(form, button, encoding),
  }
}

// Whether this button's form is posted, and to the site itself.
export function isPosted(form, button) {
  const { address, method } = postingOf(form, button)
  return method === "post" && address.origin === location.origin
}

// The token that is good now, where a form was refused because its own was old: somebody has signed in since; else null.
export function freshToken(answer) {
  return answer.status === 403 ? answer.headers.get("X-Form-Token") : null
}

// Lets all forms of the page have the token that is good now.
export function takeToken(token) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token
}

// The first of a form's buttons that sends something.
export function firstButton(form) {
  return [...form.elements].find((one) => one.type === "submit" && !one.disabled && one.formMethod !== "dialog")
}

// Sends it as the button says, and gives the answer. Fails where there is no contact, or no answer in time.
export function post(form, button, patience) {
  const { address, method, body } = postingOf(form, button)
  const headers = { "X-Requested-With": "fetch" }
  return fetch(address, { method, body, headers, signal: AbortSignal.timeout?.(patience) })
}
