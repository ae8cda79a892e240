"""Disclosure control: which count cells are hidden; the one gate to publication."""
