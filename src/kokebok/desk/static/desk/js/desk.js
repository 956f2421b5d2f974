// What the desk's pages have to upgrade. Everything works without.
import { upgrade as answering } from "./answering.js"
import { upgrade as autosave } from "./autosave.js"
import { upgrade as decide } from "./decide.js"
import { upgrade as joinChoices } from "./join_choices.js"
import { upgrade as keys } from "./keys.js"
import { upgrade as mention } from "./mention.js"
import { upgrade as presence } from "./presence.js"
import { upgrade as previewChange } from "./preview_change.js"
import { upgrade as reason } from "./reason.js"
import { upgrade as send } from "./send.js"
import { upgrade as swap } from "./swap.js"
import { upgrade as tickAll } from "./tick_all.js"

const parts = {
  "[data-preview-change]": previewChange,
  "[data-joined]": joinChoices,
  "[data-answering]": answering,
  "[data-autosave]": autosave,
  "[data-owed-by]": reason,
  "[data-mentions]": mention,
  "[data-presence]": presence,
  "[data-tick-all]": tickAll,
}

function upgradeIn(part) {
  for (const [selector, upgrade] of Object.entries(parts)) part.querySelectorAll(selector).forEach(upgrade)
}

const main = document.getElementById("main")
upgradeIn(main)
document.addEventListener("kokebok:shown", () => upgradeIn(main))
// These listen to the whole page, whatever is shown in it.
for (const listen of [swap, send, decide, keys]) listen(main)
