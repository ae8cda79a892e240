"""The sources that ship, by the names of their layouts."""

WORKFORCE = "home_office_workforce_2022"
TIMELINESS = "iopc_timeliness_2024_25"
DISCRIMINATION = "iopc_discrimination_2024_25"
HEADLINES = "published_headlines"
LEAVERS = "published_leavers"
