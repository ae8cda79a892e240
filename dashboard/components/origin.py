"""Where the rows of a build come from, as files and citations say it."""

from functools import cache

from dashboard.components.sources import supplied
from dashboard.queries.connection import Build
from etl.files.origin import Origin


@cache
def origin_of(build: Build) -> Origin:
    """The origin of the case records of a build and, where it is one, of a release."""
    return Origin(
        build_id=build.id,
        code_version=build.code_version,
        contract_version=build.contract_version,
        tier=build.tier,
        synthetic=build.synthetic,
        built_on=build.built_on,
        supplied=supplied(build).replace(" · ", ", "),
        release=build.release,
        note=build.areas_note or "",
    )
