"""The validation rules a second time, in Polars, to judge what the generator plants.

Written from domain rules 1-24, not from `sql/rules/`: where the two disagree, one is wrong.
`recheck_law` has rules 25-37, `recheck_headcounts` 38 and 46-49.
"""

import json
from datetime import date
from pathlib import Path

import polars as pl

from tests.etl.synthesise.recheck_headcounts import headcount_hits
from tests.etl.synthesise.recheck_law import law_hits
from tests.etl.synthesise.recheck_totals import totals_hits, unnamed

LINE = "line"
NEW = date(2020, 2, 1)
PATTERNS = {
    "date": r"^\d{4}-\d{2}-\d{2}$",
    "integer": r"^\d+$",
    "number": r"^\d+(\.\d+)?$",
    "boolean": r"^(true|false)$",
}
TYPES = {"integer": pl.Int64, "number": pl.Float64}
UNKNOWNS = {
    "case_subjects": ["ethnicity", "sex"],
    "allegation_subjects": ["case_to_answer"],
    "proceeding_subjects": ["finding"],
}
DISMISSALS = ["DISMISSAL_WITH_NOTICE", "DISMISSAL_WITHOUT_NOTICE", "WOULD_HAVE_BEEN_DISMISSED"]
CASE, PERSON, PROCEEDING = ["case_id"], ["case_id", "subject_id"], ["proceeding_id"]

Hits = set[tuple[str, str, int | None, str | None]]
c = pl.col


class Recheck:
    """All hits of one delivery folder: (check, entity, line, force)."""

    def __init__(self, folder: Path, contract: Path, reference: Path) -> None:
        package = json.loads((folder / "datapackage.json").read_text())
        self.extracted = date.fromisoformat(package["extracted_on"])
        self.paths = {item["name"]: folder / item["path"] for item in package["resources"]}
        self.schemas = {
            name: json.loads((contract / f"{name}.schema.json").read_text()) for name in self.paths
        }
        self.reference = {path.stem: _strings(path) for path in sorted(reference.glob("*.csv"))}
        self.raw = {name: self._read(path) for name, path in self.paths.items()}
        self.hits: Hits = set()
        self.rows = {name: self._typed(name) for name in self.paths}

    def run(self) -> Hits:
        for name in self.paths:
            self._keys(name)
            self._parents(name)
            self._codes(name)
            self._future(name)
        self._forces()
        self._shares()
        for rules in (self._cases, self._referrals, self._process, self._regimes, self._outcomes):
            rules()
        for check, frame in law_hits(self.rows, self.reference, self.extracted):
            self._add(check, frame)
        for check, forces in totals_hits(self.rows):
            self.hits |= {(check, check.split(".")[1], None, force) for force in forces}
        self._add("R39.allegations.no_subject", unnamed(self.rows))
        headcounts = headcount_hits(self.rows["workforce"], self.rows["workforce_groups"])
        for check, lines in headcounts:
            self.hits |= {(check, check.split(".")[1], line, None) for line in lines}
        return self.hits

    def _read(self, path: Path) -> pl.DataFrame:
        if path.suffix == ".csv":
            return _strings(path).with_row_index(LINE, offset=2)
        return pl.read_parquet(path).cast(pl.String).with_row_index(LINE, offset=1)

    def _add(self, check: str, frame: pl.DataFrame) -> None:
        entity = check.split(".")[1]
        self.hits |= {(check, entity, line, None) for line in frame[LINE].unique()}

    def _typed(self, name: str) -> pl.DataFrame:
        frame = self.raw[name]
        for field in self.schemas[name]["fields"]:
            column, kind = c(field["name"]), field["type"]
            limits = field.get("constraints", {})
            value = (
                column.str.to_date("%Y-%m-%d", strict=False)
                if kind == "date"
                else (column == "true" if kind == "boolean" else column)
            ).cast(TYPES.get(kind) or _same(kind), strict=False)
            pattern = PATTERNS.get(kind) or limits.get("pattern", "")
            good = column.str.contains(pattern) & value.is_not_null()
            good &= ~column.is_in(self.reference["sentinel_dates"]["date"].implode())
            if "minimum" in limits:
                good &= value >= limits["minimum"]
            blank = column.is_null() if limits.get("required") else pl.lit(False)
            misfit = column.is_not_null() & ~good.fill_null(False)
            self._add(f"R00.{name}.{field['name']}", frame.filter(blank | misfit))
            frame = frame.with_columns(pl.when(good).then(value).alias(field["name"]))
        return frame

    def _keys(self, name: str) -> None:
        raw, key = self.raw[name], self.schemas[name]["primaryKey"]
        rows = raw.drop_nulls(key)
        rows = rows.with_columns(
            whole=pl.concat_str(pl.exclude(LINE).fill_null("-"), separator="|")
        )
        several = rows.filter(pl.len().over(key) > 1)
        alike = c("whole").n_unique().over(key) == 1
        self._add(f"R01.{name}.key", several.filter(~alike))
        self._add(
            f"R01.{name}.duplicate", several.filter(alike & (c(LINE) > c(LINE).min().over(key)))
        )

    def _parents(self, name: str) -> None:
        for key in self.schemas[name]["foreignKeys"]:
            parent, fields = self.rows[key["reference"]["resource"]], key["fields"]
            rows = self.rows[name].drop_nulls(fields)
            self._add(f"R01.{name}.orphan", rows.join(parent, on=fields, how="anti"))

    def _codes(self, name: str) -> None:
        for field in self.schemas[name]["fields"]:
            listed, column = field.get("codeList"), field["name"]
            if listed in (None, "force"):
                continue
            codes = (
                self.reference["code_lists"]
                .filter(c("code_list") == listed)
                .select("code", "scheme", c("valid_from", "valid_to").str.to_date())
            )
            schemed = listed in ("allegation_category", "allegation_sub_category")
            ours = [column, "allegation_scheme"] if schemed else [column]
            theirs = ["code", "scheme"] if schemed else ["code"]
            rows = self.rows[name].drop_nulls(column)
            known = rows.join(codes, left_on=ours, right_on=theirs, how="inner")
            if at := field.get("codeValidAt"):
                known = known.filter(
                    (c(at) >= c("valid_from")).fill_null(True)
                    & (c(at) <= c("valid_to")).fill_null(True)
                )
            self._add(f"R02.{name}.{column}", rows.join(known, on=LINE, how="anti"))
        if name == "workforce_groups":
            self._groups()

    def _groups(self) -> None:
        codes = self.reference["code_lists"].select(
            c("code_list").str.to_uppercase().alias("dimension"), category="code"
        )
        rows = self.rows["workforce_groups"].drop_nulls("category")
        strange = rows.join(codes, on=["dimension", "category"], how="anti")
        self._add("R02.workforce_groups.category", strange)

    def _future(self, name: str) -> None:
        for field in self.schemas[name]["fields"]:
            if field["type"] == "date" and not field.get("mayBeAfterExtraction"):
                late = c(field["name"]) > self.extracted
                self._add(f"R07.{name}.{field['name']}", self.rows[name].filter(late))

    def _forces(self) -> None:
        own = self.rows["forces"]
        known = pl.concat([self.reference["forces"]["force_code"], own["force_code"]])
        for name in ("cases", "submissions", "workforce"):
            strange = ~c("force_code").is_in(known.to_list())
            self._add(f"R03.{name}.force_code", self.rows[name].filter(strange))
        names = [*self.reference["forces"]["force_name"], *self.reference["force_aliases"]["alias"]]
        real = c("force_name").str.to_lowercase().is_in([name.lower() for name in names])
        self._add("R03.forces.name", own.filter(real))

    def _shares(self) -> None:
        force = self.rows["cases"].select("case_id", "force_code").unique("case_id")
        for name, columns in UNKNOWNS.items():
            for column in columns:
                rows = self.rows[name].drop_nulls(column).join(force, on=CASE)
                share = (c(column) == "NOT_KNOWN").mean()
                flagged = rows.group_by("force_code").agg(pl.len(), share=share)
                flagged = flagged.filter((c("len") >= 30) & (c("share") > 0.1))
                self._add_forces(f"R06.{name}.{column}", flagged)
        days = (
            self.rows["cases"]
            .drop_nulls("date_aware")
            .group_by("force_code")
            .agg(
                pl.len(),
                firsts=(c("date_aware").dt.day() == 1).mean(),
                one_day=c("date_aware").value_counts().struct.field("count").max(),
            )
        )
        heaped = (c("firsts") > 0.2) | (c("one_day") > 0.2 * c("len"))
        self._add_forces("R17.cases.heaping", days.filter((c("len") >= 50) & heaped))

    def _add_forces(self, check: str, frame: pl.DataFrame) -> None:
        self.hits |= {(check, check.split(".")[1], None, force) for force in frame["force_code"]}

    def _cases(self) -> None:
        cases = self.rows["cases"]
        five_years = c("date_aware").dt.offset_by("5y")
        aware, recorded, done = c("date_aware"), c("date_recorded"), c("date_finalised")
        self._add("R08.cases.incident_to", cases.filter(c("incident_to") > aware))
        early = c("incident_from") < aware.dt.offset_by("-5y")
        self._add("R09.cases.incident_from", cases.filter(early))
        wrong = _any(aware > recorded, recorded > done, aware > done)
        self._add("R10.cases.order", cases.filter(wrong))
        heard = self._people().filter(
            (c("proceeding_status") == "HELD") & (c("proceeding_type") != "MEETING")
        )
        zero = cases.filter(aware == done).join(heard, on=CASE, how="semi")
        self._add("R15.cases.zero_days", zero)
        long = done.fill_null(self.extracted) > five_years
        self._add("R16.cases.duration", cases.filter(long))
        schemes = self.rows["allegations"].join(cases, on=CASE)
        new = recorded.fill_null(aware) >= NEW
        self._add(
            "R05.allegations.scheme",
            schemes.filter((c("allegation_scheme") == "IOPC_2020") != new),
        )
        parents = self.reference["code_lists"].filter(c("code_list") == "allegation_sub_category")
        parents = parents.select(sub_category_code="code", parent="parent_code")
        linked = self.rows["allegations"].join(parents, on="sub_category_code")
        linked = linked.filter(c("allegation_scheme") == "IOPC_2020")
        belongs = (c("parent") == c("category_code")).any().over(LINE)
        self._add("R04.allegations.sub_category", linked.filter(~belongs))

    def _referrals(self) -> None:
        referrals = self.rows["referrals"].join(self.rows["cases"], on=CASE)
        gap = (c("date_referred") - c("date_aware")).dt.total_days()
        self._add("R11.referrals.before_aware", referrals.filter(gap < 0))
        self._add("R11.referrals.late", referrals.filter((gap > 1) & (c("referral_seq") == 1)))
        decisions = self.rows["mode_decisions"].join(
            self.rows["referrals"], on=["case_id", "referral_seq"]
        )
        early = c("date_decided") < c("date_referred")
        self._add("R12.mode_decisions.before_referral", decisions.filter(early))

    def _process(self) -> None:
        investigations = self.rows["investigations"]
        self._add(
            "R13.investigations.order",
            investigations.filter(c("date_report") < c("date_started")),
        )
        again = c("is_reinvestigation").fill_null(False)
        cases = self.rows["cases"].select("case_id", "date_finalised", again=again)
        reports = investigations.group_by("case_id").agg(c("date_report").max())
        decided = self.rows["allegation_subjects"].join(reports, on=CASE).join(cases, on=CASE)
        early = decided.filter(c("date_case_to_answer") < c("date_report"))
        self._flagged("R13.allegation_subjects.decision", early, c("again"))
        subjects = (
            self.rows["proceeding_subjects"].select(*PROCEEDING, *PERSON).join(cases, on=CASE)
        )
        last = self.rows["allegation_subjects"].group_by(PERSON).agg(c("date_case_to_answer").max())
        facts = (
            subjects.join(last, on=PERSON, how="left")
            .group_by(PROCEEDING)
            .agg(c("date_case_to_answer").max(), c("date_finalised").min(), c("again").any())
        )
        held = self.rows["proceedings"].join(facts, on=PROCEEDING)
        excused = c("again") | c("is_joint").fill_null(False)
        notice, first, end = c("date_notice"), c("date_first_day"), c("date_concluded")
        early = held.filter(notice < c("date_case_to_answer"))
        self._flagged("R13.proceedings.notice", early, excused)
        late = held.filter(end > c("date_finalised"))
        self._flagged("R13.proceedings.finalised", late, excused)
        wrong = _any(notice > first, first > end, notice > end)
        self._add("R13.proceedings.order", self.rows["proceedings"].filter(wrong))

    def _flagged(self, check: str, frame: pl.DataFrame, excused: pl.Expr) -> None:
        self._add(check, frame.filter(~excused))
        self._add(f"{check}.flagged", frame.filter(excused))

    def _regimes(self) -> None:
        people = self.rows["case_subjects"].join(self.rows["cases"], on=CASE)
        new = c("date_aware") >= NEW
        old_regime = c("regime").is_in(["PRE_2008", "CR2008", "CR2012"])
        linked = c("linked_to_pre_2020").fill_null(False)
        wrong = ((c("regime") == "CR2020") & ~new) | (old_regime & new & ~linked)
        self._add("R14.case_subjects.regime", people.filter(wrong))

    def _people(self) -> pl.DataFrame:
        regime = self.rows["case_subjects"].select(*PERSON, "regime")
        return (
            self.rows["proceeding_subjects"]
            .join(self.rows["proceedings"].drop(LINE), on=PROCEEDING)
            .join(regime, on=PERSON)
        )

    def _outcomes(self) -> None:
        people = self._people()
        finding, outcome = c("finding"), c("outcome")
        proven = finding.is_in(["GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN"])
        gross, new = finding == "GROSS_MISCONDUCT_PROVEN", c("regime") == "CR2020"
        day = pl.coalesce("date_first_day", "date_concluded")
        former = c("is_former_officer").fill_null(False)
        name = "proceeding_subjects"
        self._add(f"R18.{name}.outcome", self._not_allowed(people))
        meeting = (c("proceeding_type") == "MEETING") & _any(gross, outcome.is_in(DISMISSALS))
        self._add(f"R19.{name}.meeting", people.filter(meeting))
        sanction = ~outcome.is_in(["RPRP", "NO_FURTHER_ACTION", "NOT_KNOWN"])
        nothing = _any(
            finding.is_in(["NOT_PROVEN", "NO_FINDING"]),
            c("proceeding_status").is_in(["WITHDRAWN", "DISCONTINUED"]),
        )
        self._add(f"R20.{name}.sanction", people.filter(sanction & nothing))
        self._add(f"R21.{name}.no_outcome", people.filter(gross & outcome.is_null()))
        no_sanction = new & proven & outcome.is_in(["RPRP", "MANAGEMENT_ACTION"])
        self._add(f"R22.{name}.not_a_sanction", people.filter(no_sanction))
        too_early = (day < date(2017, 12, 15)).fill_null(False)
        would = (outcome == "WOULD_HAVE_BEEN_DISMISSED") & (
            ~former | ~gross.fill_null(False) | too_early
        )
        self._add(f"R23.{name}.would_have_been", people.filter(would))
        gone = ["DISMISSAL_WITH_NOTICE", "MANAGEMENT_ADVICE", "EXTENSION_OF_FWW"]
        self._add(f"R24.{name}.abolished", people.filter(new & outcome.is_in(gone)))

    def _not_allowed(self, people: pl.DataFrame) -> pl.DataFrame:
        judged = people.filter(
            c("finding").is_not_null()
            & (c("outcome") != "NOT_KNOWN").fill_null(True)
            & ~(
                c("finding").is_in(["GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN"])
                & c("outcome").is_null()
            )
            & c("regime").is_in(["PRE_2008", "CR2008", "CR2012", "CR2020", "STAFF_LOCAL"])
        ).with_columns(
            outcome=c("outcome").fill_null("NONE"),
            regime=c("regime").replace({"PRE_2008": "CR2012", "CR2008": "CR2012"}),
            former=c("is_former_officer").fill_null(False),
            day=pl.coalesce("date_first_day", "date_concluded"),
        )
        allowed = self.reference["outcomes_allowed"].select(
            "regime", "finding", "outcome", "condition",
            c("valid_from", "valid_to").str.to_date(),
            proceeding_type="forum",
            former=c("is_former_officer") == "true",
        )  # fmt: skip
        warned = c("has_live_final_warning").fill_null(False)
        several = c("has_multiple_incidents").fill_null(False)
        several &= c("condition") == "LIVE_FINAL_WARNING_OR_MULTIPLE_INCIDENTS"
        on = ["regime", "finding", "outcome", "proceeding_type", "former"]
        good = judged.join(allowed, on=on).filter(
            (c("day") >= c("valid_from")).fill_null(True)
            & (c("day") <= c("valid_to")).fill_null(True)
            & (c("condition").is_null() | warned | several)
        )
        return judged.join(good, on=LINE, how="anti")


def _strings(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def _same(kind: str) -> pl.DataType:
    return {"date": pl.Date, "boolean": pl.Boolean}.get(kind, pl.String)


def _any(*conditions: pl.Expr) -> pl.Expr:
    return pl.any_horizontal(condition.fill_null(False) for condition in conditions)
