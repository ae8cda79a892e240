"""Lets `python -m etl` run the `conduct` command."""

from etl.cli import main

main()
