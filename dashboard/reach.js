// A table wider than its place can be scrolled by keyboard only if it can have the focus.
(() => {
  const TABLE = '[data-testid="stTable"]';
  const wide = (box) => box.scrollWidth > box.clientWidth + 1;
  const mark = (table) => {
    for (const box of [table, ...table.querySelectorAll("div")]) {
      const scrolls = getComputedStyle(box).overflowX === "auto" && wide(box);
      if (scrolls && !box.hasAttribute("tabindex")) {
        box.setAttribute("tabindex", "0");
        box.dataset.reach = "";
      } else if (!scrolls && "reach" in box.dataset) {
        box.removeAttribute("tabindex");
        delete box.dataset.reach;
      }
    }
  };
  // A tab that opens, a side bar that folds and a style that arrives change a table's width without
  // a word in the document; and before the next picture is drawn, so that no reader is ahead of it.
  const sizes = new ResizeObserver((changes) => {
    for (const table of new Set(changes.map((each) => each.target.closest(TABLE)))) {
      if (table) mark(table);
    }
  });
  const watched = new WeakSet();
  const watch = () => {
    for (const box of document.querySelectorAll(`${TABLE}, ${TABLE} div, ${TABLE} table`)) {
      if (!watched.has(box)) { watched.add(box); sizes.observe(box); }
    }
  };
  let waiting = 0;
  const soon = () => { waiting ||= requestAnimationFrame(() => { waiting = 0; watch(); }); };
  new MutationObserver(soon).observe(document, { childList: true, subtree: true });
  soon();
})();
