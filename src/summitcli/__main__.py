"""`summit`, which is `python -m summitcli`."""

import signal
import sys

INTERRUPTED = 130
# Until the program is loaded, Ctrl-C ends it at once and without a word.
signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> None:
    """Run the command line, and end with its exit code."""
    from .cli.main import run

    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        code = run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
