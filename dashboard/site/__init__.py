"""The release as static pages: the panels of the dashboard, written once, that need no server."""
