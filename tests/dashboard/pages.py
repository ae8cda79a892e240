"""The pages of the dashboard and their titles, in the order of the menu."""

from dashboard.components.places import TITLES
from etl.config import CHECKOUT

APP = CHECKOUT / "dashboard" / "app.py"
PAGES = TITLES
