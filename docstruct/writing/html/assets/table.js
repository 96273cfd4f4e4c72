"use strict";

/* A table whose entries are <tbody class="entry">: sorts by the data-value of cells, filters by words. */
class EntryTable {
  constructor(table, form, matches = () => true) {
    this.table = table;
    this.form = form;
    this.matches = matches;
    this.entries = [...table.tBodies];
    this.words = new Map(this.entries.map((entry) => [entry, entry.textContent.toLowerCase()]));
    table.tHead.addEventListener("click", (event) => {
      const title = event.target.closest("th");
      if (title) this.sort(title);
    });
    form.addEventListener("input", () => this.filter());
    form.addEventListener("submit", (event) => event.preventDefault());
    this.filter();
  }

  get shown() {
    return [...this.table.tBodies].filter((entry) => !entry.hidden);
  }

  /* Up, down, then back to the order of the document; entries without a value come last either way. */
  sort(title) {
    const next = { none: "ascending", ascending: "descending", descending: "none" }[title.ariaSort];
    for (const other of title.parentElement.cells) other.ariaSort = "none";
    title.ariaSort = next;
    const value = (entry) => entry.rows[0].cells[title.cellIndex].dataset.value;
    const sign = next === "descending" ? -1 : 1;
    const sorted = next === "none" ? this.entries : [...this.entries].sort((a, b) => compare(value(a), value(b), sign));
    this.table.append(...sorted);
  }

  filter() {
    const fields = new FormData(this.form);
    const words = fields.get("words").toLowerCase().split(/\s+/).filter(Boolean);
    const found = fields.has("found");
    let shown = 0;
    for (const entry of this.entries) {
      const text = this.words.get(entry);
      entry.hidden = !(words.every((word) => text.includes(word))
        && (!found || entry.classList.contains("found")) && this.matches(entry, fields));
      shown += !entry.hidden;
    }
    this.form.querySelector("output").value =
      shown === this.entries.length ? `${shown}` : `${shown} / ${this.entries.length}`;
  }
}

function compare(a, b, sign) {
  if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
  const numbers = [Number(a), Number(b)];
  return sign * (numbers.some(Number.isNaN) ? a.localeCompare(b, "zh") : numbers[0] - numbers[1]);
}
