"""Where the rows of a build come from, as files and citations say it."""

from functools import cache

from dashboard.queries.connection import Build
from dashboard.queries.quality import inputs
from etl.files.origin import Origin, supplied_words


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


def supplied(build: Build) -> str:
    """Whose case records these are and when they were extracted, as plain text."""
    return " · ".join(supplied_words(inputs(build, "delivery")))
