-- Hearings with a legally qualified chair, notice given since chief officers chair them.
-- Grain: one row per row flagged. The transitional rules are not verified.

select proceedings.row_id
from typed.proceedings as proceedings
cross join reference.limits as limits
where
    proceedings.chair_type = 'LQC'
    and proceedings.proceeding_type != 'MEETING'
    and proceedings.date_notice >= limits.chief_officer_chair_from
