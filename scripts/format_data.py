"""Put data files into canonical form: key order of the schema, two-space indent, UTF-8, nothing empty, every
statement with its permanent name (`ref`), which is given once and never changed.

python scripts/format_data.py [--check] data/*.json
"""

import json
import sys
from pathlib import Path
from typing import Any

from summitcli.schema.records import Dataset
from summitcli.schema.shapes import shape_of
from summitcli.statements import name_statements


def canonical(text: str) -> str:
    """The same dataset in canonical form."""
    document: Any = json.loads(text)
    for meeting in document["meetings"]:
        name_statements(meeting)
    return json.dumps(shape_of(Dataset, filled=False)(document), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Format the files that are named, or with `--check` say which are not in canonical form."""
    check = "--check" in arguments
    unformatted = 0
    for path in (Path(argument) for argument in arguments if argument != "--check"):
        text = path.read_text(encoding="utf-8")
        if canonical(text) != text:
            unformatted += 1
            print(f"{path}: {'is not in canonical form' if check else 'formatted'}")
            if not check:
                path.write_text(canonical(text), encoding="utf-8")
    return 1 if check and unformatted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
