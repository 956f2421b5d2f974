// What is written on this phone, kept until the server has it on its disk. Sent again by itself, and only once:
// each has a ticket, and the server knows a ticket it has seen.
import { store } from "./kept.js"

const SOONEST = 400 // ms before a new try; doubled each time
const LATEST = 15000

const newTicket = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16),
  )

// Of two tabs, one sends at a time. Where a browser cannot say so, the tickets see to it that all comes once.
const alone = (name, act) =>
  navigator.locks ? navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? act() : undefined)) : act()

export class Outbox {
  constructor(code, changed) {
    this.code = code
    this.changed = changed
    this.wait = SOONEST
    this.sending = false
    this.ready = store().then((kept) => (this.kept = kept))
    this.tabs = globalThis.BroadcastChannel ? new BroadcastChannel(`kokebok-round-${code}`) : null
    if (this.tabs) this.tabs.onmessage = () => changed()
    addEventListener("online", () => this.hurry())
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry())
  }

  async mine() {
    await this.ready
    const all = await this.kept.all()
    return all.filter((item) => item.code === this.code).sort((one, other) => one.at - other.at)
  }

  // Keep a message on the phone, and with it what was chosen, in words; from here on nothing but the server's own word takes it out of the queue.
  // Fails where the phone can keep nothing.
  async add(message, chosen) {
    await this.ready
    const at = Date.now()
    const body = { ...message, ticket: newTicket(), written: at / 1000 }
    await this.put({ ticket: body.ticket, code: this.code, at, body, chosen, status: "saved" })
    this.hurry()
  }

  // Its writer has seen that it looks private, and wants it sent as it is.
  async sendAsItIs(item) {
    await this.put({ ...item, status: "saved", why: undefined, asks: undefined, body: { ...item.body, acknowledged: true } })
    this.hurry()
  }

  async put(item) {
    await this.kept.put(item)
    this.changed()
    this.tabs?.postMessage(item.ticket)
  }

  hurry() {
    this.wait = SOONEST
    this.send()
  }

  async send() {
    clearTimeout(this.timer)
    if (this.sending) return
    this.sending = true
    try {
      await alone(`kokebok-round-${this.code}`, () => this.sendAll())
      if ((await this.waiting()).length) this.again(this.asked)
    } catch {
      this.again()
    } finally {
      this.sending = false
    }
  }

  async waiting() {
    return (await this.mine()).filter((item) => item.status === "saved")
  }

  async sendAll() {
    this.asked = undefined
    for (const item of await this.waiting()) {
      const said = await this.post(item)
      if (said.status === "later") return (this.asked = said.seconds)
      const status = said.status === "refused" ? "refused" : "sent"
      await this.put({ ...item, status, why: said.why, asks: said.asks, receipt: said.code, link: said.link })
      this.wait = SOONEST
    }
  }

  // How long ago it was written is told beside when: the clock of a phone may be wrong.
  async post({ body, at }) {
    const answer = await fetch(`/live/${this.code}/send`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, age: Math.max(0, Date.now() - at) / 1000 }),
      signal: AbortSignal.timeout?.(20000),
    })
    const said = await answer.json()
    if (answer.status >= 500 && said.status !== "later") throw new Error(answer.status)
    return said.status ? said : { status: "later" }
  }

  again(seconds) {
    const wait = seconds ? seconds * 1000 : this.wait
    this.wait = Math.min(LATEST, this.wait * 2)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.send(), wait * (0.7 + 0.6 * Math.random()))
  }
}
