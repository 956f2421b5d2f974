// Unfolds a part on a page that is wide enough. The style sheet shows it there already; from now on it can be folded.
export function upgrade(details) {
  const wide = matchMedia(`(width >= ${details.dataset.openFrom})`)
  const fit = () => {
    details.open = wide.matches
  }
  fit()
  wide.addEventListener("change", fit)
  details.dataset.ready = ""
}
