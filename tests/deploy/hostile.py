"""Labels of a delivery whose maker means harm, and a public file that has them everywhere."""

import shutil
from pathlib import Path

import duckdb

SCRIPT = "<img src=x onerror=\"window.broken='yes'\"><script>window.broken='yes'</script>"
# By column of `published.areas`: each force has another attack for a name.
NAMES = {
    "X23000001": f"{SCRIPT}Ambershire",
    "X23000002": "[click](javascript:window.broken='yes') ![](https://evil.example/x.png)",
    "X23000003": "Coldmere'; drop table published.areas; --",
    "X23000004": '=HYPERLINK("https://evil.example","Dunmarsh")',
    "X23000005": ":red[Elderholm] $\\href{javascript:alert(1)}{x}$ :material/home:",
    "X23000006": "../../../etc/passwd\r\nSet-Cookie: a=b",
}
FORMULA = "@SUM(1+1)*cmd|' /C calc'!A0"
LABELS = ("measures.title", "category_labels.label", "breaks.title", "build.areas_note")


def make_hostile(source: Path, target: Path, tier: str) -> None:
    """A copy of a small public file of this tier, in which every label is an attack."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    with duckdb.connect(str(target)) as connection:
        connection.execute("update published.build set tier = ?", [tier])
        for code, name in NAMES.items():
            connection.execute(
                "update published.areas set area_name = ? where area_code = ?", [name, code]
            )
        for table, column in text_columns(connection):
            connection.execute(
                f"update published.{table} set {column} = {column} || ? where {column} is not null",
                [f" {SCRIPT}"],
            )


def text_columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Labels and notes: columns of text for people, by their names."""
    return connection.execute(
        """select table_name, column_name from information_schema.columns
           where table_schema = 'published' and data_type = 'VARCHAR'
           and (column_name like '%label%' or column_name like '%title%'
                or column_name like '%note%' or column_name like '%words%'
                or column_name like '%definition%' or column_name = 'supplier')
           and table_name not in ('official_figures', 'bridges')"""
    ).fetchall()
