"""The names that an address of a page may hold; whatever else it asks for is told and left out."""

# Choices of all pages: an address goes along to another page, which may not have each of them.
CHOICES = frozenset({
    "area", "period", "release", "q", "by", "category", "measure", "base", "with", "grain",
    "forces_as", "characteristic_as", "change", "compare", "peers", "stage", "referrals_counted",
    "lines", "columns", "only", "pooled", "drawn", "blue", "topic", "table", "more_measures",
    "more_areas", "more_periods", "splits", "definition", "codes", "publication", "published_by",
    "published_category", "published_area", "published_measure", "published_edition",
    "published_period", "published_force", "published_kind", "published_topic", "published_year",
    "missing",
})  # fmt: skip
# The open tab of a panel; panels that are not on a page have none.
TAB = "tab-"
# What others hang on to addresses to follow who reads them: not asked of us, and not kept.
FOLLOWING = (
    "utm_",
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "mc_",
    "_ga",
    "igshid",
    "twclid",
    "ref_",
)


def is_known(name: str) -> bool:
    """Whether a page, in this version, has such a choice."""
    return name in CHOICES or name.startswith(TAB)


def is_of_others(name: str) -> bool:
    """Whether a name is one that other sites and newsletters add."""
    return name.startswith(FOLLOWING)
