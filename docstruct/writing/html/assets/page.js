"use strict";

/* The review page: text, pages and panel show one selection.

   Marks and boxes carry data-ids (the entries they belong to); entries of the panel carry data-id (their own) and
   data-ids (the figures and reasons they are made of). One listener on each side follows clicks between them. */
(() => {
  const find = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

  const reading = find(".reading");
  const panel = find(".panel");
  const status = find(".status");
  const tabs = all("[role=tab]");
  const form = find("#records form");
  const records = new EntryTable(find("table.records"), form,
    (entry, fields) => !fields.get("kind") || fields.get("kind") === entry.dataset.kind);

  /* ---- finding things ---- */

  const entryOf = (id) => find(`[data-id="${CSS.escape(id)}"]`, panel);
  const pages = find(".pages");
  const shown = () => [reading, pages].filter((part) => part && !part.hidden && part.offsetParent !== null);
  const marksIn = (id, part) => all(`[data-ids~="${CSS.escape(id)}"]`, part);
  const marksOf = (id) => [reading, pages].filter(Boolean).flatMap((part) => marksIn(id, part));

  /* ---- findings: filter, decide, take along ---- */

  const findings = all("#findings .entry");
  const findingForm = find("#findings form");
  const decisions = new Decisions(find("main"), findings);

  function filterFindings() {
    const fields = new FormData(findingForm);
    const words = fields.get("words").toLowerCase().split(/\s+/).filter(Boolean);
    const decided = fields.get("decided");
    for (const entry of findings) {
      const text = entry.textContent.toLowerCase();
      entry.hidden = !(words.every((word) => text.includes(word))
        && (!fields.get("severity") || entry.dataset.severity === fields.get("severity"))
        && (!decided || (entry.dataset.decided || "none") === decided));
    }
    for (const group of all("#findings .group")) group.hidden = !find(".entry:not([hidden])", group);
    const count = findings.filter((entry) => !entry.hidden).length;
    find("output", findingForm).value = count === findings.length ? `${count}` : `${count} / ${findings.length}`;
  }

  findingForm.addEventListener("input", (event) => { if (event.target.type !== "file") filterFindings(); });
  findingForm.addEventListener("submit", (event) => event.preventDefault());
  find("input[type=file]", findingForm).addEventListener("change", async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    try {
      const data = JSON.parse(await file.text());
      if (data.docstruct_decisions !== 1) throw new Error();
      const taken = decisions.read(data.decisions);
      decisions.keep();
      status.textContent = taken ? `读入 ${taken} 条核对结果。` : "文件里没有本文件的核对结果。";
    } catch {
      status.textContent = `“${file.name}”不是核对结果文件，或已损坏。`;
    }
  });

  const nameOf = (what, end) => `${document.title.replace(/[\\/:*?"<>|]/g, " ").trim()} ${what}.${end}`;

  function saveFindings() {
    const text = (entry, selector) => find(selector, entry)?.textContent ?? "";
    const rows = findings.filter((entry) => !entry.hidden).map((entry) => [
      text(entry.closest(".group"), ".badge"),
      find("summary", entry.closest(".group")).childNodes[1].textContent,
      text(entry, ".pick"), text(entry, ".stated"), text(entry, ".computed"), text(entry, ".where"),
      text(entry, "[data-decide][aria-pressed=true]"), find(".note", entry).value, entry.dataset.id,
    ]);
    saving.csv(nameOf("疑点", "csv"), [["程度", "类别", "疑点", "文中", "应为", "位置", "核对结果", "备注", "编号"], ...rows]);
  }

  function saveRecords() {
    const table = find("table.records");
    const titles = all("thead th", table).map((title) => title.textContent);
    const rows = records.shown.map((entry) => {
      const [name, ...cells] = [...entry.rows[0].cells];
      const detail = all("dt", entry).map((term) => `${term.textContent}：${term.nextElementSibling.textContent}`);
      const small = find("small", name);
      return [find(".pick", name).textContent, small ? small.textContent : "", ...cells.map((one) => one.textContent), detail.join("；")];
    });
    saving.csv(nameOf("记录", "csv"), [[titles[0], "编码", ...titles.slice(1), "说明"], ...rows]);
  }

  const acts = {
    "csv-findings": saveFindings,
    "csv-records": saveRecords,
    save: () => saving.json(nameOf("核对结果", "json"), decisions.file()),
  };

  /* The entry of the panel a mark leads to: one of the open tab, else a record, else a finding. */
  function entryUnder(mark) {
    const open = find("[role=tabpanel]:not([hidden])").id;
    const entries = mark.dataset.ids.split(" ").flatMap((id) => {
      const own = entryOf(id);
      return own ? [own] : all(`[data-ids~="${CSS.escape(id)}"]`, panel);
    });
    return entries.find((entry) => entry.closest("[role=tabpanel]").id === open)
      ?? entries.find((entry) => entry.matches("tbody")) ?? entries[0];
  }

  /* ---- selecting ---- */

  let selected = null;

  function clear() {
    for (const lit of all(".on")) lit.classList.remove("on");
    selected?.classList.remove("selected");
    expand(selected, false);
    selected = null;
    status.textContent = "";
  }

  function expand(entry, open) {
    if (!entry?.matches("tbody")) return;
    find(".detail", entry).hidden = !open;
    find(".pick", entry).ariaExpanded = `${open}`;
  }

  function select(entry) {
    clear();
    selected = entry;
    entry.classList.add("selected");
    expand(entry, true);
    openTab(entry.closest("[role=tabpanel]").id);
    for (const id of [entry.dataset.id, ...entry.dataset.ids.split(" ").filter(Boolean)]) {
      for (const mark of marksOf(id)) mark.classList.add("on");
    }
    for (const pick of all(".pick[tabindex='0']", entry.closest("[role=tabpanel]"))) pick.tabIndex = -1;
    find(".pick", entry).tabIndex = 0;
    history.replaceState(null, "", `#${entry.dataset.id}`);
  }

  /* Chunks out of sight have a guessed height: scroll again until what is now in sight no longer moves. */
  function scrollTo(target, block, tries = 8) {
    if (!target) return;
    target.scrollIntoView({ block });
    const { top } = target.getBoundingClientRect();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (tries && Math.abs(target.getBoundingClientRect().top - top) > 1) scrollTo(target, block, tries - 1);
    }));
  }

  /* Every part that is shown scrolls to its own mark of the entry. */
  function showText(entry) {
    for (const part of shown()) {
      const ids = [...entry.dataset.ids.split(" ").filter(Boolean), entry.dataset.id];
      scrollTo(ids.map((id) => marksIn(id, part)[0]).find(Boolean) ?? find(".on", part), "center");
    }
  }
  function go(id) {
    for (const part of shown()) scrollTo(marksIn(id, part)[0], "center");
  }
  const showEntry = (entry) => scrollTo(entry, "nearest");

  function pick(entry) {
    select(entry);
    showText(entry);
  }

  function step(by) {
    const list = find("[role=tabpanel]:not([hidden])");
    const entries = list.id === "records" ? records.shown : all(".entry:not([hidden])", list);
    const place = entries.indexOf(selected);
    const next = entries[place < 0 ? 0 : Math.min(Math.max(place + by, 0), entries.length - 1)];
    if (!next) return;
    pick(next);
    showEntry(next);
    find(".pick", next).focus({ preventScroll: true });
  }

  /* ---- tabs, toggles ---- */

  function openTab(id) {
    for (const tab of tabs) {
      const open = tab.getAttribute("aria-controls") === id;
      tab.ariaSelected = `${open}`;
      tab.tabIndex = open ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !open;
    }
  }

  function press(button, on) {
    if (!button) return;
    button.ariaPressed = `${on ?? button.ariaPressed !== "true"}`;
    const pressed = button.ariaPressed === "true";
    if (button.dataset.mark) document.body.classList.toggle(`without-${button.dataset.mark}`, !pressed);
    if (button.id === "compare") document.body.classList.toggle("compared", pressed);
    if (button.id === "contents") document.body.classList.toggle("with-outline", pressed);
    if (button.id === "sheets") {
      document.body.classList.toggle("paged", pressed);
      pages.hidden = !pressed;
      find(".border").hidden = !pressed;
      if (selected && pressed) showText(selected);
      else if (pressed) showPage(pageAt());
    }
  }

  /* ---- what the reader does ---- */

  for (const part of [reading, pages].filter(Boolean)) part.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-ids]");
    if (!mark || !getSelection().isCollapsed) return;
    const entry = entryUnder(mark);
    if (!entry) {
      clear();
      mark.classList.add("on");
      status.textContent = mark.title || find("title", mark)?.textContent || "";
      return;
    }
    if (entry.hidden) {
      form.reset();
      records.filter();
      findingForm.reset();
      filterFindings();
    }
    select(entry);
    showEntry(entry);
    if (part === pages) go(mark.dataset.ids.split(" ")[0]);
  });

  panel.addEventListener("click", (event) => {
    const { target } = event;
    const figure = target.closest("[data-go]");
    const finding = target.closest("[data-finding]");
    const act = target.closest("[data-act]");
    const verdict = target.closest("[data-decide]");
    if (act) return acts[act.dataset.act]();
    if (verdict) return decisions.decide(verdict.closest(".entry"), verdict.dataset.decide);
    if (target.closest(".note, summary")) return;
    if (figure) {
      if (!figure.closest(".entry").matches(".selected")) select(figure.closest(".entry"));
      return go(figure.dataset.go);
    }
    if (finding) {
      event.preventDefault();
      return pick(entryOf(finding.dataset.finding));
    }
    const tab = target.closest("[role=tab]");
    if (tab) return openTab(tab.getAttribute("aria-controls"));
    const entry = target.closest(".entry");
    if (entry && !target.closest(".detail, a")) entry === selected && entry.matches("tbody") ? clear() : pick(entry);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-to]");
    if (link) {
      event.preventDefault();
      const target = document.getElementById(link.dataset.to);
      scrollTo(target, "start");
      if (pages && !pages.hidden) showPage(link.dataset.page?.slice(5) ?? pageBefore(target));
      if (link.closest(".outline")) press(find("#contents"), false);
    }
    const button = event.target.closest(".toggle");
    if (button) press(button);
  });

  find("#theme").addEventListener("click", theme.toggle);
  find("#help").addEventListener("click", () => find("#keys").showModal());

  panel.addEventListener("change", (event) => {
    if (event.target.matches(".note")) decisions.note(event.target.closest(".entry"), event.target.value);
  });

  function decideSelected(decision) {
    if (selected?.matches("#findings .entry")) decisions.decide(selected, decision);
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => press(find("#compare")),
    p: () => press(find("#sheets")),
    t: () => theme.toggle(),
    y: () => decideSelected("confirmed"),
    n: () => decideSelected("false"),
    m: () => decideSelected("open"),
    "?": () => find("#keys").showModal(),
    Escape: clear,
    "/": () => { openTab("records"); find("input[type=search]", form).focus(); },
  };
  tabs.forEach((tab, place) => { keys[place + 1] = () => openTab(tab.getAttribute("aria-controls")); });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=search], input.note, select");
    if (event.ctrlKey || event.metaKey || event.altKey || find("#keys").open) return;
    if (typing && event.key === "Escape") return event.target.blur();
    const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (arrow && event.target.matches(".pick")) {
      event.preventDefault();
      return step(arrow);
    }
    const turn = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (turn && event.target.matches("[role=tab]")) {
      const next = tabs[(tabs.indexOf(event.target) + turn + tabs.length) % tabs.length];
      openTab(next.getAttribute("aria-controls"));
      return next.focus();
    }
    if (!typing && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  /* ---- where the reader is ---- */

  const links = new Map(all(".outline a").map((link) => [link.dataset.to, link]));
  const anchors = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

  /* ---- the page image beside the text ---- */

  const folios = all(".folio", reading);

  /* The number of the page that is being read: that of the last folio above the upper third of the text. */
  function pageAt() {
    const { top, height } = reading.getBoundingClientRect();
    return pageOf((folio) => folio.getBoundingClientRect().top <= top + height / 3);
  }

  function pageBefore(node) {
    return node && pageOf((folio) => folio.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  function pageOf(isBefore) {
    let low = 0;
    let high = folios.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(folios[middle])) low = middle + 1; else high = middle;
    }
    return (folios[low - 1] ?? folios[0])?.textContent;
  }

  let shownPage = null;
  function showPage(number) {
    const sheet = document.getElementById(`page-${number}`);
    if (sheet) {
      shownPage = number;
      scrollTo(sheet, "start");
    }
  }

  const border = find(".border");
  const setWidth = (pixels) => {
    const width = Math.min(Math.max(pixels, 200), innerWidth * 0.6);
    document.documentElement.style.setProperty("--pages", `${width}px`);
    try { localStorage.setItem("docstruct-pages", `${Math.round(width)}`); } catch { /* kept for this page only */ }
  };
  border?.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    border.setPointerCapture(event.pointerId);
    const right = pages.getBoundingClientRect().right;
    const move = (moved) => setWidth(right - moved.clientX);
    border.addEventListener("pointermove", move);
    border.addEventListener("pointerup", () => border.removeEventListener("pointermove", move), { once: true });
  });
  border?.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: 40, ArrowRight: -40 }[event.key];
    if (by) setWidth(pages.getBoundingClientRect().width + by);
  });
  try {
    const kept = Number(localStorage.getItem("docstruct-pages"));
    if (kept) setWidth(kept);
  } catch { /* storage is closed to pages from disk */ }

  function follow() {
    if (pages && !pages.hidden && !selected) {
      const number = pageAt();
      if (number && number !== shownPage) showPage(number);
    }
    const top = reading.getBoundingClientRect().top + 48;
    let low = 0;
    let high = anchors.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (anchors[middle].getBoundingClientRect().top <= top) low = middle + 1; else high = middle;
    }
    const link = anchors[low - 1] && links.get(anchors[low - 1].id);
    const current = find(".outline [aria-current]");
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    link?.scrollIntoView({ block: "nearest" });
  }

  let waiting = false;
  reading.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });

  filterFindings();
  openTab(find("#findings .entry") ? "findings" : "records");
  follow();
  const linked = location.hash && entryOf(location.hash.slice(1));
  if (linked) {
    pick(linked);
    showEntry(linked);
  }
})();
