"""Reads the Kindle's "My Clippings.txt" in any language; resources/import has the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from reader.importers.context import Context, Entry, decoded
from reader.importers.marks import grouped
from reader.importers.rules import Rules
from reader.importers.values import Piece, Quote, Skipped
from reader.model import MarkKind

_END = re.compile(r"^={10,}[ \t]*$", re.MULTILINE)
_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])?\.?[Mm]?")


@dataclass(frozen=True, slots=True)
class _Clipping:
    title: str
    author: str
    quote: Quote
    start: int
    end: int
    is_note: bool


def read(entry: Entry, context: Context) -> Iterator[Piece]:
    """The highlights, notes and bookmarks of each book; a note joins the highlight around it."""
    text, _ = decoded(entry.data, entry.path)
    books: dict[tuple[str, str], list[_Clipping]] = {}
    for number, part in enumerate(_END.split(text.replace("\ufeff", "")), 1):
        if not part.strip():
            continue
        clipping = _clipping(part.strip("\n"), context.rules)
        if clipping is None:
            yield Skipped(entry.path, f"Clipping {number} is not complete")
        else:
            books.setdefault((clipping.title, clipping.author), []).append(clipping)
    for (title, author), clippings in books.items():
        yield from grouped(title, "", author or None, _joined(clippings))


def _clipping(part: str, rules: Rules) -> _Clipping | None:
    lines = part.split("\n")
    if len(lines) < 2 or not lines[0].strip():
        return None
    title, author = _title(lines[0].strip())
    about = lines[1].strip().lstrip("- ")
    said = "\n".join(lines[2:]).strip()
    kind = _kind(about, rules)
    if not said and kind != "bookmark":
        return None
    start, end = _position(about)
    is_note = kind == "note"
    quote = Quote(
        exact="" if is_note else said,
        note=said if is_note else "",
        created=_date(about, rules),
        kind=kind,
        place=about.rsplit("|", 1)[0].strip(),
    )
    return _Clipping(title, author, quote, start, end, is_note)


def _title(line: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*\S)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", line)
    return (found[1], found[2].strip()) if found else (line, "")


def _kind(about: str, rules: Rules) -> MarkKind:
    """The kind by the known words; an entry in another language is kept as a highlight."""
    line = " ".join(about.split())
    return next(
        (kind for kind, words in rules.clipping_kinds.items() if words.fullmatch(line)), "highlight"
    )


def _position(about: str) -> tuple[int, int]:
    """The range in the last part before the date, (0, 0) where there is none."""
    parts = about.split("|")
    found = _RANGE.findall(parts[-2] if len(parts) > 1 else "")
    if not found:
        return 0, 0
    start, end = found[-1]
    return int(start), int(end or start)


def _date(about: str, rules: Rules) -> str:
    """The moment, in the device's own time, which the file does not tell from UTC."""
    line = about.rsplit("|", 1)[-1]
    year, time = re.search(r"\b(\d{4})\b", line), _TIME.search(line)
    month = next(
        (
            rules.months[word]
            for word in re.findall(r"[^\W\d_]+", line.lower())
            if word in rules.months
        ),
        0,
    )
    day = re.search(r"(?<![\d:])(\d{1,2})(?![\d:])", line)
    if not (year and time and month and day):
        return ""
    hour = int(time[1]) % 12 + 12 * (time[4].lower() == "p") if time[4] else int(time[1])
    try:
        moment = datetime(int(year[1]), month, int(day[1]), hour, int(time[2]), int(time[3] or 0))
    except ValueError:
        return ""
    return moment.isoformat() + ".000Z"


def _joined(clippings: list[_Clipping]) -> Iterator[Quote]:
    """The quotes, each note with the highlight that covers its position."""
    quotes = [one.quote for one in clippings]
    for index, note in enumerate(clippings):
        place = _covering(clippings, note) if note.is_note else None
        if place is not None:
            before = quotes[place].note
            joined = f"{before}\n\n{note.quote.note}" if before else note.quote.note
            quotes[place] = replace(quotes[place], note=joined)
            quotes[index] = Quote("")
    yield from quotes


def _covering(clippings: list[_Clipping], note: _Clipping) -> int | None:
    for index, one in enumerate(clippings):
        if one.quote.kind == "highlight" and 0 < one.start <= note.start <= one.end:
            return index
    return None
