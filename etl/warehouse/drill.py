"""From a check to the forces whose rows it hits: counts only, no row and no value."""

from collections.abc import Collection

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


def hits_by_force(contract: Contract, entities: Collection[str]) -> str:
    """A select of check_name, entity, is_share, force_code, rows_hit, rows_checked.

    `entities` are those that hits are of. A row belongs to the force that it names, or else to
    that of its case; `force_code` is null where neither is known. A share that is flagged counts
    as 1.
    """
    selects = [_hits(entity) for entity in contract.entities.values() if entity.name in entities]
    nothing = "select check_name, entity, true, force_code, 0, 0 from quality.hits where false"
    return (
        f"with cases as ({CASES}), proceedings as ({PROCEEDINGS}), "
        "found (check_name, entity, is_share, force_code, rows_hit, rows_checked) as "
        f"({' union all '.join([nothing, *selects])}) from found"
    )


def _hits(entity: Entity) -> str:
    owners = _owners(entity)
    return (
        "select hits.check_name, hits.entity, hits.row_id is null, "
        "coalesce(hits.force_code, owners.force_code) as force, count(*), "
        f"any_value(checked.rows) from quality.hits as hits left join ({owners}) as owners "
        "on hits.row_id = owners.row_id left join (select force_code, count(*) as rows "
        f"from ({owners}) group by all) as checked "
        "on coalesce(hits.force_code, owners.force_code) = checked.force_code "
        f"where hits.entity = '{entity.name}' group by all"
    )


def _owners(entity: Entity) -> str:
    start = "select rows.row_id, "
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
