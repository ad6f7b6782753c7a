"""Addresses that no source may have, each kind with its reason, and pages that have several addresses."""

from __future__ import annotations

import re
from typing import NamedTuple

WEAK_HOSTS = {
    r"\.translate\.goog$|(^|\.)translate\.google(usercontent)?\.com$|(^|\.)cdn\.ampproject\.org$"
    r"|^(r\.jina\.ai|12ft\.io|cors\.archive\.org)$": "at a proxy: cite the page itself",
    r"(^|\.)(wstub|prod|preprod|preview|test|stage|stg|uat|qa|dev|digital-stage|digital-release|[\w-]*staging)\.[^.]+\."
    r"|\.production\.": "at a test or staging host, which may vanish or differ from what readers see",
    r"-cdn\.|azcdn|(^|\.)cdn\d*\.[^.]+\.|(^|\.)(cloudfront|akamaized|azureedge)\.net$|\.pages\.dev$": (
        "at a network that delivers files, not at its publisher"
    ),
    r"(^|\.)(web\.archive\.org|ghostarchive\.org|archive\.(fo|is|li|md|ph|today|vn)|newssniffer\.co\.uk"
    r"|webcache\.googleusercontent\.com)$": "at an archive that mirrors other sites: cite the page itself",
}
WEAK_PATHS = {
    r"/wp-json/": "an address for programs, not a page",
    r"^https?://(www\.)?google\.[a-z.]+/amp/": "at a proxy: cite the page itself",
    r"[?&#](utm_\w+|ns_(campaign|mchannel|source)|fbclid|gclid|igshid|mc_[ce]id|msclkid|yclid)=": (
        "an address with tracking parameters"
    ),
}
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:]*)", re.IGNORECASE)
_WEAK_HOSTS, _WEAK_PATHS = (
    [(re.compile(pattern, re.IGNORECASE), why) for pattern, why in weak.items()] for weak in (WEAK_HOSTS, WEAK_PATHS)
)
_MARKS_OF_A_FORM = re.compile(
    r"(?<=://)(amp|m|mobile)\.(?=[^./?#]+\.)|/amp(?=[/?#]|$)|\.amp(?=\.html|[?#]|$)|(?<=[?&])(amp(=\w*)?|outputtype=amp)(?=[&#]|$)",
    re.IGNORECASE,
)
_AROUND = re.compile(r"^https?://(www\.)?|[/?&]+$", re.IGNORECASE)


class Page(NamedTuple):
    """What an address leads to, the same for all forms of a page, and whether it is an AMP or mobile form."""

    name: str
    is_reduced: bool


def weakness(address: str) -> str | None:
    """Why an address is not fit to be cited, or None.

    >>> weakness("https://www.example.org/news?utm_source=x")
    'an address with tracking parameters'
    >>> weakness("https://www.example.org/news") is None
    True
    """
    found = _HOST.match(address)
    host = found[1].removesuffix(".") if found else ""
    at_host = (why for pattern, why in _WEAK_HOSTS if pattern.search(host))
    return next(at_host, None) or next((why for pattern, why in _WEAK_PATHS if pattern.search(address)), None)


def page(address: str) -> Page:
    """The page at an address.

    >>> page("https://amp.example.org/news/amp/?outputType=amp")
    Page(name='example.org/news', is_reduced=True)
    >>> page("http://www.example.org/news/")
    Page(name='example.org/news', is_reduced=False)
    """
    lowered = address.lower()
    is_likely = "amp" in lowered or "://m" in lowered  # to look for a mark takes twenty times as long
    ordinary = _MARKS_OF_A_FORM.sub("", address) if is_likely else address
    return Page(_AROUND.sub("", ordinary), ordinary != address)
