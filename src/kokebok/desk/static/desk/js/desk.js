// What the desk's pages have to upgrade. Everything works without.
import { upgrade } from "./preview_change.js"

document.querySelectorAll("[data-preview-change]").forEach(upgrade)
