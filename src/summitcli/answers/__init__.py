"""What the commands answer, without a command line: the Python API and the MCP server call the same functions.

Each takes an open store and what was asked for, and returns an `Answer`: the JSON, the rows for spreadsheets, and how
the pages are built. Errors are those of `errors`, without words of a shell.
"""
