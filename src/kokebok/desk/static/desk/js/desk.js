// What the desk's pages have to upgrade. Everything works without.
import { upgrade as joinChoices } from "./join_choices.js"
import { upgrade as previewChange } from "./preview_change.js"

document.querySelectorAll("[data-preview-change]").forEach(previewChange)
document.querySelectorAll("[data-joined]").forEach(joinChoices)
