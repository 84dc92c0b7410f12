"""The report of a run: the record told to a stranger, as one HTML file, as Markdown, or as plain data."""
