"""From a check to the forces whose rows it hits: counts only, no row and no value."""

from etl.contracts import Contract, Entity

# A case or proceedings delivered twice belongs to the force that came first.
CASES = (
    "select delivery_no, case_id, arg_min(force_code, row_id) as force_code "
    "from typed.cases group by all"
)
PROCEEDINGS = (
    "select delivery_no, proceeding_id, arg_min(case_id, row_id) as case_id "
    "from typed.proceeding_subjects group by all"
)


def hits_by_force(contract: Contract) -> str:
    """A select of check_name, entity, is_share, force_code, rows_hit, rows_checked.

    A row belongs to the force that it names, or else to that of its case; `force_code` is null
    where neither is known. A share that is flagged counts as 1.
    """
    owners = " union all ".join(map(_owners, contract.entities.values()))
    return (
        f"with cases as ({CASES}), proceedings as ({PROCEEDINGS}), owners as ({owners}), "
        "checked as (select entity, force_code, count(*) as rows from owners group by all) "
        "select hits.check_name, hits.entity, hits.row_id is null as is_share, "
        "coalesce(hits.force_code, owners.force_code) as force_code, count(*) as rows_hit, "
        "any_value(checked.rows) as rows_checked from quality.hits as hits "
        "left join owners on hits.entity = owners.entity and hits.row_id = owners.row_id "
        "left join checked on hits.entity = checked.entity "
        "and coalesce(hits.force_code, owners.force_code) = checked.force_code group by all"
    )


def _owners(entity: Entity) -> str:
    start = f"select '{entity.name}' as entity, rows.row_id, "
    if "force_code" in entity.columns:
        return f"{start} rows.force_code from typed.{entity.name} as rows"
    if "case_id" in entity.columns:
        case = "left join cases using (delivery_no, case_id)"
    else:
        case = (
            "left join proceedings using (delivery_no, proceeding_id) "
            "left join cases using (delivery_no, case_id)"
        )
    return f"{start} cases.force_code from typed.{entity.name} as rows {case}"
