"""What takes long: builds killed at random moments, and many broken deliveries (`make soak`).

SOAKING says whether this run takes the time to look at everything: `make soak` sets CONDUCT_SOAK.
"""

import os

SOAKING = bool(os.environ.get("CONDUCT_SOAK"))
