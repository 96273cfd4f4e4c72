"use strict";

new EntryTable(document.querySelector("table.documents"), document.querySelector("form.filters"));

document.getElementById("theme").addEventListener("click", theme.toggle);
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "t") theme.toggle();
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector("input[name=words]").focus();
  }
});
