"""`conduct map --new`: a mapping drafted from files, for a person to finish.

What is guessed is written down; what a person must decide says FILL IN, and a mapping with these
words is refused. Columns that look personal are dropped from the start.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from etl.config import Settings
from etl.contracts import PLACEHOLDER
from etl.errors import MissingFileError, OutputFolderError, UnreadableFileError
from etl.mapping.guess import Guess, guess
from etl.sources.columns import safe_name
from etl.sources.export import decoded, read_export, unpacked
from etl.sources.personal import read_screen

ENDINGS = (".csv", ".txt", ".tsv", ".csv.gz", ".txt.gz", ".tsv.gz")
DELIMITERS = ",;\t|"
REASONS = {
    "personal": "looks like personal data, free text or a place",
    "text": "free text",
    "blank": "blank throughout",
    "age": f"{PLACEHOLDER}: an age is dropped, or told in `bands` where it is an officer's",
    "code": f"{PLACEHOLDER}: why it is not needed, or move it to a field with `codes`",
    "key": f"{PLACEHOLDER}: different in every row: a key (`pseudonym`), or a `row_ids`",
    "id": f"{PLACEHOLDER}: an id (`pseudonym`), a place or text to drop",
    "number": f"{PLACEHOLDER}: an id (`pseudonym`), an age (`bands`) or a count (`number`)",
    "day": f"{PLACEHOLDER}: which day of the contract this is, or why it is not needed",
}
HEAD = """# {name}: drafted by `conduct map --new`. Finish it, and before you share it
# look for names of people in it.
#
# Search for {placeholder}. Fields and codes are in the codebook of `conduct template`; finished
# examples lie in data/mappings/. Each column is used in a field or stands under `drop` with the
# reason.

name = {quoted}
title = "{placeholder}: publisher and what the records are"

[publication]
publisher = "{placeholder}"
licence = "{placeholder}"
source = "{placeholder}"

[delivery]
version = "{placeholder}: such as 2026-07"
supplier = "{placeholder}"
country = "{placeholder}: remove this line for England and Wales"
extracted_on = "{placeholder}: a day without quotation marks, as 2026-06-30"
coverage_from = "{placeholder}"
coverage_to = "{placeholder}"
includes_open_cases = "{placeholder}: true or false without quotation marks"
day_counting = "calendar"

[force]
code = "{placeholder}: F and eight digits; in England and Wales the code of the force alone"
name = "{placeholder}"
region_code = "{placeholder}: F12 and six digits"
region_name = "{placeholder}"
"""
CASES = """
# One row for each case. Add the other entities (allegations, case_subjects, allegation_subjects …)
# with the columns that tell them apart.
[[entities]]
entity = "cases"
from = {file}
[entities.fields]
case_id = {{ pseudonym = "case", of = [{case}] }}
force_code = {{ value = "{placeholder}: the code above" }}
date_aware = {{ column = {aware}, dates = {patterns} }}
case_status = {{ value = "{placeholder}: OPEN or FINALISED, or how to tell" }}
"""


def draft(name: str, folder: Path, out: Path, settings: Settings) -> int:
    """Write a draft to `out`, a new file; returns how many places are left to fill in."""
    paths = sorted(path for path in folder.glob("*") if path.name.lower().endswith(ENDINGS))
    if not paths:
        raise MissingFileError(f"{folder}: no file that ends in {', '.join(ENDINGS[:3])} or .gz.")
    lines = [HEAD.format(name=name, quoted=_text(name), placeholder=PLACEHOLDER)]
    files, guesses, screen = {}, {}, read_screen(settings.reference_dir)
    for path in paths:
        key = path.name.split(".")[0]
        encoding, delimiter = _written_in(path)
        frame, _ = read_export(path, encoding, delimiter)
        files[key] = (path, encoding, delimiter)
        guesses[key] = [guess(frame[column], screen) for column in frame.columns]
    cases, used = _cases(guesses)
    for key, each in guesses.items():
        lines += _file(key, *files[key], [g for g in each if (key, g.column) not in used])
    for each in guesses.values():
        lines += _codes(each)
    return _write(out, "\n".join([*lines, cases]))


def _write(out: Path, text: str) -> int:
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise OutputFolderError(f"{out} is already there. Name a new file.") from None
    except OSError as error:
        raise OutputFolderError(f"{out} cannot be written: {error.strerror}.") from None
    return text.count(f'"{PLACEHOLDER}')


def _written_in(path: Path) -> tuple[str, str]:
    """Encoding and delimiter, from the bytes and the first line."""
    content = unpacked(path)
    for encoding in ("utf-8", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = decoded(content, encoding, path)
        except UnreadableFileError:
            continue
        first = text.split("\n", 1)[0]
        return encoding, max(DELIMITERS, key=first.count)
    raise UnreadableFileError(f"{path.name}: neither UTF-8, UTF-16 nor Windows-1252 text.")


def _file(
    key: str, path: Path, encoding: str, delimiter: str, guesses: list[Guess]
) -> Iterator[str]:
    yield f"\n[files.{_text(key)}]"
    yield f"file = {_text(path.name.removesuffix('.gz'))}"
    yield f"encoding = {_text(encoding)}"
    yield f"delimiter = {_text(delimiter)}"
    yield f"\n[files.{_text(key)}.drop]"
    for each in guesses:
        yield f"{_text(each.column)} = {_text(REASONS[each.kind])}{_aside(each)}"


def _aside(each: Guess) -> str:
    """What was found, as a comment behind the line."""
    if each.kind == "day":
        odd = f", sentinels = {_list(each.sentinels)}" if each.sentinels else ""
        unsure = "; day or month first?" if len(each.patterns) > 1 else ""
        return f"  # dates = {_list(each.patterns)}{odd}{unsure}"
    return f"  # {len(each.wordings)} wordings, see codes below" if each.wordings else ""


def _codes(guesses: list[Guess]) -> Iterator[str]:
    for each in guesses:
        if each.wordings:
            yield f"\n# Remove this table if {safe_name(each.column)} is dropped."
            yield f"[codes.{_text(each.column)}]"
            for wording, rows in each.wordings.items():
                yield f'{_text(wording)} = "{PLACEHOLDER}: code"  # {rows:,} rows'


def _cases(guesses: dict[str, list[Guess]]) -> tuple[str, set[tuple[str, str]]]:
    """The cases from the file with a key, else the first one with a day; the columns used."""
    dated = [key for key, each in guesses.items() if any(g.kind == "day" for g in each)]
    keyed = [key for key in dated if any(g.kind == "key" for g in guesses[key])]
    file = (keyed or dated or list(guesses))[0]
    case = next((g.column for g in guesses[file] if g.kind in ("key", "id")), PLACEHOLDER)
    days = [g for g in guesses[file] if g.kind == "day"]
    aware = days[0] if days else Guess(PLACEHOLDER, "day", (PLACEHOLDER,))
    text = CASES.format(
        file=_text(file),
        case=_text(case),
        aware=_text(aware.column),
        patterns=_list(aware.patterns),
        placeholder=PLACEHOLDER,
    )
    return text, {(file, case), (file, aware.column)}


def _list(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_text, words)) + "]"


def _text(text: str) -> str:
    """A TOML string: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
