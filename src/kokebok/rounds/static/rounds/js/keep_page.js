// Keeps the round's page on the phone from the first visit on, so that a reload without a net opens it. What is kept is
// taken from what the browser has just fetched; from the second visit on, offline.js keeps it anew by itself.
const KEPT = "kokebok-round-1"

async function keep(cache, address) {
  const answer = await fetch(address, { cache: "force-cache" })
  if (answer.ok) await cache.put(address, answer)
}

async function keepAll() {
  const cache = await caches.open(KEPT)
  const parts = performance.getEntriesByType("resource").map((one) => new URL(one.name))
  const ours = parts.filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/"))
  const addresses = [location.pathname, ...new Set(ours.map((one) => one.href))]
  const has = await Promise.all(addresses.map((one) => cache.match(one, { ignoreVary: true })))
  const lacking = addresses.filter((one, at) => at === 0 || !has[at])
  await Promise.all(lacking.map((one) => keep(cache, one)))
}

if (navigator.serviceWorker) {
  navigator.serviceWorker.register("/r/utenfor-nett.js", { scope: "/r/" }).catch(() => {})
  const begin = () => keepAll().catch(() => {}) // a phone that can keep nothing still takes part
  if (document.readyState === "complete") begin()
  else addEventListener("load", begin)
}
