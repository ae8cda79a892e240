// A table wider than its place can be scrolled by keyboard only if it can have the focus.
(() => {
  const TABLE = ".table";
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
  // A style tells of each part of a table that arrives; to watch the whole page for it would cost a
  // thirtieth of every change of the charts.
  const style = new CSSStyleSheet();
  style.replaceSync(`@keyframes reach { from { outline-color: currentcolor; } }
    ${TABLE}, ${TABLE} div, ${TABLE} table { animation: reach 1ms; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  document.addEventListener("animationstart", ({ animationName, target }) => {
    if (animationName === "reach") sizes.observe(target);
  });
})();
