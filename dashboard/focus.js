// A tab cannot be used for a moment while the page is drawn anew, nor a button while its file is
// made, and whoever stands on it by keyboard stands nowhere then. The focus is given back.
(() => {
  let last = null;
  document.addEventListener("focusin", (event) => { last = event.target; });
  // Who points elsewhere meanwhile is not called back.
  document.addEventListener("pointerdown", () => { last = null; });
  const isUsable = (part) => !part.disabled && part.ariaDisabled !== "true";
  const isNowhere = () => [null, document.body].includes(document.activeElement);
  new MutationObserver((changes) => {
    const isChanged = changes.some((change) => change.target === last);
    if (isChanged && isUsable(last) && isNowhere()) last.focus();
  }).observe(document, { attributeFilter: ["disabled", "aria-disabled"], subtree: true });
})();
