"""Parts of a page: the frame around it, filters, panels with their tabs, tables and files."""
