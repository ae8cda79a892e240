"""The case-level database: loading, rules, models and the swap of a finished build."""
