// Finds what a page of calls has to upgrade. Everything works without.
const upgrades = {
  "[data-autosave]": () => import("./autosave.js"),
  "[data-similar]": () => import("./similar.js"),
}

for (const [selector, load] of Object.entries(upgrades)) {
  const found = document.querySelectorAll(selector)
  if (found.length) load().then((module) => found.forEach((element) => module.upgrade(element)))
}
