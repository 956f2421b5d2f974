/* In the page editor: what is pasted from Word, Excel or Google Docs keeps its headings, lists, tables, links, notes. */
const READ = "/admin/lim-inn/";
const OURS = "data-draftjs-conductor-fragment"; // what the editor itself copies, and puts in as it is
const EMPTY = '""';
const streams = new WeakMap();
const own = new WeakSet();

const Base = window.wagtailStreamField?.blocks.StreamBlockDefinition;
if (Base) {
  /* A text of blocks that can be found from the place where one pastes. */
  class TextDefinition extends Base {
    render(...around) {
      const stream = super.render(...around);
      streams.set(stream.sequenceContainer.get(0), stream);
      return stream;
    }
  }
  window.telepath.register("kokebok.book.Text", TextDefinition);
}

document.addEventListener(
  "paste",
  (event) => {
    const editor = event.target.closest?.(".Draftail-Editor");
    const html = event.clipboardData?.getData("text/html");
    if (!editor || !html || own.has(event) || html.includes(OURS)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    putIn(editor, event.target, html, event.clipboardData.getData("text/plain"));
  },
  true,
);

async function putIn(editor, place, html, text) {
  const spot = spotOf(editor);
  const asked = new FormData();
  asked.set("html", html);
  asked.set("field", spot.field);
  if (spot.stream) asked.set("tables", "1");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const read = await fetch(READ, { method: "POST", body: asked, headers: { "X-CSRFToken": token } })
    .then((answer) => (answer.ok ? answer.json() : null)) // who is signed out is answered with a page
    .catch(() => null);
  if (!read) {
    write(place, { text });
    tell(document.getElementById("kokebok-paste-lost").content.textContent);
    return;
  }
  const { pieces, told } = read;
  const [first, ...rest] = pieces;
  if (first?.type === "text") write(place, { fragment: first.value, text });
  const after = first?.type === "text" ? rest : pieces;
  after.forEach((piece, at) => spot.stream.insert({ ...piece, id: crypto.randomUUID() }, spot.index + 1 + at, { animate: false }));
  told.forEach((sentence) => tell(sentence));
}

/* The field one pastes into, and where that is one text among other blocks, the blocks and its place among them. */
function spotOf(editor) {
  const paths = [];
  for (let one = editor.closest("[data-contentpath]"); one; one = one.parentElement.closest("[data-contentpath]")) paths.push(one);
  const field = paths.at(-1)?.dataset.contentpath ?? "";
  const container = editor.closest("[data-streamfield-stream-container]");
  const stream = container && streams.get(container);
  const index = stream ? stream.children.findIndex((child) => child.element.contains(editor)) : -1;
  const isText = index >= 0 && stream.children[index].type === "text" && stream.blockDef.childBlockDefsByName.table;
  return { field, index, stream: isText ? stream : null };
}

/* Paste once more, what the editor's own script knows how to put in. */
function write(place, { fragment, text }) {
  const clipboardData = new DataTransfer();
  if (fragment && fragment !== EMPTY) {
    const around = document.createElement("div");
    around.setAttribute(OURS, fragment);
    around.textContent = text || " ";
    clipboardData.setData("text/html", around.outerHTML);
  }
  clipboardData.setData("text/plain", text || " ");
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  own.add(event);
  place.dispatchEvent(event);
}

function tell(text) {
  document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { text, type: "warning" } }));
}
