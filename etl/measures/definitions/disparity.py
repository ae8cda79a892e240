"""Officers in post and assessed, and how far each came, by ethnicity and sex.

Counted for all forces only.
"""

from etl.measures.definitions.model import Count

CHARACTERISTICS = ("ethnicity", "sex")

# Each step counts those who had come to all steps before it, within 24 months.
STEPS = (
    "steps_assessed",
    "steps_gross",
    "steps_case_to_answer",
    "steps_to_hearing",
    "steps_proven",
    "steps_dismissed",
)


def _step(name: str) -> Count:
    return Count(
        name,
        sensitivity="officer_characteristic",
        event_basis="assessed",
        breakdowns={name: name for name in CHARACTERISTICS},
        smallest_area={"total": "country"} | dict.fromkeys(CHARACTERISTICS, "country"),
        needs_open_cases=True,
        follow_up_months=24,
        windows_only=True,
    )


# Person-time, delivered apart from the workforce; it has the categories alone, for those of a
# dimension that do not add up to the workforce are not counted at all.
IN_POST = Count(
    "steps_in_post",
    sensitivity="headcount",
    event_basis="assessed",
    breakdowns={name: name for name in CHARACTERISTICS},
    not_additive=CHARACTERISTICS,
    has_total=False,
    smallest_area=dict.fromkeys(CHARACTERISTICS, "country"),
    needs_open_cases=True,
    follow_up_months=24,
    windows_only=True,
)
COUNTS = (IN_POST, *map(_step, STEPS))
MEASURES = ()
