// A button cannot be used while its file is made, and whoever stands on it by keyboard stands nowhere
// then. The focus is given back. "Clear all" goes away with what it cleared: the focus then goes to
// the choice that it belongs to. Only what has the focus is watched: charts change much at a time.
(() => {
  const CHOICE = '[data-testid="stMultiSelect"]';
  let last = null;
  let choice = null;
  const isUsable = (part) => !part.disabled && part.ariaDisabled !== "true";
  const isNowhere = () => [null, document.body].includes(document.activeElement);
  const usable = new MutationObserver(() => {
    if (isUsable(last) && isNowhere()) last.focus();
  });
  const cleared = new MutationObserver(() => {
    if (choice.isConnected && !last.isConnected && isNowhere()) choice.querySelector("input").focus();
  });
  const forget = () => { usable.disconnect(); cleared.disconnect(); };
  document.addEventListener("focusin", ({ target }) => {
    forget();
    last = target;
    choice = last.closest(CHOICE);
    usable.observe(last, { attributeFilter: ["disabled", "aria-disabled"] });
    if (choice) cleared.observe(choice, { childList: true, subtree: true });
  });
  // Who points elsewhere meanwhile is not called back.
  document.addEventListener("pointerdown", forget);
})();
