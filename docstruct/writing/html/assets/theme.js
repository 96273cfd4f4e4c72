"use strict";

/* Light or dark: what the reader chose, else what the system says. Runs before anything is drawn. */
const theme = (() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try { chosen = localStorage.getItem("docstruct-theme"); } catch { /* storage is closed to pages from disk */ }

  const show = () => { document.documentElement.dataset.theme = chosen ?? (system.matches ? "dark" : "light"); };

  system.addEventListener("change", show);
  show();
  return {
    toggle() {
      chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
      try { localStorage.setItem("docstruct-theme", chosen); } catch { /* kept for this page only */ }
      show();
    },
  };
})();
