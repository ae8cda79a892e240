-- Allegations whose sub-category belongs to another category of the same scheme.
-- Grain: one row per row at fault. Unknown codes are rule 2's business.

select allegations.row_id
from typed.allegations as allegations
inner join reference.code_lists as codes
    on
        allegations.sub_category_code = codes.code
        and allegations.allegation_scheme = codes.scheme
where codes.code_list = 'allegation_sub_category'
group by allegations.row_id, allegations.category_code
having not bool_or(codes.parent_code = allegations.category_code)
