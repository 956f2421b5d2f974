/* For the cells of a table in the page editor: the rows of what is pasted. */
{
const MOST = { rows: 500, columns: 20 };
const APART = "br, p, div, li, dt, dd, h1, h2, h3, h4, h5, h6, pre, blockquote, table, tr, td, th";

/* The first table of what is pasted, or else its lines with tabs. */
function rowsIn(clipboard) {
  const page = new DOMParser().parseFromString(clipboard.getData("text/html"), "text/html");
  const table = page.querySelector("table");
  const rows = table ? rowsOf(table) : tabbed(clipboard.getData("text/plain"));
  return rows.filter((row) => row.length).slice(0, MOST.rows + 1);
}

/* A cell that reaches over several is the first of them, and the others are empty. */
function rowsOf(table) {
  const reach = []; // by column, the last row of the cell that stands in it
  return [...table.rows].map((row, at) => {
    const said = [];
    const goOn = () => { while (reach[said.length] >= at) said.push(""); };
    [...row.cells].forEach((cell) => {
      goOn();
      const wide = Math.min(cell.colSpan, MOST.columns);
      for (let more = 0; more < wide; more += 1) reach[said.length + more] = at + cell.rowSpan - 1;
      said.push(words(cell), ...Array(wide - 1).fill(""));
    });
    if (said.length) goOn();
    return said;
  });
}

/* What a cell says, with a space where a line or a paragraph ends. */
function words(cell) {
  cell.querySelectorAll(APART).forEach((one) => {
    one.before(" ");
    one.after(" ");
  });
  return cell.textContent.replace(/\s+/g, " ").trim();
}

function tabbed(text) {
  if (!text.includes("\t")) return [];
  const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const cell = /("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/gy;
  const rows = [[]];
  for (let found = cell.exec(whole); found; found = cell.exec(whole)) {
    const [, said, end] = found;
    rows.at(-1).push((said.startsWith('"') ? said.slice(1, -1).replaceAll('""', '"') : said).replace(/\s+/g, " ").trim());
    if (!end) break;
    if (end === "\n") rows.push([]);
  }
  return rows;
}

window.kokebokRowsIn = rowsIn;
}
