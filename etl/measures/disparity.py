"""How likely a step is in one group beside another: ratio of two shares or rates, with bounds.

Interval: on the log scale (Katz and others 1978, doi 10.2307/2530610); where fewer than ten of
either group came to the step, or fewer than ten did not, from the exact conditional limits of the
events' split (Clopper and Pearson 1934, doi 10.1093/biomet/26.4.404), which for shares are on the
safe side. On the log scale 27 of 27 would look certain. A rate is of years in post instead of
people, of which only the events are few or many.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

from scipy.special import betaincinv

from etl.measures.intervals import Z_95

EXACT_BELOW = 10
# With more than this percentage not known, a claim must also hold at both bounds.
UNKNOWN_ABOVE = 10.0


@dataclass(frozen=True)
class Group:
    """So many people, of whom so many came to the step; or so many years, for a rate."""

    events: float
    people: float
    is_rate: bool = False

    @property
    def share(self) -> float:
        return self.events / self.people

    def with_all(self, unknown: "Group") -> "Group":
        """The group if everybody whose group is not known were in it."""
        return Group(self.events + unknown.events, self.people + unknown.people, self.is_rate)


@dataclass(frozen=True)
class Likelihood:
    """A ratio with its 95% interval; an end that the data cannot bound is None."""

    ratio: float
    lower: float | None
    upper: float | None
    method: str


def relative_likelihood(group: Group, reference: Group) -> Likelihood | None:
    """How many times as likely the step is in the group; None where either share cannot be had.

    Without an event in the reference group there is no ratio, however many there are in the other.
    """
    if not (group.people and reference.people and reference.events):
        return None
    ratio = group.share / reference.share
    if min(_counts(group, reference)) < EXACT_BELOW:
        return Likelihood(ratio, *_exact_limits(group, reference), "exact")
    half = Z_95 * sqrt(_spread(group) + _spread(reference))
    return Likelihood(ratio, exp(log(ratio) - half), exp(log(ratio) + half), "log")


def bounds(group: Group, reference: Group, unknown: Group) -> tuple[float | None, float | None]:
    """The ratio if all not known were in the group, and if all were in the reference group."""
    in_group = relative_likelihood(group.with_all(unknown), reference)
    in_reference = relative_likelihood(group, reference.with_all(unknown))
    return in_group and in_group.ratio, in_reference and in_reference.ratio


def sentence_allowed(
    found: Likelihood | None,
    group: Group,
    reference: Group,
    unknown_share: float | None,
    outer: tuple[float | None, float | None],
) -> bool:
    """True if "times as likely" may be said: 1 outside the interval, and no count under ten.

    Counted are those who came to the step and, of shares, those who did not, in both groups. Where
    more than a tenth are not known, or nobody can say how many, both bounds must lie on the same
    side of 1 as the interval.
    """
    if found is None or min(_counts(group, reference)) < EXACT_BELOW:
        return False
    if found.lower is None or found.upper is None:
        return False
    ends = [found.lower, found.upper]
    if unknown_share is None or unknown_share > UNKNOWN_ABOVE:
        if None in outer:
            return False
        ends += outer
    return all(end > 1 for end in ends) or all(end < 1 for end in ends)


def _counts(group: Group, reference: Group) -> tuple[float, ...]:
    """The four cells of the table; of rates the two events."""
    events = (group.events, reference.events)
    if group.is_rate:
        return events
    return (*events, group.people - group.events, reference.people - reference.events)


def _spread(group: Group) -> float:
    """Variance of the logarithm of a share, or of a rate."""
    return 1 / group.events - (0 if group.is_rate else 1 / group.people)


def _exact_limits(group: Group, reference: Group) -> tuple[float, float | None]:
    events, others = group.events, reference.events
    scale = reference.people / group.people
    least = float(betaincinv(events, others + 1, 0.025)) if events else 0.0
    most = float(betaincinv(events + 1, others, 0.975))
    return scale * least / (1 - least), None if most >= 1 else scale * most / (1 - most)
