"""`summit`, which is `python -m summitcli`."""

import gc
import os
import sys

try:
    HERE = os.getcwd()  # noqa: PTH109 - it costs less than pathlib
except OSError:  # the folder is gone
    HERE = ""
if __name__ == "__main__" and sys.path[:1] == [HERE]:
    del sys.path[0]  # `python -m` puts the current folder first, whose files are no modules of this program

import signal

INTERRUPTED = 130
# Until the program is loaded, Ctrl-C ends it at once and without a word. If it is ignored, as behind `nohup`, it
# stays so.
USUAL = signal.getsignal(signal.SIGINT)
if USUAL is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


# A start makes tens of thousands of objects, hardly one of them garbage. To look for it after every 700 new ones, as
# Python does, takes a tenth of the time of an answer.
gc.set_threshold(50_000)


def main() -> None:
    """Run the command line, and end with its exit code."""
    from .cli.main import run

    try:
        signal.signal(signal.SIGINT, USUAL)
        code = run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    if USUAL is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.freeze()  # else Python ends with a search for garbage among all objects, which takes a sixth of the time
    sys.exit(code)


if __name__ == "__main__":
    main()
