"""Publish protects: count cells become the tables that everyone may read."""
