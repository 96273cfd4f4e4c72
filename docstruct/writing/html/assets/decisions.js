"use strict";

/* What the reader decides about findings: kept in the browser by document and by what the finding says, saved as a
   file that `docstruct run --decisions` shows again. What a file says stands until the reader decides otherwise. */
class Decisions {
  constructor(main, entries) {
    this.document = main.dataset.document;
    this.path = main.dataset.path;
    this.entries = entries;
    this.place = `docstruct-decisions-${this.document}`;
    this.made = new Map();
    for (const entry of entries) {
      const note = entry.querySelector(".note").value;
      if (entry.dataset.decided || note) this.made.set(entry.dataset.key, { decision: entry.dataset.decided, note });
    }
    this.read(this.stored());
  }

  stored() {
    try { return JSON.parse(localStorage.getItem(this.place)) ?? []; } catch { return []; }
  }

  keep() {
    try { localStorage.setItem(this.place, JSON.stringify(this.all())); } catch { /* storage is closed: kept for this page only */ }
  }

  all() {
    const said = new Map(this.entries.map((entry) => [entry.dataset.key, entry]));
    return [...this.made].filter(([, one]) => one.decision || one.note).map(([key, one]) => ({
      document: this.document,
      path: this.path,
      key,
      kind: said.get(key)?.dataset.kind ?? one.kind ?? "",
      message: said.get(key)?.querySelector(".pick").textContent ?? one.message ?? "",
      decision: one.decision || "open",
      note: one.note ?? "",
    }));
  }

  /* Take in decisions; those of other documents are none of this page's business. Says how many it took. */
  read(decisions) {
    if (!Array.isArray(decisions)) return 0;
    const own = decisions.filter((one) => one && one.document === this.document && typeof one.key === "string");
    for (const one of own) this.made.set(one.key, { decision: `${one.decision ?? ""}`, note: `${one.note ?? ""}`, kind: one.kind, message: one.message });
    this.show();
    return own.length;
  }

  decide(entry, decision) {
    const before = this.made.get(entry.dataset.key) ?? { decision: "", note: "" };
    this.made.set(entry.dataset.key, { ...before, decision: before.decision === decision ? "" : decision });
    this.keep();
    this.show();
  }

  note(entry, note) {
    const before = this.made.get(entry.dataset.key) ?? { decision: "" };
    this.made.set(entry.dataset.key, { ...before, note });
    this.keep();
  }

  show() {
    for (const entry of this.entries) {
      const one = this.made.get(entry.dataset.key) ?? { decision: "", note: "" };
      entry.dataset.decided = one.decision ?? "";
      const note = entry.querySelector(".note");
      if (document.activeElement !== note) note.value = one.note ?? "";
      for (const button of entry.querySelectorAll("[data-decide]")) {
        button.ariaPressed = `${button.dataset.decide === one.decision}`;
      }
    }
    const left = this.entries.filter((entry) => !entry.dataset.decided).length;
    const line = document.querySelector(".left");
    if (line && this.entries.length) line.textContent = left ? `还有 ${left} 条未核对，共 ${this.entries.length} 条` : `全部 ${this.entries.length} 条已核对`;
  }

  file() {
    return { docstruct_decisions: 1, decisions: this.all() };
  }
}
