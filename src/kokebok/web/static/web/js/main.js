// Finds what a page has to upgrade, and fetches only the modules for that. Everything works without.
import { onePress, sendsNothing } from "./one_press.js"

const upgrades = {
  "[data-count-left]": () => import("./count_left.js"),
  "[data-keep-draft]": () => import("./keep_draft.js"),
  "[data-copy-link], [data-copy-text]": () => import("./copy_link.js"),
  "[data-poll]": () => import("./progress.js"),
  "[data-speak-of]": () => import("./speak_of.js"),
  "[data-suggest]": () => import("./suggest.js"),
  "[data-focus]": () => import("./focus_here.js"),
  "[data-open-from]": () => import("./open_from.js"),
}

function upgradeIn(part) {
  for (const [selector, load] of Object.entries(upgrades)) {
    const found = part.querySelectorAll(selector)
    if (found.length) load().then((module) => found.forEach((element) => module.upgrade(element)))
  }
}

upgradeIn(document)
// A page whose main part was replaced by another says so.
document.addEventListener("kokebok:shown", () => upgradeIn(document.getElementById("main")))
document.addEventListener("submit", sendsNothing, { capture: true })
document.addEventListener("submit", onePress)
