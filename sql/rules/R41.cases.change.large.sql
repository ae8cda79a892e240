-- Forces that delivered so many more or fewer cases than before that one delivery must be wrong.
-- Grain: one row per force at fault. A share of few rows says nothing, so such forces pass.

select numbers.force_code
from former.numbers as numbers
cross join reference.limits as limits
where
    numbers.entity = 'cases'
    and numbers.before >= limits.former_rows
    and abs(numbers.after - numbers.before) > limits.former_change_most * numbers.before
