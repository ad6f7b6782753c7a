"""Answers as JSON, JSON Lines, CSV and TSV."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import SEEK_END, StringIO

Rows = Sequence[Mapping[str, object]]
# Text that begins with one of these is run by a spreadsheet; the wide ones by a Japanese Excel.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_GAPS = str.maketrans("\t\r\n", "   ")


def format_json(value: object) -> str:
    """JSON, indented."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def format_json_lines(value: object) -> str:
    """One line of JSON for each of a list, or for the one value."""
    values = value if isinstance(value, list) else [value]
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in values)


def format_csv(
    columns: Sequence[str], rows: Rows, *, header: bool = True, guarded: bool = True, bom: bool = False
) -> str:
    """CSV with the quotation of RFC 4180 and one line feed after each row.

    `guarded`: text that a spreadsheet would run has an apostrophe before it. `bom` tells Excel that it is UTF-8.
    """
    import csv

    out = StringIO("\ufeff" if bom else "")
    out.seek(0, SEEK_END)
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(columns)
    writer.writerows([text_of(row[column], guarded=guarded) for column in columns] for row in rows)
    return out.getvalue()


def format_tsv(
    columns: Sequence[str], rows: Rows, *, header: bool = True, guarded: bool = True, bom: bool = False
) -> str:
    """Values with tabs between them, and no quotation: a tab or a line break in a value becomes a space."""
    lines = [list(columns)] if header else []
    lines += [[text_of(row[column], guarded=guarded) for column in columns] for row in rows]
    text = "".join("\t".join(value.translate(_GAPS) for value in line) + "\n" for line in lines)
    return ("\ufeff" if bom else "") + text


def text_of(value: object, *, guarded: bool = False) -> str:
    """A value as text: null is empty, lists are joined with `; `, objects are JSON.

    `guarded`: each text in it that a spreadsheet would run has an apostrophe before it
    (https://owasp.org/www-community/attacks/CSV_Injection); numbers are left as they are.
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(text_of(each, guarded=guarded) for each in value)
    if isinstance(value, dict | bool):
        return json.dumps(value, ensure_ascii=False)
    if guarded and isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return str(value)
