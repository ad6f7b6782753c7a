"""Addresses that no source may have, each kind with its reason."""

from __future__ import annotations

import re

WEAK_ADDRESSES = {
    r"//([^/]*\.)?(wstub|preprod|preview|staging|digital-staging?|digital-release|dev)\.[^/]+/": (
        "at a test or staging host, which may vanish or differ from what readers see"
    ),
    r"//[^/]*(-staging|\.production)\.[^/]+/": "at a test or staging host, which may vanish",
    r"//[^/]*(-cdn\.|azcdn|cloudfront\.net|pages\.dev)": "at a network that delivers files, not at its publisher",
    r"//([^/]*\.)?(web\.archive\.org|archive\.(is|ph|today|vn)|webcache\.googleusercontent\.com|newssniffer\.co\.uk)/": (
        "at an archive that mirrors other sites: cite the page itself"
    ),
    r"//([^/]*\.translate\.goog|[^/]*cdn\.ampproject\.org|r\.jina\.ai)/": "at a proxy: cite the page itself",
    r"/wp-json/": "an address for programs, not a page",
    r"[?&](utm_\w+|fbclid|gclid|yclid|mc_cid)=": "an address with tracking parameters",
}
_WEAK = [(re.compile(pattern, re.IGNORECASE), why) for pattern, why in WEAK_ADDRESSES.items()]


def weakness(address: str) -> str | None:
    """Why an address is not fit to be cited, or None.

    >>> weakness("https://www.example.org/news?utm_source=x")
    'an address with tracking parameters'
    >>> weakness("https://www.example.org/news") is None
    True
    """
    return next((why for pattern, why in _WEAK if pattern.search(address)), None)
