"""`summit`, which is `python -m summitcli`."""

import gc
import os
from typing import NoReturn

INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line, and end at once.

    A process this short has no use for a collection of cycles, and to take down what it has loaded would be a fifth of
    its time. So whatever is written must be flushed when it is written, and every file closed.
    """
    gc.disable()
    try:
        from .cli import main as run

        code = run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    os._exit(code)


if __name__ == "__main__":
    main()
