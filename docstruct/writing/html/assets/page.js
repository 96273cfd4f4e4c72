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
  const shownReading = () => find(".reading > :not([hidden])");
  const marksOf = (id) => all(`[data-ids~="${CSS.escape(id)}"]`, shownReading());

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

  const showText = (entry) => scrollTo(marksOf(entry.dataset.id)[0] ?? find(".on", shownReading()), "center");
  const showEntry = (entry) => scrollTo(entry, "nearest");

  function pick(entry) {
    select(entry);
    showText(entry);
  }

  function step(by) {
    const list = find("[role=tabpanel]:not([hidden])");
    const entries = list.id === "records" ? records.shown : all(".entry", list);
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
    if (button.id === "sheets") {
      find(".text").hidden = pressed;
      find(".pages").hidden = !pressed;
      if (selected) pick(selected);
    }
  }

  /* ---- what the reader does ---- */

  reading.addEventListener("click", (event) => {
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
    }
    select(entry);
    showEntry(entry);
  });

  panel.addEventListener("click", (event) => {
    const { target } = event;
    const figure = target.closest("[data-go]");
    const finding = target.closest("[data-finding]");
    if (figure) return scrollTo(marksOf(figure.dataset.go)[0], "center");
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
      const sheet = find(".text").hidden && document.getElementById(link.dataset.page);
      if (!sheet) press(find("#sheets"), false);
      scrollTo(sheet || document.getElementById(link.dataset.to), "start");
    }
    const button = event.target.closest(".toggle");
    if (button) press(button);
  });

  find("#theme").addEventListener("click", theme.toggle);
  find("#help").addEventListener("click", () => find("#keys").showModal());

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => press(find("#compare")),
    p: () => press(find("#sheets")),
    t: () => theme.toggle(),
    "?": () => find("#keys").showModal(),
    Escape: clear,
    "/": () => { openTab("records"); find("input[type=search]", form).focus(); },
  };
  tabs.forEach((tab, place) => { keys[place + 1] = () => openTab(tab.getAttribute("aria-controls")); });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=search], select");
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

  function follow() {
    if (find(".text").hidden) return;
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

  openTab(find("#findings .entry") ? "findings" : "records");
  follow();
  const linked = location.hash && entryOf(location.hash.slice(1));
  if (linked) {
    pick(linked);
    showEntry(linked);
  }
})();
