"use strict";

/* Files a reader takes along: what the page shows, as CSV that spreadsheet programs open, or as JSON. */
const saving = (() => {
  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /* A cell as in RFC 4180; what a spreadsheet would take for a formula gets an apostrophe in front. */
  function cell(value) {
    const text = value.replace(/\s+/g, " ").trim();
    const safe = /^[=+\-@＝＋－＠]/.test(text) && !/^[+-]?[\d,]+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  return {
    json: (name, value) => save(name, "application/json", `${JSON.stringify(value, null, 1)}\n`),
    csv: (name, rows) => save(name, "text/csv", `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`),
  };
})();
