"""How much of a force's records was set aside, and whose records are no longer whole."""

from etl.contracts import Contract


def incomplete_subjects(contract: Contract) -> str:
    """A select of the subjects of cases of whom some row was set aside.

    They leave the waiting times: a rejected hearing would otherwise look like an open wait.
    """
    selects = [
        f"select delivery_no, case_id, subject_id from quarantine.{entity.name} "
        # Of a row delivered twice the first is kept: nothing of the subject is missing.
        f"where reasons != 'R01.{entity.name}.duplicate'"
        for entity in contract.entities.values()
        if {"case_id", "subject_id"} <= set(entity.columns)
    ]
    return f"select distinct * from ({' union all '.join(selects)}) where case_id is not null"


def rows_by_delivery(contract: Contract) -> str:
    """A select of what became of the rows of each delivery and entity; the parts add up.

    delivery_no, entity, rows_received, rows_loaded, rows_quarantined, rows_replaced.
    """
    states = {"loaded": "staging", "quarantined": "quarantine", "replaced": "replaced"}
    selects = [
        f"select delivery_no, '{name}' as entity, '{state}' as state from {schema}.{name}"
        for name in contract.entities
        for state, schema in states.items()
    ]
    parts = ", ".join(f"count(*) filter (state = '{state}') as rows_{state}" for state in states)
    return (
        f"select delivery_no, entity, count(*) as rows_received, {parts} "
        f"from ({' union all '.join(selects)}) group by all order by all"
    )


def rows_by_force_quarter(contract: Contract) -> str:
    """A select of rows received and set aside, by the force and quarter of their case."""
    selects = [
        "select cases.force_code, date_trunc('quarter', cases.date_aware) as quarter_start, "
        "count(*) as rows_received, count(aside.row_id) as rows_quarantined "
        f"from typed.{entity.name} as rows "
        "inner join cases using (delivery_no, case_id) "
        f"left join quarantine.{entity.name} as aside on rows.row_id = aside.row_id group by all"
        for entity in contract.entities.values()
        if "case_id" in entity.columns
    ]
    return (
        "with cases as materialized (select distinct on (delivery_no, case_id) delivery_no, "
        "case_id, force_code, date_aware from typed.cases) "
        "select force_code, quarter_start::date as quarter_start, "
        "sum(rows_received) as rows_received, sum(rows_quarantined) as rows_quarantined "
        f"from ({' union all '.join(selects)}) where quarter_start is not null group by all"
    )
