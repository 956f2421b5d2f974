// Keeps the page of a round on the phone, so that a reload without a net still opens it, with all that was written.
// That page is the same for everybody. What is one person's own (/r/min/…, receipts) is never kept here.
const KEPT = "kokebok-round-1"
const PATIENCE = 5000 // ms to wait for the net before what is kept is shown

const isOurs = (request) => {
  const { pathname, origin } = new URL(request.url)
  return request.method === "GET" && origin === self.location.origin && /^\/(r\/[^/]+\/$|static\/)/.test(pathname)
}

async function fromNet(request, cache) {
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

async function answer(request) {
  const cache = await caches.open(KEPT)
  const net = fromNet(request, cache)
  const kept = await cache.match(request, { ignoreVary: true })
  if (!kept) return net
  const late = new Promise((done) => setTimeout(done, PATIENCE, kept))
  return Promise.race([net.catch(() => kept), late])
}

// What an earlier version of this script kept.
async function letGo() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith("kokebok-round") && name !== KEPT).map((name) => caches.delete(name)))
}

self.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) event.respondWith(answer(event.request))
})
self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), letGo()])))
