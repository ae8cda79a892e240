"""Every rate, share, stock and waiting time once more, from the recounted counts."""

from dataclasses import dataclass
from math import sqrt

from scipy.stats import chi2

from tests.spec.recount.counts import Counts, breaks_of
from tests.spec.recount.curves import COHORTS, ENDING, LATE, READ, Z, is_followed, points_of
from tests.spec.recount.restricted import lost, waited

FEW = 10


@dataclass(frozen=True)
class Words:
    """A measure as its words have it: what over what, per how many, by which breakdowns."""

    upper: str
    base: str
    kind: str  # rate, share, stock, or a reading of a curve
    basis: str
    breakdowns: str
    base_of: str = "same"  # same category, or total
    reads: str = "read"  # off a curve: a day or a share, its rest, or mean days within two years
    at: float = 0
    of_begun: bool = False  # as if those not heard had never waited


OF_HEARINGS = "total forum regime service rank_band standard"
OF_MATTERS = "total regime case_type rank_band"
WAITS = "total regime"
INVESTIGATED = ("investigations_reported", "investigations_begun")
CURVES = COHORTS | READ
MEANS = ("T7", "T7_net", "T7_working")
SHARES = ("read", "beyond")
MEASURES = {
    "R1": Words(
        "referrals",
        "workforce_years",
        "rate",
        "received",
        "total referral_route case_type regime",
        base_of="total",
    ),
    "R3": Words("mode_decisions", "mode_decisions", "share", "decided", "mode", "total"),
    "R3_cohort": Words("referrals", "referrals", "share", "received", "mode", "total"),
    "R1_officers": Words("referrals", "officer_years", "rate", "received", "total", "total"),
    "R1_cases": Words("referrals", "cases_aware", "rate", "received", "total", "total"),
    "R2": Words("referrals_mandatory", "referrals", "share", "received", "total case_type regime"),
    "G1": Words(
        "gm_assessed", "officer_years", "rate", "assessed", f"{OF_MATTERS} standard", "total"
    ),
    "G1_share": Words("officers_assessed_gm", "officers_assessed", "share", "assessed", OF_MATTERS),
    "G2": Words("answers_gm", "answers_decided", "share", "decided", f"{OF_MATTERS} standard"),
    "G5": Words(
        "findings_gm_proven",
        "officer_years",
        "rate",
        "hearing",
        "total forum regime service rank_band standard",
        "total",
    ),
    "A1": Words("findings_appealed", "findings_appealable", "share", "hearing", "total regime"),
    "A1_allowed": Words("appeals_allowed", "appeals_decided", "share", "appeal", "total"),
    "A1_result": Words(
        "appeals_decided", "appeals_decided", "share", "appeal", "appeal_result", "total"
    ),
    "D1_workforce": Words(
        "f_allegations", "workforce_years_scheme", "rate", "logged", "total", "total"
    ),
    "D1_cases": Words("f_cases", "complaint_cases", "share", "logged", "total", "total"),
    "D3_F": Words(
        "complaint_answers_found",
        "complaint_answers_decided",
        "share",
        "decided",
        "total category_f",
    ),
    "D3_S3": Words(
        "standard_answers_found",
        "standard_answers_decided",
        "share",
        "decided",
        "total standard_3",
    ),
    "D4": Words("f_investigated", "f_finalised", "share", "finalised", "total characteristic"),
    "Q1_dates": Words("dates_missing", "dates_expected", "share", "aware", "total date_field"),
    "Q1_lag": Words("return_days", "returns_dated", "mean", "aware", "total"),
    "G3": Words(
        "officers_to_hearing",
        "officer_years",
        "rate",
        "decided",
        "total forum regime case_type worker_group rank_band",
        base_of="total",
    ),
    "G4": Words("findings_gm_proven", "findings_known", "share", "hearing", OF_HEARINGS),
    "G6": Words("dismissed", "findings_gm_proven", "share", "hearing", OF_HEARINGS),
    "D1": Words("f_allegations", "complaint_allegations", "share", "logged", "total"),
    "D2": Words(
        "characteristic_allegations",
        "f_allegations",
        "share",
        "logged",
        "characteristic",
        base_of="total",
    ),
    "T1_12m": Words("assessed_heard", "assessed_matters", "T1", "aware", WAITS, at=365),
    "T1_24m": Words("assessed_heard", "assessed_matters", "T1", "aware", WAITS, at=730),
    "T2": Words("hearings_begun", "hearing_notices", "T2", "notice", WAITS, at=0.5),
    "T2_p90": Words("hearings_begun", "hearing_notices", "T2", "notice", WAITS, at=0.9),
    "T2_12m": Words("hearings_begun", "hearing_notices", "T2", "notice", WAITS, at=365),
    "T2_24m": Words("hearings_begun", "hearing_notices", "T2", "notice", WAITS, at=730),
    "T2_finished": Words(
        "hearings_begun", "hearings_begun", "T2", "notice", WAITS, at=0.5, of_begun=True
    ),
    # The period as the reference file has it, and the same number in the other unit.
    "T2_limit": Words("hearings_begun", "hearing_notices", "T2_working", "notice", WAITS, at=100),
    "T2_limit_other": Words("hearings_begun", "hearing_notices", "T2", "notice", WAITS, at=100),
    "T2_accelerated": Words("accelerated_in_time", "accelerated_begun", "share", "notice", "total"),
    "T6_working": Words(
        "matters_on_calendar",
        "matters_on_calendar",
        "T6_working",
        "finalised",
        "total case_type",
        at=0.5,
    ),
    "T7_working": Words(
        "complaints_on_calendar", "complaints_on_calendar", "T7_working", "finalised", "total"
    ),
    "T2_net": Words("hearings_stopped", "hearing_notices", "T2_net", "notice", "total", at=0.5),
    "T2_rmst": Words(
        "hearings_begun", "hearing_notices", "T2", "notice", WAITS, reads="waited", at=730
    ),
    "T1_rmtl": Words(
        "assessed_heard", "assessed_matters", "T1", "aware", WAITS, reads="lost", at=730
    ),
    "R4": Words("referrals_decided", "referrals_followed", "R4", "received", "total", at=0.5),
    "R4_p90": Words("referrals_decided", "referrals_followed", "R4", "received", "total", at=0.9),
    "T3": Words(*INVESTIGATED, "T3", "started", WAITS, at=0.5),
    "T3_over_12m": Words(*INVESTIGATED, "T3_aware", "started", WAITS, reads="beyond", at=365),
    "T3_net": Words(
        "investigations_stopped", "investigations_begun", "T3_net", "started", "total", at=0.5
    ),
    "T4": Words("reports_decided", "reports_made", "T4", "reported", WAITS, at=0.5),
    "T5": Words("hearings_notified", "hearings_directed", "T5", "decided", WAITS, at=0.5),
    "T6": Words(
        "matters_finalised", "matters_finalised", "T6", "finalised", "total case_type", at=0.5
    ),
    "T7": Words("complaints_finalised", "complaints_finalised", "T7", "finalised", "total"),
    "T7_net": Words("complaints_suspended", "complaints_finalised", "T7_net", "finalised", "total"),
    "B1": Words(
        "open_matters",
        "open_matters",
        "stock",
        "open",
        "total age stage age*stage",
        base_of="total",
    ),
    "B1_over_12m": Words("open_over_12_months", "open_matters", "share", "open", "total"),
    "Q1": Words("values_not_known", "values_expected", "share", "aware", "total field"),
    "Q1_late": Words("returns_late", "returns_received", "share", "aware", "total"),
    **{
        f"L_{step}": Words(f"ladder_{step}", "ladder_assessed", "share", "assessed", "total")
        for step in ("case_to_answer", "heard", "proven", "dismissed", "open")
    },
}
NOTHING = {"value": None, "lower": None, "upper": None, "interval_method": None}


def base_cell(words: Words, key: tuple) -> tuple:
    """The cell of the base beside a numerator's; officers of a group have a base of their own."""
    own = words.base_of == "same" or (words.base == "officer_years" and key[3] == "worker_group")
    return (words.base, *key[1:3], *(key[3:] if own else ("total", "total")))


def measure_rows(counts: Counts, breaks: list[dict]) -> dict[tuple, dict]:
    """Rows of `measure_values` by (measure, area, period, breakdown, category)."""
    rows = {}
    for measure, words in MEASURES.items():
        for key in counts.cells:
            if key[0] != words.upper or key[3] not in words.breakdowns.split():
                continue
            base = counts.cells.get(base_cell(words, key), (None, "x"))
            row = {
                "numerator_count": words.upper,
                "denominator_count": words.base,
                "numerator": counts.cells[key][0],
                "denominator": base[0],
            }
            where, when, provisional = counts.periods[key[:3]]
            before, within = breaks_of(words.basis, breaks, when, where.code)
            rows[measure, *key[1:]] = (
                row
                | _figure(words, key, counts.cells[key], base, counts)
                | {
                    "area_level": where.level,
                    "period_type": when.type,
                    "period_start": when.start,
                    "period_end": when.end,
                    "provisional": provisional,
                    "revised": False,
                    "break_before": before,
                    "break_within": within,
                }
            )
    return rows


def _figure(words: Words, key: tuple, upper: tuple, base: tuple, counts: Counts) -> dict:
    per = {"per": {"rate": 1000, "share": 100, "stock": None}.get(words.kind)}
    if words.kind in CURVES:
        per = {"per": 100 if words.at >= 1 and words.reads in SHARES else None}
    symbols = (upper[1], base[1])
    for reason in ("z", "x"):
        if reason in symbols:
            return per | NOTHING | {"symbol": reason}
    if words.kind == "stock":
        return per | NOTHING | {"value": upper[0], "symbol": None}
    if not base[0]:
        return per | NOTHING | {"symbol": "z"}
    if words.kind in (*CURVES, *MEANS):
        return per | _of_waits(words, key, counts)
    if words.kind == "mean":
        few = "u" if base[0] < FEW else None
        return per | NOTHING | {"value": upper[0] / base[0], "symbol": few}
    return per | (rate if words.kind == "rate" else share)(upper[0], base[0])


def _of_waits(words: Words, key: tuple, counts: Counts) -> dict:
    means = {"T7_working": "complaints_on_calendar"}
    cohort = (CURVES | means).get(words.kind, "complaints_finalised")
    waits = [wait[words.kind] for wait in counts.waits[(cohort, *key[1:])]]
    if words.kind in MEANS:
        few = {"symbol": "u" if len(waits) < FEW else None}
        return NOTHING | {"value": sum(days for days, _ in waits) / len(waits)} | few
    if words.of_begun:
        waits = [(days, state) for days, state in waits if state == "begun"]
    return _reading(words, waits)


def share(x: float, n: float) -> dict:
    """Wilson (1927)."""
    centre = (x + Z**2 / 2) / (n + Z**2)
    half = Z / (n + Z**2) * sqrt(x * (n - x) / n + Z**2 / 4)
    return {
        "value": 100 * x / n,
        "lower": 100 * (centre - half),
        "upper": 100 * (centre + half),
        "interval_method": "wilson",
        "symbol": "u" if n < FEW else None,
    }


def rate(o: float, n: float) -> dict:
    """Byar; exact under ten events."""
    if o < FEW:
        lower = chi2.ppf(0.025, 2 * o) / 2 if o else 0.0
        upper = chi2.ppf(0.975, 2 * o + 2) / 2
    else:
        lower = o * (1 - 1 / (9 * o) - Z / (3 * sqrt(o))) ** 3
        upper = (o + 1) * (1 - 1 / (9 * (o + 1)) + Z / (3 * sqrt(o + 1))) ** 3
    return {
        "value": 1000 * o / n,
        "lower": 1000 * lower / n,
        "upper": 1000 * upper / n,
        "interval_method": "exact" if o < FEW else "byar",
        "symbol": "u" if o < FEW else None,
    }


def _reading(words: Words, waits: list[tuple]) -> dict:
    points = points_of(words.kind, waits).get(ENDING.get(words.kind, "report"), [])
    read = _day_of(points, words.at) if words.at < 1 else _share_by(points, waits, words)
    if words.reads == "beyond" and read[0] is not None:
        read = (100 - read[0], 100 - read[2], 100 - read[1])
    if words.reads in ("waited", "lost"):
        read = _within(points, waits, words)
    if read[0] is None:
        return NOTHING | {"symbol": "z"}
    few = "u" if len(waits) < FEW else None
    named = dict(zip(("value", "lower", "upper"), read, strict=True))
    return named | {"interval_method": "curve", "symbol": few}


def _day_of(points: list, share: float) -> tuple:
    """The first day by which the share had begun; its limits where the limits reach it."""

    def first(column: int) -> int | None:
        reached = [point[0] for point in points if point[column] >= share - 1e-9]
        return reached[0] if reached else None

    return first(2), first(4), first(3)


def _share_by(points: list, waits: list, words: Words) -> tuple:
    if not is_followed(words.kind, waits, words.at):
        return None, None, None
    before = [point for point in points if point[0] <= words.at]
    if not before:
        # Wilson's limits for none of so many.
        return 0.0, 0.0, 100 * Z**2 / (len(waits) + Z**2)
    return tuple(100 * item for item in before[-1][2:])


def _within(points: list, waits: list, words: Words) -> tuple:
    if not is_followed(words.kind, waits, words.at):
        return None, None, None
    exact = [wait[:3] for wait in waits] if words.kind in LATE else waits
    return (waited if words.reads == "waited" else lost)(points, exact, int(words.at))
