-- Matters referred under the Vetting Regulations before the Conduct Regulations named that.
-- Grain: one row per row flagged.

select assessments.row_id
from typed.severity_assessments as assessments
cross join reference.limits as limits
where
    assessments.severity = 'VETTING_REFERRAL'
    and assessments.date_assessed < limits.vetting_referral_from
