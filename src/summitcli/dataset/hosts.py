"""Addresses that no source may have, each kind with its reason."""

from __future__ import annotations

import re

WEAK_HOSTS = {
    r"(^|\.)(wstub|preprod|preview|staging|digital-staging?|digital-release|dev)\..|-staging\.|\.production\.": (
        "at a test or staging host, which may vanish or differ from what readers see"
    ),
    r"-cdn\.|azcdn|cloudfront\.net$|pages\.dev$": "at a network that delivers files, not at its publisher",
    r"(^|\.)(web\.archive\.org|archive\.(is|ph|today|vn)|webcache\.googleusercontent\.com|newssniffer\.co\.uk)$": (
        "at an archive that mirrors other sites: cite the page itself"
    ),
    r"(\.translate\.goog|cdn\.ampproject\.org|^r\.jina\.ai)$": "at a proxy: cite the page itself",
}
WEAK_PATHS = {
    r"/wp-json/": "an address for programs, not a page",
    r"[?&](utm_\w+|fbclid|gclid|yclid|mc_cid)=": "an address with tracking parameters",
}
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:]*)", re.IGNORECASE)
_WEAK_HOSTS, _WEAK_PATHS = (
    [(re.compile(pattern, re.IGNORECASE), why) for pattern, why in weak.items()] for weak in (WEAK_HOSTS, WEAK_PATHS)
)


def weakness(address: str) -> str | None:
    """Why an address is not fit to be cited, or None.

    >>> weakness("https://www.example.org/news?utm_source=x")
    'an address with tracking parameters'
    >>> weakness("https://www.example.org/news") is None
    True
    """
    host = _HOST.match(address)
    at_host = (why for pattern, why in _WEAK_HOSTS if host and pattern.search(host[1]))
    return next(at_host, None) or next((why for pattern, why in _WEAK_PATHS if pattern.search(address)), None)
