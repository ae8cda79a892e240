-- Forces whose number of referrals changed by too large a share from their former delivery.
-- Grain: one row per force flagged. A share of few rows says nothing, so such forces pass.

select numbers.force_code
from former.numbers as numbers
cross join reference.limits as limits
where
    numbers.entity = 'referrals'
    and numbers.before >= limits.former_rows
    and abs(numbers.after - numbers.before) > limits.former_change * numbers.before
