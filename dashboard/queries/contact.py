"""Who publishes this instance, as its operator wrote it down."""

import re
import tomllib
from pathlib import Path

from dashboard.text.contact import Contact
from etl.config import Settings

FILE = "contact.toml"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
PAGE = re.compile(r"https://[^\s<>()\[\]\"']+")


def contact(settings: Settings) -> Contact:
    """What the file in the data folder says or, without one, the file of the project."""
    own = settings.data_dir / FILE
    return _read(own if own.is_file() else settings.reference_dir / FILE)


def _read(path: Path) -> Contact:
    try:
        found = Contact(**tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError):
        return Contact(broken=True)
    return found if _is_sound(found) else Contact(broken=True)


def _is_sound(found: Contact) -> bool:
    """Words are words, days whole numbers, an address one that may be made a link."""
    words = (found.publisher, found.email, found.page)
    days = (found.answer_days, found.reply_days)
    return (
        all(isinstance(each, str) for each in words)
        and all(type(each) is int and each > 0 for each in days)
        and (not found.email or EMAIL.fullmatch(found.email) is not None)
        and (not found.page or PAGE.fullmatch(found.page) is not None)
    )
