// Where what is written is kept until the server has it: in the phone's database, or in localStorage where a browser
// gives no database (some private windows) or does not answer. Both fail aloud, so that the plain form can take over.
const NAME = "kokebok-rounds"
const STORE = "sent"
const PATIENCE = 3000 // ms for a database to open

const asked = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
    request.onblocked = () => failed(new Error("blocked"))
    setTimeout(() => failed(new Error("silence")), PATIENCE)
  })

async function openDatabase() {
  const request = indexedDB.open(NAME, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "ticket" })
  const database = await asked(request)
  database.onversionchange = () => database.close()
  return database
}

function inDatabase(database) {
  const objects = (mode) => database.transaction(STORE, mode, { durability: "strict" })
  return {
    all: () => asked(objects("readonly").objectStore(STORE).getAll()),
    put: (item) =>
      new Promise((done, failed) => {
        const transaction = objects("readwrite")
        transaction.objectStore(STORE).put(item)
        transaction.oncomplete = done
        transaction.onerror = transaction.onabort = () => failed(transaction.error) // full, or taken away
      }),
  }
}

// One key an item, so that two tabs do not write over each other.
const inLocalStorage = {
  all: async () =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(`${NAME}:`))
      .map((key) => JSON.parse(localStorage.getItem(key))),
  put: async (item) => localStorage.setItem(`${NAME}:${item.ticket}`, JSON.stringify(item)),
}

// Puts where it can; reads from both, as one may have come into use after the other was full.
export async function store() {
  const places = [inLocalStorage]
  try {
    places.unshift(inDatabase(await openDatabase()))
  } catch {
    // the other place it is
  }
  return {
    async all() {
      const found = new Map()
      for (const place of [...places].reverse()) for (const item of await place.all().catch(() => [])) found.set(item.ticket, item)
      return [...found.values()]
    },
    async put(item) {
      for (const place of places.slice(0, -1)) {
        try {
          return await place.put(item)
        } catch {
          continue
        }
      }
      return places.at(-1).put(item)
    },
  }
}
