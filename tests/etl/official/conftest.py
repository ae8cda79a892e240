"""The shipped official files, read and shaped once."""

import polars as pl
import pytest

from etl.config import Settings
from etl.sources.official import read_layouts, read_official
from etl.transforms.official import shape_official


@pytest.fixture(scope="session")
def settings():
    return Settings()


@pytest.fixture(scope="session")
def aliases(settings):
    return pl.read_csv(settings.reference_dir / "force_aliases.csv", infer_schema=False)


@pytest.fixture(scope="session")
def forces(settings):
    return pl.read_csv(settings.reference_dir / "forces.csv", infer_schema=False)


@pytest.fixture(scope="session")
def layouts(settings):
    return read_layouts(settings)


@pytest.fixture(scope="session")
def raw(settings):
    return read_official(settings)


@pytest.fixture(scope="session")
def figures(raw, layouts, aliases, forces):
    return shape_official(raw, layouts, aliases, forces)


@pytest.fixture
def shape(raw, layouts, aliases, forces):
    """Shape one source after a change to its rows or its layout."""

    def shaped(source, frame=None, **changes):
        rows = raw[source] if frame is None else frame
        return shape_official(
            {source: rows}, {source: {**layouts[source], **changes}}, aliases, forces
        )

    return shaped
