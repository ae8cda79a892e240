"""Releases: a build frozen under a version, explained, approved, published, or taken back.

`releases/VERSION/` never changes once it is there; who did what and when stands in `log.jsonl`.
"""
