"""What is written for readers, operators and maintainers is whole, and true of the code."""

import ast
import json
import re
import textwrap
import tomllib
from pathlib import Path

import duckdb
import pytest
import yaml

from etl.cli import app
from etl.config import CHECKOUT, Settings
from etl.measures.definitions import COUNTS, MEASURES, Measure, model
from etl.pipeline import VERSION, read_policy
from etl.sources.official import read_record_layouts

NAMES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "deploy/README.md", "data/README.md")
TEXTS = {name: (CHECKOUT / name).read_text(encoding="utf-8") for name in NAMES}
README, CONTRIBUTING = TEXTS["README.md"], TEXTS["CONTRIBUTING.md"]
TESTS = "".join(path.read_text("utf-8") for path in (CHECKOUT / "tests").rglob("test_*.py"))
# What the recipes of CONTRIBUTING.md make, and what a user makes.
EXAMPLES = re.compile(r"referrals_prompt|R53\.|returns\.py|springfield|TOPIC")
BUILT = ("data/builds/", "releases/")


def part(text: str, heading: str) -> str:
    """What stands under a heading."""
    return re.split(rf"^#+ {heading}$", text, flags=re.MULTILINE)[1].split("\n#")[0]


# --- README --------------------------------------------------------------------------------------


def test_every_command_is_in_the_readme():
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert re.search(rf"conduct {name}\b", README), name
        assert len(command.callback.__doc__.split()) > 2, name


def test_every_measure_is_in_the_readme():
    """By its own id or, of several readings of one thing, by the first part of it."""
    listed = set(re.findall(r"\w+", part(README, "What is measured")))
    missing = [name for name in MEASURES if name.split("_")[0] not in listed]
    assert not missing, f"The table under README.md, What is measured, lacks {missing}."


def test_every_layout_is_in_the_readme():
    listed = part(README, "Published tables")
    missing = [name for name in read_record_layouts(Settings()) if f"| `{name}` |" not in listed]
    assert not missing, f"The table under README.md, Published tables, lacks {missing}."


def test_no_two_decisions_have_one_number():
    numbers = re.findall(r"^\| (\d+[a-z]?) \|", README, re.MULTILINE)
    assert len(numbers) > 80
    assert sorted(numbers) == sorted(set(numbers))


def test_the_tree_in_the_readme_is_the_real_one():
    """Everything in it is there, and it has every folder but for the tests'."""
    listed = set(tree_of(README))
    gone = [name for name in listed if not (CHECKOUT / name).exists()]
    assert not gone, f"The tree in README.md has {gone}, which are not there."
    folders = {
        f"{top.name}/{path.name}/"
        for top in CHECKOUT.iterdir()
        if top.name in ("dashboard", "etl", "sql", "data")
        for path in top.iterdir()
        if path.is_dir() and any(each.suffix for each in path.iterdir()) and is_kept(path)
    }
    assert not folders - listed, f"The tree in README.md lacks {sorted(folders - listed)}."


def tree_of(text: str) -> list[str]:
    block = next(block for block in text.split("```") if block.startswith("\ndashboard/"))
    found, top = [], ""
    for line in block.strip().splitlines():
        name = line.split()[0]
        top = "" if line[0] != " " else top
        found.append(top + name)
        top = top or name
    return found


def is_kept(path: Path) -> bool:
    """Not made by a build, by Python or by a tool."""
    made = Settings(data_dir=CHECKOUT / "data")
    folders = {made.builds_dir.name, "warehouse", "public", "internal", "releases", "registers"}
    return path.name not in folders | {"deliveries", "__pycache__"} and path.name[0] != "."


# --- What the texts point to ---------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str):
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[name]):
        path, _, anchor = target.partition("#")
        if "://" in target:
            continue
        file = (CHECKOUT / name).parent / path if path else CHECKOUT / name
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), target


def anchors(text: str) -> set[str]:
    """The anchors of headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", NAMES[:2])
def test_every_file_that_is_named_is_there(name: str):
    tops = "|".join(path.name for path in CHECKOUT.iterdir() if path.is_dir())
    named = re.findall(rf"(?<![\w/.])(?:{tops})/[\w./-]*\w", TEXTS[name])
    gone = [
        path
        for path in named
        if not EXAMPLES.search(path)
        and not path.startswith(BUILT)
        and not (CHECKOUT / path).exists()
        and not list((CHECKOUT / path).parent.glob(Path(path).name + "*"))
    ]
    assert named
    assert not gone


def test_every_test_that_a_recipe_names_is_there():
    named = re.findall(r"`(test_\w+?)(?:_?…)?`", CONTRIBUTING)
    assert len(named) > 20
    files = {path.stem for path in (CHECKOUT / "tests").rglob("test_*.py")}
    gone = [name for name in named if name not in files and f"def {name}" not in TESTS]
    assert named
    assert not gone


# --- The examples of the recipes -----------------------------------------------------------------


def blocks(kind: str) -> list[str]:
    found = re.findall(rf"^ *```{kind}\n(.*?)^ *```", CONTRIBUTING, flags=re.MULTILINE | re.DOTALL)
    assert found
    return [textwrap.dedent(block) for block in found]


def test_the_measure_of_the_recipe_could_be_added_as_it_stands():
    made = dict(vars(model))
    exec(blocks("python")[0], made)
    measure, count = made["R5"], made["REFERRALS_PROMPT"]
    assert isinstance(measure, Measure)
    assert measure.id not in MEASURES, "The recipe needs a measure that is not there yet."
    assert (measure.numerator, measure.denominator in COUNTS) == (count.name, True)
    assert count.sensitivity in read_policy(Settings()).sensitivity


@pytest.mark.parametrize("kind", ["python", "sql", "toml"])
def test_every_example_can_be_read(kind: str):
    for block in blocks(kind):
        if kind == "sql":
            with duckdb.connect() as connection:
                (tree,) = connection.execute("select json_serialize_sql(?)", [block]).fetchone()
            assert not json.loads(tree)["error"]
        elif kind == "toml":
            tomllib.loads(block)
        else:
            # What stands inside a dictionary, or below a page's other lines.
            is_entry = re.match(r'\s*"[^"]+":', block)
            ast.parse(f"{{{block}}}" if is_entry else block)


# --- Version, citation, changes ------------------------------------------------------------------


def test_one_version_stands_everywhere_and_heads_the_changes():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    first = re.search(r"^## (\S+)", TEXTS["CHANGELOG.md"], flags=re.MULTILINE).group(1)
    assert project["version"] == VERSION == citation()["version"] == first


def test_the_citation_has_what_its_format_asks_for():
    """The keys that version 1.2.0 of the Citation File Format requires, and their kinds."""
    cited = citation()
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] in ("software", "dataset")
    assert all(
        isinstance(cited[key], str) and cited[key] for key in ("message", "title", "abstract")
    )
    assert all(author.get("name") or author.get("family-names") for author in cited["authors"])
    assert all(isinstance(word, str) for word in cited["keywords"])
    known = "cff-version message title abstract type version license authors keywords date-released"
    assert cited.keys() <= {*known.split()}


def citation() -> dict:
    read = yaml.safe_load((CHECKOUT / "CITATION.cff").read_text(encoding="utf-8"))
    return read | {"version": str(read["version"])}


def test_the_licence_is_the_one_that_is_cited():
    assert (CHECKOUT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert citation()["license"] == "MIT"
