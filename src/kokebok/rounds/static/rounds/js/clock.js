// The time left, counted by the server's clock: that of a phone may be wrong.
let ahead = 0 // seconds the server's clock is ahead of this one

export function serverSays(now) {
  if (Number.isFinite(now)) ahead = now - Date.now() / 1000
}

// `find` gives the element of the clock as it is now: a part of the page may have been made anew. `up` is told whether
// the time is out.
export function clock(find, up = () => {}) {
  let ends = null
  let held = null
  const show = () => {
    const element = find()
    if (!element) return
    const left = ends === null ? held : Math.max(0, Math.round(ends - ahead - Date.now() / 1000))
    element.hidden = left === null
    up(left === 0)
    if (left === null) return
    element.toggleAttribute("data-up", left === 0)
    element.querySelector("b").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`
  }
  setInterval(show, 500)
  return (state) => {
    ends = state.ends
    held = state.left
    show()
  }
}
