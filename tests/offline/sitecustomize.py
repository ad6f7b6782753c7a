"""Stands on the PYTHONPATH of every program that a test starts, and ends it at the first touch of the network.

An audit hook sees sockets below `socket`, imports nothing, and cannot be caught or removed by the program.
Sockets of the same machine that have a path instead of an address (AF_UNIX) are no network.
`SUMMIT_TEST_LOOPBACK` in the environment lets a server of another project listen on the loopback.
"""

import os
import sys

AF_UNIX = 1
EXIT_CODE = 97
LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
LOOPBACK = ("127.0.0.1", "localhost", "::1", None)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if (event == "socket.__new__" and arguments[1] != AF_UNIX) or event in LOOKUPS:
        os.write(2, f"{event}{arguments[1:]}: the network is closed to tests\n".encode())
        os._exit(EXIT_CODE)


def _refuse_beyond_loopback(event: str, arguments: tuple[object, ...]) -> None:
    host = arguments[0] if event in LOOKUPS else None
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    if host not in LOOPBACK:
        os._exit(EXIT_CODE)


sys.addaudithook(_refuse_beyond_loopback if os.environ.get("SUMMIT_TEST_LOOPBACK") else _refuse)

# The one that a test has put on the path, which this one hides.
for _folder in sys.path:
    _other = os.path.join(_folder, "sitecustomize.py")
    if _folder != os.path.dirname(__file__) and os.path.isfile(_other):
        with open(_other, encoding="utf-8") as _file:
            exec(_file.read())
        break
