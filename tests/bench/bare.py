"""The least that Streamlit can do with the same figures: a choice, the figures, nothing else."""

import json
from pathlib import Path

import plotly.io as pio
import streamlit as st


@st.cache_resource(show_spinner=False)
def figures(area: str) -> list:
    """The figures of the topic page for one area, made once."""
    kept = json.loads((Path(__file__).parent / "figures.json").read_text(encoding="utf-8"))
    return [pio.from_json(spec) for spec in kept[area]]


@st.cache_resource(show_spinner=False)
def areas() -> list[str]:
    """The areas for which there are figures."""
    kept = json.loads((Path(__file__).parent / "figures.json").read_text(encoding="utf-8"))
    return list(kept)


area = st.selectbox("Area", areas(), key="area")
for number, figure in enumerate(figures(area)):
    st.plotly_chart(figure, key=f"figure-{number}", theme=None)
