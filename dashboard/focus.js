// A tab cannot be used for a moment while the page is drawn anew, nor a button while its file is
// made, and whoever stands on it by keyboard stands nowhere then. The focus is given back. "Clear
// all" goes away with what it cleared: the focus then goes to the choice that it belongs to.
(() => {
  const CHOICE = '[data-testid="stMultiSelect"]';
  let last = null;
  let choice = null;
  document.addEventListener("focusin", (event) => {
    last = event.target;
    choice = last.closest(CHOICE);
  });
  // Who points elsewhere meanwhile is not called back.
  document.addEventListener("pointerdown", () => { last = choice = null; });
  const isUsable = (part) => !part.disabled && part.ariaDisabled !== "true";
  const isNowhere = () => [null, document.body].includes(document.activeElement);
  new MutationObserver((changes) => {
    const isChanged = changes.some((change) => change.target === last);
    if (isChanged && isUsable(last) && isNowhere()) last.focus();
  }).observe(document, { attributeFilter: ["disabled", "aria-disabled"], subtree: true });
  new MutationObserver(() => {
    if (choice?.isConnected && !last.isConnected && isNowhere()) choice.querySelector("input").focus();
  }).observe(document, { childList: true, subtree: true });
})();
