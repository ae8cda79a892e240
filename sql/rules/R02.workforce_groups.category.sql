-- Groups of officers in post that are not in the list of their dimension.
-- Grain: one row per row at fault. The list is named as the dimension is.

select rows.row_id
from typed.workforce_groups as rows
where
    rows.category is not null
    and not exists (
        select 1
        from reference.code_lists as codes
        where
            codes.code_list = lower(rows.dimension)
            and codes.code = rows.category
    )
