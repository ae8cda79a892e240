"""What readers ask of a browser who need it otherwise: colours, contrast, less motion."""

# Streamlit shows the focus on a link of the menu by a shade of grey only, and the button to copy
# only when its text has had the focus for a moment, so that a quick Tab passes it by.
# Forced colours take away backgrounds, by which Streamlit marks what is chosen and where focus is.
MODES = """
<style>
a:focus-visible { outline: 3px solid #12436D !important; outline-offset: 1px; }
[data-testid="stCode"] > div { visibility: visible !important; opacity: 1 !important; }
[data-testid="stCode"] > pre { padding-right: 3rem; }
/* The tabs of a panel are one choice among four, without the circles; with room after the panel.
   Classes: a style that looks for part of one costs a browser at each change of a chart. */
.stRadio [role="radiogroup"] { gap: 0 1.25rem; border-bottom: 1px solid #D9D9D9; }
.stRadio label {
  padding: 0.4rem 0 0.3rem; margin-bottom: -1px; border-bottom: 3px solid transparent;
}
.stRadio label > div > div:first-child { display: none; }
.stRadio label[data-hovered] { color: #12436D; }
.stRadio label[data-selected] { color: #12436D; border-bottom-color: #12436D; }
.stRadio label[data-focus-visible] {
  outline: 3px solid #12436D; outline-offset: 1px;
}
[data-testid="stLayoutWrapper"] > .stVerticalBlock > .stElementContainer:last-child > .stHtml {
  margin-bottom: 1rem;
}
.picture { font-size: 0.9rem; }
.picture + ul { margin-top: 1.2rem !important; }
.picture button {
  font: inherit; color: #12436D; background: white; border: 1px solid #12436D; border-radius: 4px;
  min-width: 3.5rem; min-height: 1.75rem; margin: 0 0.5rem 0 0; cursor: pointer;
}
.picture button:hover { background: #F2F2F2; }
.picture button:focus-visible { outline: 3px solid #12436D; outline-offset: 1px; }
@media (forced-colors: active) {
  .stRadio label[data-selected], [data-testid="stTopNavLink"][aria-current="page"] {
    border-bottom: 3px solid Highlight !important;
  }
  [data-testid="stAlertContainer"], [data-testid="stCode"] {
    border: 1px solid CanvasText !important;
  }
  [role="option"][aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
  :focus-visible { outline: 3px solid Highlight !important; outline-offset: 2px; }
  [data-testid="stTooltipIcon"] svg { stroke: ButtonText !important; }
  /* A drawing keeps its colours, and its white ground to tell them by. */
  [data-testid="stPlotlyChart"] { forced-color-adjust: none; background: white; }
}
@media (prefers-contrast: more) {
  [data-testid="stApp"] { color: black; }
  [data-testid="stAlertContainer"], [data-testid="stCode"], [data-testid="stSelectbox"] input,
  [data-testid="stDownloadButton"] button { border: 1px solid black !important; }
  [data-testid="stApp"] p, [data-testid="stApp"] td, [data-testid="stApp"] th { color: black; }
  .stRadio label[data-selected] { border-bottom: 3px solid black !important; }
  :focus-visible { outline: 3px solid black !important; outline-offset: 2px; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after {
    /* Not none: parts that wait for the end of a movement would wait for ever. */
    animation-duration: 0.01ms !important; animation-iteration-count: 1 !important;
    transition-duration: 0.01ms !important; scroll-behavior: auto !important;
  }
}
</style>
"""
