"""Whether this run takes the time to look at everything: `make soak` sets CONDUCT_SOAK."""

import os

SOAKING = bool(os.environ.get("CONDUCT_SOAK"))
