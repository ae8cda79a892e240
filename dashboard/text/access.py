"""The statement on accessibility, for the dashboard and for the static pages."""

from dashboard.text.periods import day_words
from dashboard.text.prose import prose


def statement(static: bool = False) -> list[str]:
    """Its paragraphs as Markdown: what was checked and when, what works, what fails and where."""
    text = prose("access")
    intro = text["intro"].format(day=day_words(text["checked_on"]))
    tell = text["tell"].format(contact=prose("contact")["heading"])
    if static:
        return [intro, text["own"], tell]
    fails = f"{text['fails_lead']}\n\n{_listed(text['fails'])}"
    return [intro, _listed(text["works"]), fails, text["fallback"], tell]


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
