"""Code that makes an extract again from a released file, to the same bytes, in Python and in R.

An extract is the header and some lines of the released file, so both work on lines: no library
writes a number its own way. Neither needs a package; R before 4.5 needs `digest` to compare hashes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Keep = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Recipe:
    """From which file, which rows (column: values to keep), and what must come out."""

    source: str
    source_sha256: str
    keep: Keep
    name: str
    sha256: str


PYTHON = '''"""Makes {name} again from {source}. Needs Python 3.9 or newer, nothing else."""

import csv
import hashlib

KEEP = {keep}

with open({source!r}, "rb") as file:
    released = file.read()
if hashlib.sha256(released).hexdigest() != {source_sha256!r}:
    raise SystemExit("This is not the released file, or it is damaged.")

header, *lines = released.decode("utf-8-sig").split("\\n")[:-1]
places = {{name: place for place, name in enumerate(next(csv.reader([header])))}}
kept = [
    line
    for line, row in zip(lines, csv.reader(lines))
    if all(row[places[name]] in values for name, values in KEEP.items())
]
extract = ("\\ufeff" + "".join(line + "\\n" for line in [header, *kept])).encode()
with open({name!r}, "wb") as file:
    file.write(extract)
same = hashlib.sha256(extract).hexdigest() == {sha256!r}
print(len(kept), "rows:", "the same" if same else "NOT the same", "as the extract")
'''

R = """# Makes {name} again from {source}.
# Needs R; before 4.5 also the package digest, to compare hashes.

keep <- {keep}

sha256 <- function(path) {{
  if (exists("sha256sum", asNamespace("tools"))) {{
    return(unname(tools::sha256sum(path)))
  }}
  digest::digest(file = path, algo = "sha256")
}}

if (sha256({source}) != {source_sha256}) {{
  stop("This is not the released file, or it is damaged.")
}}
lines <- readLines({source}, encoding = "UTF-8")
rows <- read.csv(
  {source}, colClasses = "character", na.strings = character(0),
  check.names = FALSE, encoding = "UTF-8"
)
names(rows) <- sub("^\\xef\\xbb\\xbf", "", names(rows), useBytes = TRUE)
kept <- rep(TRUE, nrow(rows))
for (name in names(keep)) {{
  kept <- kept & rows[[name]] %in% keep[[name]]
}}
# Spreadsheets know UTF-8 by three bytes at the start, which R may take away when it reads.
extract <- file({name}, "wb")
writeBin(as.raw(c(0xef, 0xbb, 0xbf)), extract)
lines[1] <- sub("^\\xef\\xbb\\xbf", "", lines[1], useBytes = TRUE)
writeLines(c(lines[1], lines[-1][kept]), extract, sep = "\\n", useBytes = TRUE)
close(extract)
same <- sha256({name}) == {sha256}
cat(sum(kept), "rows:", if (same) "the same" else "NOT the same", "as the extract\\n")
"""


def python_snippet(recipe: Recipe) -> str:
    keep = {name: list(values) for name, values in recipe.keep.items()}
    return PYTHON.format(**vars(recipe) | {"keep": json.dumps(keep, ensure_ascii=False, indent=4)})


def r_snippet(recipe: Recipe) -> str:
    lists = [
        f"{_quoted(name)} = c({', '.join(map(_quoted, values))})"
        for name, values in recipe.keep.items()
    ]
    told = {"keep": f"list({', '.join(lists)})"}
    for part in ("source", "source_sha256", "sha256", "name"):
        told[part] = _quoted(getattr(recipe, part))
    return R.format(**told)


def _quoted(text: str) -> str:
    """A string of R: JSON's escapes are among R's."""
    return json.dumps(text, ensure_ascii=False)
