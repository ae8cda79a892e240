"""Whether there is something to show and how old it is, for who watches over the machine."""

from datetime import UTC, date, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse

from dashboard.queries.connection import Build, NothingPublishedError, current_build, read
from dashboard.queries.releases import open_release, published_releases
from etl.config import Settings

NOTHING = {"status": "nothing to show"}


def health(request: Request) -> JSONResponse:
    """`{"status": "ok", "data_until": …, "data_age_days": …, …}`, or 503 without a build."""
    settings = Settings.from_environment()
    try:
        return JSONResponse(told(_shown(settings), datetime.now(UTC).date(), settings.is_internal))
    except NothingPublishedError:
        return JSONResponse(NOTHING, status_code=503)


def told(build: Build, today: date, is_internal: bool) -> dict:
    """Age counts from the day on which the case records were taken from their source.

    Of the internal tier only the age is told, as nobody has signed in here.
    """
    latest = read(build, "select max(extracted_on) as latest from published.build_inputs")
    until = latest.item(0, 0) or build.built_on
    age = {"status": "ok", "data_age_days": (today - until).days}
    if is_internal:
        return age
    return age | {
        "data_until": until.isoformat(),
        "built_on": build.built_on.isoformat(),
        "build_id": build.id,
        "release": build.release,
        "synthetic": build.synthetic,
    }


def _shown(settings: Settings) -> Build:
    """What a page without a choice in its address shows."""
    is_public = not settings.is_internal and settings.shows_releases
    releases = published_releases(settings.releases_dir) if is_public else None
    release = releases.get(releases.in_use) if releases else None
    return open_release(release) if release else current_build(settings.shown_file)
