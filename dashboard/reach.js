// A table wider than its place can be scrolled by keyboard only if it can have the focus.
(() => {
  const wide = (box) => box.scrollWidth > box.clientWidth + 1;
  const mark = () => {
    for (const table of document.querySelectorAll('[data-testid="stTable"]')) {
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
    }
  };
  let waiting = 0;
  const soon = () => { waiting ||= setTimeout(() => { waiting = 0; mark(); }, 100); };
  addEventListener("resize", soon);
  new MutationObserver(soon).observe(document, { childList: true, subtree: true });
})();
