// Fills in a form with a passkey: data-passkey="create" makes one, "get" uses one. Forms are hidden until it is known
// that the browser can; without it, codes work. Only the browser's own dialogue sees face, finger or PIN.
const bytes = (text) => {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/")
  return Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0))
}
const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
const named = (credentials) => (credentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }))

function toMake({ publicKey }) {
  // Kept by the device and opened by its owner, so that it is enough alone.
  const authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  }
  return {
    ...publicKey,
    authenticatorSelection,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: named(publicKey.excludeCredentials),
  }
}

function toUse({ publicKey }) {
  return {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: named(publicKey.allowCredentials),
  }
}

function written({ id, rawId, type, response, ...credential }, made) {
  const parts = made ? ["attestationObject"] : ["authenticatorData", "signature", "userHandle"]
  const given = { clientDataJSON: words(response.clientDataJSON) }
  for (const part of parts) if (response[part]) given[part] = words(response[part])
  return { id, type, rawId: words(rawId), response: given, ...credential }
}

async function optionsFor(form) {
  if (!form.dataset.getFrom) return JSON.parse(form.querySelector("#passkey-options").textContent)
  const answer = await fetch(form.dataset.getFrom, { headers: { "X-Requested-With": "XMLHttpRequest" } })
  if (!answer.ok) throw new Error(answer.status)
  return (await answer.json()).request_options
}

async function fill(form) {
  const making = form.dataset.passkey === "create"
  const options = await optionsFor(form)
  const credential = making
    ? await navigator.credentials.create({ publicKey: toMake(options) })
    : await navigator.credentials.get({ publicKey: toUse(options) })
  const { id, rawId, type, response } = credential
  const more = {
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  }
  form.elements.credential.value = JSON.stringify(written({ id, rawId, type, response, ...more }, making))
  form.submit()
}

function upgrade(form) {
  form.hidden = false
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const button = form.querySelector("[type=submit]")
    const said = form.querySelector("[data-said]")
    said.textContent = ""
    button.disabled = true
    fill(form).catch(() => {
      said.textContent = form.dataset.refused
      button.disabled = false
    })
  })
}

if (window.PublicKeyCredential && navigator.credentials) {
  document.querySelectorAll("[data-passkey]").forEach(upgrade)
  document.querySelectorAll("[data-no-passkey]").forEach((words) => (words.hidden = true))
}
