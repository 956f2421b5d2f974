// Small things kept on the phone, as drafts. Where a browser keeps nothing, they live as long as the page does.
const here = new Map()

const tried = (act, otherwise) => {
  try {
    return act()
  } catch {
    return otherwise()
  }
}

export const notes = {
  get: (key) => here.get(key) ?? tried(() => localStorage.getItem(key), () => null),
  set(key, value) {
    here.set(key, value)
    tried(() => localStorage.setItem(key, value), () => {})
  },
  drop(key) {
    here.delete(key)
    tried(() => localStorage.removeItem(key), () => {})
  },
  keys: (begins) =>
    [...new Set([...here.keys(), ...tried(() => Object.keys(localStorage), () => [])])].filter((key) => key.startsWith(begins)),
}
