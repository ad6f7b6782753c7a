"""What the commands answer, without a command line: the Python API and the MCP server call the same functions.

Each takes an open store and what was asked for, and returns an `Answer`: the JSON, and how the rows for spreadsheets
and the pages are made, which ask the store when they are wanted. Errors are those of `errors`, without words of a
shell.
"""
