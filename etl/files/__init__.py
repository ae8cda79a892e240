"""Files that readers take away: tidy tables, workbooks, codebooks, citations, snippets.

Frames in, bytes out: neither knows a database nor a page, so that releases and pages share them.
"""
