"""Explore: any published measure as chart or crosstab, by what the reader chooses."""

from dashboard.components.explore import show_explore
from dashboard.components.filters import asked

show_explore(asked())
