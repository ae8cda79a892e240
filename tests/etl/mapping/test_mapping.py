"""What a mapping does to each value, and what is refused rather than guessed."""

import csv
import gzip
import stat
from pathlib import Path

import pytest

from etl.config import Settings
from etl.errors import ConductDataError, MappingError, OutputFolderError
from etl.mapping import map_export, write
from tests.etl.mapping.exports import EXPORT, written

SETTINGS = Settings()


def table(delivery: Path, entity: str) -> list[dict[str, str]]:
    with (delivery / f"{entity}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(folder: Path, *changes: tuple[str, str], **export):
    mapping, source = written(folder, *changes, **export)
    return map_export(mapping, source, folder / "out", SETTINGS)


def refused(folder: Path, *changes: tuple[str, str], **export) -> str:
    """The message; nothing may be left behind."""
    with pytest.raises(ConductDataError) as error:
        run(folder, *changes, **export)
    assert sorted(path.name for path in folder.iterdir()) == ["export", "riverton.toml"]
    return str(error.value)


# --- Values ---------------------------------------------------------------------------------------


def test_days_stand_ins_and_what_follows_from_them(tmp_path):
    run(tmp_path)
    found = {row["date_aware"]: row for row in table(tmp_path / "out", "cases")}
    assert {day: (row["date_finalised"], row["case_status"]) for day, row in found.items()} == {
        "2023-04-03": ("2023-06-05", "FINALISED"),
        "2023-04-04": ("", "OPEN"),
        "2023-04-05": ("", "OPEN"),
        "2023-04-06": ("2023-04-07", "FINALISED"),
    }


def test_codes_without_regard_to_capitals_and_exact_ages_as_bands(tmp_path):
    done = run(tmp_path)
    people = sorted(
        (row["sex"], row["age_band"]) for row in table(tmp_path / "out", "case_subjects")
    )
    assert people == [("", "OVER_55"), ("FEMALE", "26_TO_40"), ("MALE", "UNDER_26")]
    assert done.rows_not_mapped == 0


def test_one_officer_keeps_one_number_and_a_row_without_officer_is_accounted_for(tmp_path):
    done = run(tmp_path)
    people = [row["subject_id"] for row in table(tmp_path / "out", "case_subjects")]
    assert sorted(people.count(each) for each in set(people)) == [1, 2]
    subjects = next(each for each in done.shaped.entities if each.entity == "case_subjects")
    assert (subjects.kept, subjects.written, subjects.others, subjects.joined) == (4, 3, 1, 0)


def test_what_is_not_mapped_is_counted_named_by_file_and_never_guessed(tmp_path):
    export = EXPORT.replace("man,25", "neither,250").replace("05/04/2023", "5 April")
    done = run(tmp_path, export=export)
    assert done.rows_not_mapped == 3
    assert len(done.not_mapped) == 3
    assert all("riverton.toml" in line and "5 April" not in line for line in done.not_mapped)
    listed = (tmp_path / "out" / "mapping-report" / "not_mapped.csv").read_text(encoding="utf-8")
    assert "complaints.csv,sex,case_subjects.sex,neither,1" in listed
    assert "NOT_MAPPED" in {row["sex"] for row in table(tmp_path / "out", "case_subjects")}
    assert "NOT_MAPPED" in {row["date_aware"] for row in table(tmp_path / "out", "cases")}


def test_other_encodings_delimiters_and_compressed_files_are_read(tmp_path):
    export = EXPORT.replace(",", ";").replace("not said", "não dito")
    run(
        tmp_path,
        (
            'file = "complaints.csv"',
            'file = "complaints.csv"\nencoding = "cp1252"\ndelimiter = ";"',
        ),
        ('"not said"', '"não dito"'),
        export=gzip.compress(export.encode("cp1252")),
        file="complaints.csv.gz",
    )
    assert len(table(tmp_path / "out", "cases")) == 4


def test_rows_that_are_no_records_are_left_out_and_counted(tmp_path):
    done = run(
        tmp_path,
        ("[codes.sex]", '[[files.complaints.leave_out]]\nwhere = { number = "Total" }\n'
         'why = "the total"\n\n[codes.sex]'),
        export=EXPORT + "Total,,,,,,4\n",
    )  # fmt: skip
    assert done.shaped.files[0].left_out == {"the total": 1}
    assert len(table(tmp_path / "out", "cases")) == 4


def test_an_export_of_a_force_of_england_and_wales_is_mapped_the_same_way(tmp_path):
    run(
        tmp_path,
        ('country = "Freedonia"\n', ""),
        ('code = "F00000099"\nname = "Riverton Police"\nregion_code = "F12000099"\n'
         'region_name = "Riverside"', 'code = "E23000002"'),
        ('value = "F00000099"', 'value = "E23000002"'),
    )  # fmt: skip
    assert {row["force_code"] for row in table(tmp_path / "out", "cases")} == {"E23000002"}
    assert not (tmp_path / "out" / "forces.csv").exists()


def test_the_delivery_is_its_owners_alone(tmp_path):
    run(tmp_path)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


# --- Refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("former", "new", "says"),
    [
        ("date_finalised =", "date_finalized =", "Did you mean `date_finalised`?"),
        ('entity = "cases"', 'entity = "case"', "no entity `case`"),
        ('no = "OPEN"', 'no = "PENDING"', "PENDING is not in the list case_status"),
        ('woman = "FEMALE"', 'woman = "F"', "F is not in the list sex. Known are FEMALE"),
        ('woman = "FEMALE"', 'MAN = "FEMALE"', "the same but for capitals"),
        ('force_code = { value = "F00000099" }\n', "", "`force_code` is not filled"),
        ('{ pseudonym = "case", of = ["number"] }', '{ column = "number", codes = "sex" }',
         "an id is written as a `pseudonym`"),
        ('{ column = "sex", codes = "sex" }', '{ column = "sex" }', "may name people"),
        ('codes = "sex" }', 'codes = "gender" }', "no [codes.gender]"),
        ('dates = ["%d/%m/%Y"] }', 'codes = "sex" }', "a date is read by dates"),
        ('from = "complaints"', 'from = "officers"', "officers, which is not among `files`"),
        ('remarks = "free text"', 'remarks = "FILL IN"', "still to fill in: `files.complaints"),
        ('file = "complaints.csv"', 'fle = "complaints.csv"', "`fle` is not a known key"),
        ('file = "complaints.csv"', 'file = "others.csv"', "no others.csv"),
        ('file = "complaints.csv"', 'file = "complaints.csv"\nencoding = "latin-7b"',
         "no known encoding"),
        ('code = "F00000099"', 'code = "X00000099"', "begins with F"),
        ('country = "Freedonia"', "", "begins with F"),
        ('country = "Freedonia"', 'country = "Wales"', "other than England and Wales"),
        ("coverage_to = 2024-03-31", "coverage_to = 2025-03-31", "must follow one another"),
        ('supplier = "Riverton"', "", "`supplier` is missing"),
        ('others = "rows without an officer"', "", "`others` says"),
        ("[force]", "[force", "not valid TOML"),
        ('filled = "date_finalised"', 'filled = "date_ended"', "names date_ended"),
        ('{ value = "F00000099" }', '"F00000099"', "say how it is filled"),
        ('man = "MALE"', "man = 1", "in quotation marks"),
        ('["%d/%m/%Y"], sent', '["%d/%Q/%Y"], sent', "no pattern of days"),
        ("[files.complaints]", "[file.complaints]", "`file` must be given"),
        ("[codes.sex]", "[codes]\nof = 1\n[codes.sex]", "are tables"),
        ('pseudonym = "case"', 'pseudonym = "case id"', "one word"),
        ("is = \"UNDER_26\"", "is = \"YOUNG\"", "YOUNG is not in the list age_band"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_right_is_refused_by_name(tmp_path, former, new, says):
    message = refused(tmp_path, (former, new))
    assert says in message
    assert "riverton.toml" in message or "others.csv" in message


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("number,came,ended,officer,sex,age,notes",
         ["column `remarks` is missing", "nothing is said of column `notes`"]),
        ("case,received,closed,badge,gender,years,remarks",
         ["`came` is missing", "`number` is missing", "of column `badge`", "of column `years`"]),
    ],
)  # fmt: skip
def test_other_columns_are_refused_each_by_name_and_nothing_is_half_loaded(tmp_path, header, says):
    lines = EXPORT.splitlines()
    message = refused(tmp_path, export="\n".join([header, *lines[1:]]))
    assert all(each in message for each in says)
    assert "riverton.toml" in message


def test_other_column_names_map_when_the_mapping_is_edited(tmp_path):
    run(
        tmp_path, ('column = "came"', 'column = "received"'),
        export=EXPORT.replace("number,came,", "number,received,"),
    )  # fmt: skip
    assert len(table(tmp_path / "out", "cases")) == 4


@pytest.mark.parametrize(
    ("export", "says"),
    [
        (EXPORT.replace("none", "caf\xe9").encode("cp1252"), "line 2: not utf-8 text"),
        (EXPORT + "17/5,07/04/2023\n", "line 6: 2 columns where the header has 7"),
        (EXPORT + '17/5,07/04/2023,"', "not closed"),
        (b"", "the file is empty"),
        (gzip.compress(EXPORT.encode())[:-20], "damaged or cut short"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_without_a_value_of_it(tmp_path, export, says):
    message = refused(tmp_path, export=export)
    assert says in message
    assert "4711" not in message
    assert "caf" not in message


def test_a_folder_that_is_there_is_never_written_into(tmp_path):
    mapping, source = written(tmp_path)
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputFolderError, match="already there"):
        map_export(mapping, source, tmp_path / "out", SETTINGS)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("cut", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_run_that_is_cut_off_leaves_nothing(tmp_path, monkeypatch, cut):
    def stop(*_, **__):
        raise cut

    monkeypatch.setattr(write.json, "dumps", stop)
    mapping, source = written(tmp_path)
    with pytest.raises((KeyboardInterrupt, OutputFolderError)):
        map_export(mapping, source, tmp_path / "out", SETTINGS)
    assert not list(tmp_path.glob("*out*"))
    assert not list(tmp_path.glob(".*"))


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path):
    (tmp_path / ".out.part-abc").mkdir()
    run(tmp_path)
    assert not list(tmp_path.glob(".*"))


def test_a_name_that_is_no_mapping_lists_those_there_are(tmp_path):
    with pytest.raises(MappingError, match="chicago, detroit, philadelphia"):
        map_export("springfield", tmp_path, tmp_path / "out", SETTINGS)
