"""Write the list of every output's fields from the schema.

python scripts/write_fields.py [--check]
"""

import csv
import sys
from io import StringIO

from summitcli.fields import TABLE
from summitcli.outputs import OUTPUTS
from summitcli.schema import fields


def format_fields() -> str:
    """The table of all fields, tab-separated."""
    out = StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for output in OUTPUTS:
        writer.writerows(fields(output))
    return out.getvalue()


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        TABLE.write_text(format_fields(), encoding="utf-8")
    return int(TABLE.read_text(encoding="utf-8") != format_fields())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
