"""`python -m tests.screen [FOLDER...]`: the table, of the samples or of the whole US files."""

import sys
from pathlib import Path

from tests.screen.labelled import US
from tests.screen.measure import lines, measure

folders = [Path(word) for word in sys.argv[1:]] or [US]
print("\n".join(lines(*measure(us=folders))))
