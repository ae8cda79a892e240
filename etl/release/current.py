"""The link to the release in use: it follows the log, and is mended where a command was cut off."""

import os

from etl.config import Settings
from etl.release import log
from etl.release.feed import write_feed

READABLE = 0o755


def settle(settings: Settings) -> None:
    """Bring link and feed to what the log says, also after a command that was cut off."""
    releases = settings.releases_dir
    version = log.in_use(releases)
    if version is None:
        return
    (releases / version).chmod(READABLE)
    link, fresh = settings.current_release, releases / ".current.new"
    if not (link.is_symlink() and os.readlink(link) == version):
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(version)
        os.replace(fresh, link)
    write_feed(settings)
