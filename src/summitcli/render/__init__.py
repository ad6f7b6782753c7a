"""Answers as output: for a terminal, as Markdown, HTML, rows or JSON, and on the right stream."""
