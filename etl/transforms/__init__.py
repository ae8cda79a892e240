"""Transforms shape: frame in, frame out, every row kept; no files, no database."""
