"""Whom to turn to, how an error is corrected, and who may reply."""

from dataclasses import dataclass

from dashboard.text.markdown import plain
from dashboard.text.prose import prose


@dataclass(frozen=True)
class Contact:
    """The publisher and where to reach it; empty where not yet named, `broken` if unreadable."""

    publisher: str = ""
    email: str = ""
    page: str = ""
    answer_days: int = 10
    reply_days: int = 20
    broken: bool = False


def contact_lines(contact: Contact) -> list[str]:
    """The publisher, then one line of Markdown for each thing that a reader may want."""
    text = prose("contact")
    filled = {
        "where": _where(contact) or text["nowhere"],
        "answer_days": contact.answer_days,
        "reply_days": contact.reply_days,
    }
    return [_who(contact), "\n".join(f"- {line.format(**filled)}" for line in text["lines"])]


def _who(contact: Contact) -> str:
    text = prose("contact")
    if contact.broken:
        return text["broken"]
    if not contact.publisher:
        return text["nobody"]
    return text["who"].format(publisher=f"**{plain(contact.publisher)}**")


def _where(contact: Contact) -> str:
    links = [f"[{contact.email}](mailto:{contact.email})"] if contact.email else []
    links += [f"[{contact.page}]({contact.page})"] if contact.page else []
    return " or ".join(links)
