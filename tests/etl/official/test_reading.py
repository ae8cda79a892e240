"""Official files are copied as they are, and only if they are what their layout says."""

import shutil

import polars as pl
import pytest

from etl.config import Settings
from etl.errors import MissingFileError, OfficialFileError
from etl.sources.official import (
    official_inputs,
    read_boundary_layouts,
    read_layouts,
    read_official,
    read_population_layouts,
    read_record_layouts,
)

FILE = "iopc_2024-25_finalised_timeliness_by_force.csv"


class MovedSettings(Settings):
    """Settings whose official files and layouts lie in the data folder."""

    @property
    def official_dir(self):
        return self.data_dir / "official"

    @property
    def layouts_dir(self):
        return self.data_dir / "layouts"


@pytest.fixture
def copied(tmp_path, settings):
    shutil.copytree(settings.official_dir, tmp_path / "official")
    shutil.copytree(settings.layouts_dir, tmp_path / "layouts")
    return MovedSettings(data_dir=tmp_path)


def test_cells_stay_strings_and_keep_their_line(raw, layouts):
    for source, frame in raw.items():
        assert frame.columns == [*layouts[source]["columns"], "source_line"]
        assert set(frame.drop("source_line").dtypes) == {pl.String}
        assert frame["source_line"].to_list() == list(range(2, frame.height + 2))
    assert raw["iopc_timeliness_2024_25"].row(0)[1] == "1,543"


def test_every_shipped_file_has_a_layout_and_the_data_log_names_its_hash(settings, layouts):
    beside = {"PROVENANCE.md", ".gitattributes"}
    shipped = {path.name for path in settings.official_dir.iterdir()} - beside
    log = (settings.official_dir / "PROVENANCE.md").read_text(encoding="utf-8")

    single = [*layouts.values(), *read_boundary_layouts(settings).values()]
    for layout in read_population_layouts(settings).values():
        single += [layout, layout["lookup"]]
    pinned = [(layout["file"], layout["sha256"]) for layout in single]
    for layout in read_record_layouts(settings).values():
        pinned += [(file["file"], file["sha256"]) for file in layout.get("files", ())]
    assert shipped == {file for file, _ in pinned}, "a file without [[files]] in a layout, or none"
    assert len(pinned) == len(shipped)
    for file, sha256 in pinned:
        assert f"## `{file}`" in log, f"PROVENANCE.md in data/official has no section on {file}"
        assert sha256 in log, f"PROVENANCE.md in data/official has another SHA-256 of {file}"


def test_inputs_list_each_file_once_with_hash_and_publisher(settings, layouts):
    inputs = official_inputs(layouts | read_record_layouts(settings))

    assert inputs["path"].is_unique().all()
    assert inputs["sha256"].str.len_chars().unique().to_list() == [64]
    assert (
        inputs.select("name", "kind", "path", "supplier").null_count().sum_horizontal().item() == 0
    )


def test_a_file_that_was_edited_is_refused(copied):
    path = copied.official_dir / FILE
    path.write_text(path.read_text().replace("1,543", "1,544"))

    with pytest.raises(OfficialFileError, match=f"{FILE} is not the file"):
        read_official(copied)


def test_a_file_cut_short_is_refused(copied):
    path = copied.official_dir / "police-uplift-2022-data.csv.gz"
    path.write_bytes(path.read_bytes()[:50_000])

    with pytest.raises(OfficialFileError, match="SHA-256 differs"):
        read_official(copied)


def test_an_absent_file_is_named_with_its_layout(copied):
    (copied.official_dir / FILE).unlink()

    with pytest.raises(MissingFileError, match=f"{FILE} is not there; data/layouts/iopc_final"):
        read_official(copied)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("source = ", "not a readable layout"), ('source = "a"\n', "no `columns`")],
)
def test_a_layout_that_cannot_be_read_is_named(copied, text, fault):
    (copied.layouts_dir / "new.toml").write_text(text)

    with pytest.raises(OfficialFileError, match=f"new.toml: {fault}"):
        read_layouts(copied)


def test_two_layouts_of_one_source_are_refused(copied):
    shutil.copy(copied.layouts_dir / "published_headlines.toml", copied.layouts_dir / "z.toml")

    with pytest.raises(OfficialFileError, match=r"z.toml: another layout has the same `source`"):
        read_layouts(copied)
