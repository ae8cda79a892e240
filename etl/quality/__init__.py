"""Great Expectations over rule results and published tables; runs in the build only."""
