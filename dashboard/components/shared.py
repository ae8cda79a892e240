"""Finished panels, made once for each build and filter and shared by all readers."""

from functools import lru_cache

# About one day's different questions; each entry is a figure, a small table and a small file.
MOST_PANELS = 400

# The standard library's cache: Streamlit's hashes every question anew, a tenth of each redraw.
shared = lru_cache(maxsize=MOST_PANELS)
