"""Put data files into canonical form: key order of the schema, two-space indent, UTF-8, nothing empty.

python scripts/format_data.py [--check] data/meetings.json
"""

import json
import sys
from pathlib import Path

from summitcli.models import Dataset
from summitcli.shapes import shape_of


def canonical(text: str) -> str:
    """The same dataset in canonical form."""
    return json.dumps(shape_of(Dataset, filled=False)(json.loads(text)), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
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
