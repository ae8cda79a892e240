"""Finished panels, made once for each build and filter and shared by all readers."""

from functools import lru_cache

# About one day's different questions; each entry is a figure, a small table and a small file.
MOST_PANELS = 400

# The standard library's cache: Streamlit's hashes every question anew, a tenth of each redraw.
shared = lru_cache(maxsize=MOST_PANELS)

# Small pictures of every force are 43 charts in one: up to 11 MB each until they are forgotten.
MOST_LARGE = 12
few_shared = lru_cache(maxsize=MOST_LARGE)
