"""Who an imported article is: the same page has the same identity, however it came in."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

# Parameters that name a campaign or a click, never a page.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hsenc|_hsmi|ref_src)$"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL = 4000


def web_address(url: object) -> str | None:
    """url as a clean absolute http(s) address without tracking parameters; None for others."""
    if not isinstance(url, str) or len(url) > MAX_URL:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host or re.search(r"[\s\x00-\x20\x7f]", host):
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._") or "/"
    return urlunsplit((parts.scheme, netloc, path, _without_tracking(parts.query), ""))


def _without_tracking(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None)
    kept = [(key, value) for key, value in pairs if not _TRACKING.match(key)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def address_key(url: str) -> str:
    """What two addresses of one page share: no scheme, "www.", fragment or last slash."""
    parts = urlsplit(url)
    host = (parts.netloc or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def work_key(title: str, author: str | None) -> str:
    """What two records of one book or article without an address share."""
    return "|".join(_folded(part) for part in (title, author or ""))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def article_id(key: str) -> str:
    """The id that follows from an address key, a work key or a content hash."""
    return "a-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def identify(url: str | None, title: str, author: str | None = None) -> str:
    """The identity of an article known by its address, or else by its title and author."""
    address = web_address(url)
    return article_id(address_key(address) if address else work_key(title, author))


def digest(original: hashlib._Hash, part: str = "") -> str:
    """The hex SHA-256 of an original, and of which part of it."""
    hashed = original.copy()
    if part:
        hashed.update(b"\x00" + part.encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()
