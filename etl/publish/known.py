"""Which of our counts official publishers print by force, in the same unit and period."""

# Allegations logged and complaint cases finalised (Independent Office for Police Conduct). Both are
# shown here, too; were one hidden to cover another, readers would know it all the same.
PRINTED_BY_FORCE = ("complaint_allegations", "complaints_finalised")
