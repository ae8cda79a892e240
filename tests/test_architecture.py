"""What holds the parts together: layers, models, words for everything, one file for readers."""

import ast
import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import duckdb
import pytest

from dashboard.components.breakdown import NAMES
from etl.config import CHECKOUT, Settings
from etl.contracts import load_contract, load_published
from etl.measures.definitions import COUNTS, MEASURES, Measure
from etl.measures.frames import OWN_LABELS
from etl.pipeline import read_policy
from etl.warehouse.load import SQL_TYPES
from etl.warehouse.models import tables_read
from etl.warehouse.reference import load_reference, read_reference
from etl.warehouse.rules import build_checks

SETTINGS = Settings()
SQL = sorted((CHECKOUT / "sql").rglob("*.sql"))
RULE_FILES = [path for path in SQL if path.parent.name == "rules"]
MODELS = [path for path in SQL if path.parent.name != "rules"]
DASHBOARD = sorted((CHECKOUT / "dashboard").rglob("*.py"))
TESTS = [path.read_text(encoding="utf-8") for path in (CHECKOUT / "tests").rglob("*.py")]
LINES_OF_A_PAGE = 30
# Counts of cases themselves, and how a mart of other counts says of how many cases they come.
ARE_CASES = ("cases_naming_characteristic",)
SAYS_CASES = re.compile(r"count\(distinct .+\) as cases$", re.MULTILINE)
PUBLISHED = load_published(SETTINGS.published_contract_dir)


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


# --- Layers ---------------------------------------------------------------------------------------


def test_every_import_keeps_to_its_layer():
    ran = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ", 0 broken." in ran.stdout


# --- SQL ------------------------------------------------------------------------------------------


def header(path: Path) -> str:
    """The comment lines at the top."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = next(number for number, line in enumerate(lines) if not line.startswith("--"))
    return "\n".join(lines[:end])


def test_no_python_runs_inside_polars_in_the_app():
    """One page then waits for the threads of Polars, they for another page, and both for ever.

    It took twenty people ten minutes to bring the dashboard to a stand.
    """
    for path in sorted((CHECKOUT / "dashboard").rglob("*.py")):
        called = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not called & {"map_elements", "map_batches", "map_groups", "map_rows"}, path.name


@pytest.mark.parametrize("path", SQL, ids=name_of)
def test_a_query_is_one_select(path):
    with duckdb.connect() as connection:
        tree = json.loads(
            connection.execute(
                "select json_serialize_sql(?)", [path.read_text(encoding="utf-8")]
            ).fetchone()[0]
        )
    assert not tree["error"], tree.get("error_message")
    assert len(tree["statements"]) == 1


@pytest.mark.parametrize("path", MODELS, ids=name_of)
def test_a_model_says_its_grain_what_it_counts_its_day_and_its_zeroes(path):
    top = header(path)
    assert len(top.splitlines()[0]) > 20
    for word in ("Grain:", "Counts:", "Timing:", "Zeroes:"):
        assert re.search(rf"^-- {word} +\S", top, flags=re.MULTILINE), word


def test_every_count_is_made_by_a_mart_that_is_added_up():
    texts = {f"{path.parent.name}.{path.stem}": path.read_text("utf-8") for path in MODELS}
    read = "".join(texts[name] for name in models_behind("marts.force_counts", texts))
    missing = [name for name in COUNTS if f"'{name}'" not in read]
    assert not missing, (
        f"No figure would come of {', '.join(missing)}: write the mart that has it as count_name, "
        "and add that to the union in sql/marts/force_counts.sql."
    )


def test_a_count_that_hides_what_comes_of_one_case_says_of_how_many_cases_it_comes():
    """Without it each is taken for a case of its own, and five officers of one case are shown."""
    added_up = tables_read((SETTINGS.sql_dir / "marts" / "force_counts.sql").read_text("utf-8"))
    marts = [path for path in MODELS if f"marts.{path.stem}" in added_up]
    classes = read_policy(SETTINGS).sensitivity
    silent = [
        f"{name} ({path.stem})"
        for name, count in COUNTS.items()
        if classes[count.sensitivity].hide_single_case and name not in ARE_CASES
        for path in marts
        if f"'{name}'" in (text := path.read_text("utf-8")) and not SAYS_CASES.search(text)
    ]
    assert not silent, f"{silent}: add `count(distinct …) as cases`, or the count to ARE_CASES."


def models_behind(model: str, texts: dict[str, str]) -> set[str]:
    """The model and every model that it is made from."""
    read = tables_read(texts[model]) & texts.keys()
    return {model}.union(*(models_behind(name, texts) for name in read))


@pytest.mark.parametrize("path", RULE_FILES, ids=name_of)
def test_a_rule_says_what_it_finds_and_its_grain(path):
    top = header(path)
    assert len(top.splitlines()[0]) > 20
    assert "-- Grain: one row per " in top


# --- Words and tests for every rule ---------------------------------------------------------------


@pytest.fixture(scope="module")
def checks():
    with duckdb.connect() as connection:
        connection.execute("create schema reference")
        load_reference(connection, SETTINGS.reference_dir)
        return build_checks(load_contract(SETTINGS.contract_dir), connection, SETTINGS.sql_dir)


def test_rules_1_to_52_are_there(checks):
    listed = read_reference(SETTINGS.reference_dir / "rules.csv")
    others = listed.filter(listed["kind"].is_in(["promise", "total"]))
    assert {*others["rule"]} == {"R38", "R44", "R45", "R50"}
    found = {check.rule for check in checks} | {*others["rule"]}
    assert {f"R{number:02}" for number in range(1, 53)} <= found


def test_every_check_has_words_that_name_no_placeholder(checks):
    for check in checks:
        for words in (check.title, check.mend):
            assert len(words) > 10, check.name
            assert not set("{}") & set(words), check.name
        assert check.severity in ("error", "warning", "info")
        assert check.kind in ("row", "share")
        assert check.name.startswith(f"{check.rule}.{check.entity}.")


def test_no_words_are_left_over_from_a_rule_that_is_gone(checks):
    rules = read_reference(SETTINGS.reference_dir / "rules.csv")
    # Printed totals and promises are no rules of records: see the test below.
    patterns = rules.filter(rules["kind"].is_in(["row", "share"]))["pattern"]
    names = [check.name for check in checks]
    for place, pattern in enumerate(patterns):
        expression = re.compile(re.escape(pattern).replace(r"\*", ".*"))
        earlier = [re.compile(re.escape(p).replace(r"\*", ".*")) for p in patterns[:place]]
        assert any(
            expression.fullmatch(name) and not any(item.fullmatch(name) for item in earlier)
            for name in names
        ), pattern


@pytest.mark.parametrize("path", RULE_FILES, ids=name_of)
def test_a_rule_has_a_test_that_names_it(path):
    is_tried = any(f'"{path.stem}"' in text for text in TESTS)
    assert is_tried, f"Write its rows into tests/etl/warehouse/rule_tables_law.py: {path.stem}."


# --- Words for every measure and every column -----------------------------------------------------

MAY_BE_BLANK = set("per at day_type breakdowns own_base curve variant_of explains".split())


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_has_words_for_everything(measure):
    for field in fields(Measure):
        value = getattr(measure, field.name)
        if field.name not in MAY_BE_BLANK:
            assert value is not None, field.name
        if isinstance(value, str | tuple) and field.name not in MAY_BE_BLANK:
            assert len(value) > 0, field.name
    assert all(len(caveat.split()) > 4 for caveat in measure.caveats)
    assert {measure.numerator, measure.denominator} <= set(COUNTS)


def test_every_category_has_words():
    blank = {
        (breakdown, category)
        for count in COUNTS.values()
        for breakdown, source in count.breakdowns.items()
        if not isinstance(source, str) and "*" not in breakdown
        for category in source
    } - OWN_LABELS.keys()
    assert not blank, f"OWN_LABELS in etl/measures/frames.py has no words for {sorted(blank)}."


def test_every_breakdown_that_can_be_chosen_has_a_name():
    chosen = {
        name
        for measure in MEASURES.values()
        for name in measure.breakdowns or COUNTS[measure.numerator].breakdowns
        if measure.breakdowns != () and "*" not in name
    }
    missing = chosen - NAMES.keys()
    assert not missing, f"NAMES in dashboard/components/breakdown.py lacks {sorted(missing)}."


@pytest.mark.parametrize("entity", PUBLISHED.values(), ids=PUBLISHED)
def test_a_published_column_is_described(entity):
    assert entity.description.strip()
    for field in entity.fields:
        assert field.description.strip(), field.name
    assert set(entity.primary_key) <= set(entity.columns)


def test_the_public_file_holds_what_the_contract_says_and_nothing_else(built):
    path = str(built.public_file.resolve())
    with duckdb.connect(path, read_only=True) as connection:
        columns = connection.sql(
            "select table_schema, table_name, column_name, lower(data_type) "
            "from information_schema.columns order by table_name, ordinal_position"
        ).fetchall()
    assert {schema for schema, *_ in columns} == {"published"}
    found: dict[str, list] = {}
    for _, table, column, kind in columns:
        found.setdefault(table, []).append((column, kind))
    assert found == {
        name: [(field.name, SQL_TYPES[field.type]) for field in entity.fields]
        for name, entity in sorted(PUBLISHED.items())
    }


def test_every_key_of_a_published_table_stands_for_one_row(built):
    path = str(built.public_file.resolve())
    with duckdb.connect(path, read_only=True) as connection:
        for name, entity in PUBLISHED.items():
            keys = ", ".join(entity.primary_key)
            repeated = connection.sql(
                f"select {keys} from published.{name} group by all having count(*) > 1"
            ).fetchall()
            assert repeated == [], name


# --- Pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", sorted((CHECKOUT / "dashboard" / "views").glob("*.py")), ids=name_of
)
def test_a_page_only_asks_reads_draws_and_explains(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LINES_OF_A_PAGE, "What belongs together goes into dashboard/components/."


# --- The dashboard reads the public file and nothing else -----------------------------------------


@pytest.mark.parametrize("path", DASHBOARD, ids=name_of)
def test_no_page_knows_of_the_case_level_file(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("warehouse_file", "current_build_dir", "builds_dir")
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert "conduct.duckdb" not in node.value
            assert not re.search(r"\b(loaded|typed|staging|quarantine|marts)\.\w", node.value)


def test_files_are_opened_in_one_place_of_the_dashboard_and_locked_down():
    opens = {
        name_of(path)
        for path in DASHBOARD
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) == ("duckdb", "connect")
    }
    assert opens == {"dashboard/queries/connection.py"}
    from dashboard.queries.connection import LOCKED_DOWN

    assert LOCKED_DOWN["enable_external_access"] == "false"
    assert LOCKED_DOWN["lock_configuration"] == "true"


def test_what_pages_read_is_published():
    """Every table named in a query of the dashboard is one of the contract."""
    named = {
        table
        for path in (CHECKOUT / "dashboard").rglob("*.py")
        for table in re.findall(
            r"\b(?:from|join) published\.([a-z_]+)", path.read_text(encoding="utf-8")
        )
    }
    assert named
    assert named <= set(PUBLISHED)
