"""`conduct explain` says why a figure stands there or not, from the published file alone."""

import pytest

from etl.config import Settings
from etl.explain import explain
from tests.dashboard.sample_public import write_sample


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    folder = tmp_path_factory.mktemp("explained")
    write_sample(folder)
    return Settings(data_dir=folder)


def _line(settings: Settings, *asked: str) -> str:
    (line,) = [text for text in explain(asked[0], settings, *asked[1:]) if ", 2023-26: " in text]
    return line


def test_a_hidden_share_says_which_count_is_hidden_and_by_which_rule(settings):
    line = _line(settings, "T2_12m", "Ambershire", "2023-26")
    assert line.startswith("Ambershire, 2023-26: [c] hidden to protect people: not shown is ")
    assert "In the class “Proceedings” counts of 1 to 2 or from a single case are hidden" in line


def test_a_median_that_is_not_reached_says_so(settings):
    assert "[z] not applicable: not reached" in _line(settings, "T2", "Northmoor", "2023-26")


def test_a_figure_stands_with_its_counts_and_interval(settings):
    line = _line(settings, "T2_24m", "Northmoor", "2023-26")
    assert " of " in line
    assert "95% interval" in line
