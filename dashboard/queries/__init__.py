"""The only part of the dashboard that opens the database. Returns frames, knows no Streamlit."""
