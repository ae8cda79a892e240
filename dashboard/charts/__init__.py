"""Frame in, Plotly figure out. No Streamlit, no database: each number drawn is one that came in."""
