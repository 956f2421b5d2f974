// The state of the round as it changes: by a stream, or by asking now and then where a stream cannot be held.
import { serverSays } from "./clock.js"

const SILENCE = 45000 // ms without a sign of life: the server sends one every twenty seconds
const PATIENCE = 4000 // ms for a stream to say something, before the phone asks
const ASK = 4000
const ASK_WHEN_OVER = 60000

export function follow(code, { changed, lost, found }) {
  let source
  let asking // the next time to ask; undefined while the stream does the work
  let heard = 0
  let isOver = false

  const sign = (now) => {
    serverSays(Number(now))
    heard = Date.now()
    clearTimeout(asking)
    asking = undefined
    found()
  }

  const take = (state) => {
    isOver = state.state === "closed"
    changed(state)
  }

  const isStreaming = () => source?.readyState === EventSource.OPEN && Date.now() - heard < SILENCE

  const ask = async () => {
    try {
      const answer = await fetch(`/live/${code}/state`, { signal: AbortSignal.timeout?.(10000) })
      const state = answer.ok ? await answer.json() : null
      if (state) {
        serverSays(state.now)
        found()
        take(state)
      }
    } catch {
      lost()
    }
    asking = undefined
    if (!isStreaming()) askIn(isOver ? ASK_WHEN_OVER : ASK)
  }

  const askIn = (wait) => {
    asking ??= setTimeout(ask, wait * (0.75 + 0.5 * Math.random()))
  }

  const listen = () => {
    source?.close()
    source = new EventSource(`/live/${code}/stream`)
    source.addEventListener("state", (event) => {
      sign()
      take(JSON.parse(event.data))
    })
    source.addEventListener("clock", (event) => sign(event.data))
    source.onerror = () => {
      if (!navigator.onLine) lost()
      askIn(1500)
    }
    askIn(PATIENCE) // a stream that is held up on its way says nothing at all
  }

  // A browser gives a stream up for good after some answers; a phone that has slept may hold one that is dead.
  setInterval(() => isOver || isStreaming() || source.readyState === EventSource.CONNECTING || listen(), 10000)
  setInterval(() => isOver || isStreaming() || listen(), SILENCE)
  addEventListener("online", listen)
  addEventListener("offline", lost)
  document.addEventListener("visibilitychange", () => document.hidden || isStreaming() || listen())
  listen()
}
