"""The pages of the dashboard and their titles, as `dashboard/app.py` lists them."""

import re

from etl.config import CHECKOUT

APP = CHECKOUT / "dashboard" / "app.py"
LISTED = r'st\.Page\("views/(\w+)\.py", title="([^"]+)"'
PAGES = dict(re.findall(LISTED, APP.read_text(encoding="utf-8")))
