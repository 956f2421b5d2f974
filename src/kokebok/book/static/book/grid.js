/* In the page editor: the rows of a table as cells to write in. What is pasted from Word or Excel fills them. */
const SMALLEST = [["", "", ""], ["", "", ""], ["", "", ""]];

class Grid extends window.StimulusModule.Controller {
  static values = { words: Object };

  connect() {
    const rows = this.read();
    this.rows = rows.length ? rows : SMALLEST.map((row) => [...row]);
    this.at = [0, 0];
    this.frame = document.createElement("div");
    this.frame.className = "kokebok-grid";
    this.table = document.createElement("table");
    this.told = document.createElement("p");
    this.told.setAttribute("role", "status");
    const help = document.createElement("p");
    help.className = "help";
    help.textContent = this.wordsValue.help;
    this.frame.append(help, this.table, this.buttons(), this.told);
    this.element.after(this.frame);
    this.frame.addEventListener("focusin", ({ target }) => {
      if (target.dataset.row) this.at = [Number(target.dataset.row), Number(target.dataset.column)];
    });
    this.frame.addEventListener("input", ({ target }) => {
      this.rows[target.dataset.row][target.dataset.column] = target.value;
      this.keep();
    });
    this.frame.addEventListener("paste", (event) => this.paste(event));
    this.show();
  }

  disconnect() {
    this.frame.remove();
  }

  read() {
    try {
      return JSON.parse(this.element.value || "[]");
    } catch {
      return [];
    }
  }

  keep() {
    this.element.value = JSON.stringify(this.rows);
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show(focus = false) {
    this.table.replaceChildren(
      ...this.rows.map((row, at) => {
        const line = document.createElement("tr");
        line.append(...row.map((words, column) => this.cell(words, at, column)));
        return line;
      }),
    );
    if (focus) this.table.rows[this.at[0]].cells[this.at[1]].firstElementChild.focus();
  }

  cell(words, row, column) {
    const place = document.createElement("td");
    const field = document.createElement("textarea");
    const name = this.wordsValue.cell.replace("{row}", row + 1).replace("{column}", column + 1);
    Object.assign(field, { value: words, rows: 1 });
    field.setAttribute("aria-label", name);
    Object.assign(field.dataset, { row, column });
    place.append(field);
    return place;
  }

  buttons() {
    const acts = {
      addRow: () => this.rows.splice(this.at[0] + 1, 0, this.rows[0].map(() => "")),
      addColumn: () => this.rows.forEach((row) => row.splice(this.at[1] + 1, 0, "")),
      removeRow: () => this.rows.length > 1 && this.rows.splice(this.at[0], 1),
      removeColumn: () => this.rows[0].length > 1 && this.rows.forEach((row) => row.splice(this.at[1], 1)),
    };
    const all = document.createElement("div");
    all.className = "kokebok-grid-acts";
    Object.entries(acts).forEach(([name, act]) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: this.wordsValue[name] });
      button.className = "button button-small button-secondary";
      button.addEventListener("click", () => {
        act();
        this.at = [Math.min(this.at[0], this.rows.length - 1), Math.min(this.at[1], this.rows[0].length - 1)];
        this.keep();
        this.show(true);
      });
      all.append(button);
    });
    return all;
  }

  paste(event) {
    const pasted = window.kokebokRowsIn(event.clipboardData);
    if (!event.target.dataset.row || !pasted.length || (pasted.length === 1 && pasted[0].length === 1)) return;
    event.preventDefault();
    event.stopPropagation();
    this.fill(pasted);
    this.keep();
    this.show(true);
    const columns = Math.max(...pasted.map((row) => row.length));
    this.told.textContent = this.wordsValue.pasted.replace("{rows}", pasted.length).replace("{columns}", columns);
  }

  fill(pasted) {
    const [top, left] = this.at;
    const width = Math.max(this.rows[0].length, left + Math.max(...pasted.map((row) => row.length)));
    while (this.rows.length < top + pasted.length) this.rows.push([]);
    this.rows.forEach((row) => row.push(...Array(width - row.length).fill("")));
    pasted.forEach((row, at) => row.forEach((words, column) => { this.rows[top + at][left + column] = words; }));
  }
}

window.wagtail.app.register("kokebok-grid", Grid);
