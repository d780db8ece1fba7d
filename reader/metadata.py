"""What an article's front matter says about it, in the catalogue's terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime

from reader.taken import Details
from reader.titles import clean

_MONTHS = {
    "jan": 1, "ene": 1, "gen": 1, "led": 1, "sty": 1, "tam": 1, "janv": 1,
    "feb": 2, "fev": 2, "fév": 2, "fevr": 2, "févr": 2, "luty": 2, "hel": 2,
    "mar": 3, "mär": 3, "mrz": 3, "maa": 3, "mrt": 3,
    "apr": 4, "avr": 4, "abr": 4, "kwi": 4, "huh": 4,
    "may": 5, "mai": 5, "maj": 5, "mag": 5, "mei": 5, "tou": 5, "mayo": 5,
    "jun": 6, "juin": 6, "giu": 6, "kes": 6, "cze": 6,
    "jul": 7, "juil": 7, "lug": 7, "hei": 7, "lip": 7,
    "aug": 8, "aou": 8, "aoû": 8, "ago": 8, "elo": 8, "sie": 8,
    "sep": 9, "set": 9, "syy": 9, "wrz": 9,
    "oct": 10, "okt": 10, "out": 10, "ott": 10, "lok": 10,
    "nov": 11, "mars": 3,
    "dec": 12, "dez": 12, "dic": 12, "déc": 12, "des": 12, "jou": 12,
}  # fmt: skip

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?(?!\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?")
_MONTH_ONLY = re.compile(r"(\d{4})-(\d{2})|(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4})(?!\d)")
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})"
)
_NAME_DAY = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?")
_FILE_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?=[-_ .])")
_ID = re.compile(r"[^\W_][\w.:@+-]{0,119}")
_TAG_SPLIT = re.compile(r"[,;\n]")
_MANY = 64


def details(meta: Mapping[str, object], name: str) -> Details:
    """What front matter and the file's name say."""
    fields = {key.casefold(): value for key, value in meta.items()}
    for group in ("extra", "params", "taxonomies"):
        inner = fields.get(group)
        if isinstance(inner, dict):
            fields = {
                **{str(key).casefold(): value for key, value in inner.items()},
                **fields,
            }
    about = _source_fields(fields.get("source"))
    named = _FILE_DATE.match(name)
    return Details(
        author=_joined(
            _first(fields, "author", "authors", "by", "byline", "creator") or about["author"]
        ),
        date=_date_of(fields)
        or iso_date(about["published"])
        or iso_date(named[1] if named else ""),
        source=_line(
            about["site"]
            or about["title"]
            or _text(_first(fields, "site", "publication", "publisher"))
        ),
        url=_url(
            _text(_first(fields, "url", "canonical_url", "source_url", "link", "original_url"))
            or about["url"]
        ),
        tags=_tags(_first(fields, "tags", "tag", "categories", "category", "keywords")),
        summary=_line(
            _text(_first(fields, "description", "summary", "excerpt", "subtitle", "abstract")),
            500,
        ),
        translation=_line(
            _text(_first(fields, "translationkey", "translation", "translation_key"))
        ),
        declared_id=_identity(_text(_first(fields, "id", "uuid", "uid", "guid"))),
    )


def _first(fields: Mapping[str, object], *keys: str) -> object:
    for key in keys:
        if value := fields.get(key):
            return value
    return None


def _text(value: object) -> str:
    """A scalar as text, the first text of a list, the name of a mapping."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next((text for item in value[:_MANY] if (text := _text(item))), "")
    if isinstance(value, dict):
        return next(
            (v for key in ("name", "title", "text", "url") if isinstance(v := value.get(key), str)),
            "",
        )
    return ""


def _source_fields(value: object) -> dict[str, str]:
    """The keys of a source that is a mapping; a plain one is a site, or an address."""
    keys = ("author", "published", "site", "title", "url")
    if isinstance(value, dict):
        return {key: _text(value.get(key)) for key in keys}
    if not value:
        return dict.fromkeys(keys, "")
    text = _text(value)
    is_address = text.startswith(("http://", "https://"))
    site = (
        re.sub(r"^https?://(?:www\.)?([^/?#]*).*", r"\1", text, flags=re.DOTALL)
        if is_address
        else text
    )
    return {**dict.fromkeys(keys, ""), "site": site, "url": text if is_address else ""}


def _line(text: str, limit: int = 300) -> str | None:
    return clean(text, limit) or None


def _joined(value: object) -> str | None:
    """Authors as one line; a list may hold names or mappings with a name."""
    items = value if isinstance(value, list) else [value]
    names = [name for item in items[:_MANY] if (name := clean(_text(item)))]
    return clean(", ".join(dict.fromkeys(names))) or None


def _tags(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else _TAG_SPLIT.split(_text(value)[:4000])
    cleaned = (clean(_text(item).strip("#\"' "), 80) for item in items[:_MANY])
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def _url(text: str) -> str | None:
    text = clean(text, 2000).replace(" ", "%20") if text else ""
    return text if text.startswith(("http://", "https://")) else None


def _identity(text: str) -> str | None:
    """A front matter id that can serve as an article's identity; None where it cannot."""
    text = unicodedata.normalize("NFC", text.strip())
    return text if _ID.fullmatch(text) else None


def _date_of(fields: Mapping[str, object]) -> str | None:
    keys = (
        "date",
        "published",
        "pubdate",
        "publishdate",
        "published_at",
        "created",
        "updated",
        "lastmod",
    )
    for key in keys:
        if (value := fields.get(key)) and (found := iso_date(_text(value))):
            return found
    return None


def iso_date(text: str) -> str | None:
    """A date or a date and time as ISO 8601 ("2014", "2014-03", "2014-03-24T10:00:00+01:00").

    Read are ISO 8601, 24.03.2014, 24/03/2014 (day first, but where only month first is possible),
    "24 mars 2014", "March 24, 2014", 20140324 and Unix times. None where it is none of these.
    """
    if not text:
        return None
    text = text.strip()[:80]
    for reader in (_iso, _compact, _month_only, _numeric, _named, _epoch):
        found = reader(text)
        if found:
            return found
    return None


def _iso(text: str) -> str | None:
    match = _ISO.match(text)
    if match is None:
        return None
    day = _day(int(match[1]), int(match[2]), int(match[3]))
    if day is None or match[4] is None:
        return day
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    return f"{day}T{hour:02}:{minute:02}:{second:02}{_zone(match[7] or '')}"


def _zone(text: str) -> str:
    if text.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    return f"{text[:3]}:{text[-2:]}" if text else ""


def _compact(text: str) -> str | None:
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    return _iso(
        f"{match[1]}-{match[2]}-{match[3]}" + (f"T{match[4]}:{match[5]}" if match[4] else "")
    )


def _month_only(text: str) -> str | None:
    match = _MONTH_ONLY.fullmatch(text)
    if match is None:
        return None
    valid = 1000 <= int(match[1] or match[3]) <= 2200 and 1 <= int(match[2] or 1) <= 12
    return text if valid else None


def _numeric(text: str) -> str | None:
    match = _DAY_FIRST.match(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    return _day(year, second, first) or (_day(year, first, second) if match[2] == "/" else None)


def _named(text: str) -> str | None:
    if found := _DAY_NAME.search(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := _NAME_DAY.search(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    return None


def _month(name: str) -> int:
    lowered = name.casefold()
    return next((_MONTHS[lowered[:size]] for size in (4, 3) if lowered[:size] in _MONTHS), 0)


def _epoch(text: str) -> str | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = int(text) / (1000 if len(text) > 10 else 1)
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1000 <= year <= 2200 else None
    except ValueError:
        return None
