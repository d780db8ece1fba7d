"""Puts the highlights of other programs into the form that marks are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.importers import identity
from reader.importers.headers import one_line
from reader.importers.values import ImportedMarks, Quote
from reader.model import Colour

_COLOURS: dict[str, Colour] = {
    "yellow": "yellow", "orange": "yellow", "green": "green", "olive": "green", "blue": "blue",
    "cyan": "blue", "gray": "blue", "pink": "pink", "red": "pink", "purple": "pink",
}  # fmt: skip


def colour(name: object) -> Colour | None:
    """The nearest of this program's colours, None for an unknown one."""
    return _COLOURS.get(name.strip().lower()) if isinstance(name, str) else None


def grouped(
    title: str, url: str, author: str | None, quotes: Iterable[Quote]
) -> Iterator[ImportedMarks]:
    """The marks of one article, each once; nothing where there are none."""
    said = tuple(
        dict.fromkeys(
            quote for quote in quotes if quote.exact or quote.note or quote.kind == "bookmark"
        )
    )
    if not said:
        return
    address = identity.web_address(url)
    name = one_line(title) or address or "Untitled"
    yield ImportedMarks(identity.identify(address, name, author), name, said, address, author)
