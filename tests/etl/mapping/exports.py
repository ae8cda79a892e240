"""A small export and its mapping, to break."""

from pathlib import Path

MAPPING = """
name = "riverton"
title = "Riverton Police, complaints"

[publication]
publisher = "Riverton"

[delivery]
version = "1"
supplier = "Riverton"
country = "Freedonia"
extracted_on = 2024-06-30
coverage_from = 2023-04-01
coverage_to = 2024-03-31
includes_open_cases = true
day_counting = "calendar"

[force]
code = "F00000099"
name = "Riverton Police"
region_code = "F12000099"
region_name = "Riverside"

[files.complaints]
file = "complaints.csv"

[files.complaints.drop]
remarks = "free text"

[codes.sex]
man = "MALE"
woman = "FEMALE"
"not said" = ""

[[entities]]
entity = "cases"
from = "complaints"
[entities.fields]
case_id = { pseudonym = "case", of = ["number"] }
force_code = { value = "F00000099" }
date_aware = { column = "came", dates = ["%d/%m/%Y"] }
date_finalised = { column = "ended", dates = ["%d/%m/%Y"], sentinels = ["01/01/1900"] }
case_status = { filled = "date_finalised", yes = "FINALISED", no = "OPEN" }

[[entities]]
entity = "case_subjects"
from = "complaints"
only_filled = ["officer"]
others = "rows without an officer"
[entities.fields]
case_id = { pseudonym = "case", of = ["number"] }
subject_id = { pseudonym = "subject", of = ["officer"] }
worker_group = { value = "REGULAR_OFFICER" }
regime = { value = "OTHER_BODY" }
sex = { column = "sex", codes = "sex" }
age_band = { column = "age", bands = [{ least = 16, most = 25, is = "UNDER_26" }, { least = 26, most = 40, is = "26_TO_40" }, { least = 41, most = 55, is = "41_TO_55" }, { least = 56, most = 80, is = "OVER_55" }] }

[[entities]]
entity = "allegations"
from = "complaints"
[entities.fields]
case_id = { pseudonym = "case", of = ["number"] }
allegation_id = { pseudonym = "allegation", of = ["number"] }

[[entities]]
entity = "allegation_subjects"
from = "complaints"
only_filled = ["officer"]
others = "rows without an officer"
[entities.fields]
case_id = { pseudonym = "case", of = ["number"] }
allegation_id = { pseudonym = "allegation", of = ["number"] }
subject_id = { pseudonym = "subject", of = ["officer"] }
"""  # noqa: E501

EXPORT = """number,came,ended,officer,sex,age,remarks
17/1,03/04/2023,05/06/2023,4711,man,25,none
17/2,04/04/2023,01/01/1900,4712, WOMAN ,26,none
17/3,05/04/2023,,4711,not said,56,none
17/4,06/04/2023,07/04/2023,,,,none
"""


def written(
    folder: Path,
    *changes: tuple[str, str],
    export: str | bytes = EXPORT,
    file: str = "complaints.csv",
) -> tuple[str, Path]:
    """The mapping with each change made, and the folder of the export."""
    text = MAPPING
    for former, new in changes:
        assert former in text
        text = text.replace(former, new, 1)
    (folder / "riverton.toml").write_text(text, encoding="utf-8")
    (folder / "export").mkdir()
    content = export.encode() if isinstance(export, str) else export
    (folder / "export" / file).write_bytes(content)
    return str(folder / "riverton.toml"), folder / "export"
