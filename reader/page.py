"""The article that was open last, as it was rendered: the next start shows it at once.

It lies in the cache and may be deleted at any time. A page that is damaged, of another version or
not well formed is none; what it holds are values of `model` alone, written as JSON.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import reader
from reader.model import Align, Block, BlockKind, Cell, Heading, Image, Rendered, Run, RunStyle

MOST_CHARACTERS = 100_000
_FORM = 1


class Page(NamedTuple):
    """A rendered article, without its HTML, and its breaks as `hyphens.hyphenate_blocks` says.

    key tells what it was made of: the article's id, the hash of its content, its language, and
    whether it is hyphenated.
    """

    key: tuple[str, str, str | None, bool]
    rendered: Rendered
    hyphens: Mapping[int, Sequence[int]]


def save(path: Path, page: Page) -> None:
    """Keep a page in the place of the one before; one that is too long is not kept. OSError."""
    if len(page.rendered.text) > MOST_CHARACTERS:
        path.unlink(missing_ok=True)
        return
    rendered = page.rendered
    content = {
        "key": page.key,
        "text": rendered.text,
        "simplified": rendered.simplified,
        "outline": [[h.level, h.title, h.start, h.block] for h in rendered.outline],
        "blocks": [_block_as_list(block) for block in rendered.blocks],
        "hyphens": list(page.hyphens.items()),
    }
    data = json.dumps(content, separators=(",", ":")).encode()
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    descriptor = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(_head(data) + data)
    os.replace(beside, path)


def load(path: Path) -> Page | None:
    """The page that was kept, None where there is none that can be shown."""
    try:
        head, _, data = path.read_bytes().partition(b"\n")
        if head + b"\n" != _head(data):
            return None
        content = json.loads(data)
        page = Page(_key(content["key"]), _rendered(content), _hyphens(content["hyphens"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return page if _is_consistent(page.rendered) else None


def _head(data: bytes) -> bytes:
    return f"lesesal page {_FORM} {reader.__version__} {zlib.crc32(data):08x}\n".encode()


def _is_consistent(rendered: Rendered) -> bool:
    """Whether the blocks stand in the text where they say."""
    text = rendered.text
    return all(text.startswith(block.text, block.start) for block in rendered.blocks)


# --- writing ------------------------------------------------------------------------------------


def _block_as_list(block: Block) -> list[object]:
    rows = [[_cell_as_list(cell) for cell in row] for row in block.rows]
    return [
        block.kind, _runs_as_lists(block.runs), block.start, block.level, block.quote, block.indent,
        block.marker, block.box, block.names, rows, block.language, block.direction, block.align,
        block.code_language, block.footnote,
    ]  # fmt: skip


def _cell_as_list(cell: Cell) -> list[object]:
    runs = _runs_as_lists(cell.runs)
    return [runs, cell.start, cell.header, cell.align, cell.column_span, cell.row_span]


def _runs_as_lists(runs: Sequence[Run]) -> list[list[object]]:
    return [
        [run.text, sorted(run.styles), run.href, run.title, _image_as_list(run.image), run.language]
        for run in runs
    ]


def _image_as_list(image: Image | None) -> list[object] | None:
    if image is None:
        return None
    return [image.path, image.alt, image.title, image.width, image.height]


# --- reading: ValueError and TypeError where a value is not what it must be ---------------------


def _rendered(content: Mapping[str, Any]) -> Rendered:
    outline = tuple(
        Heading(_number(level), _text(title), _number(start), _number(block))
        for level, title, start, block in content["outline"]
    )
    blocks = tuple(_block(fields) for fields in content["blocks"])
    return Rendered(blocks, _text(content["text"]), "", outline, _maybe(content["simplified"]))


def _block(fields: Sequence[Any]) -> Block:
    (
        kind, runs, start, level, quote, indent, marker, box, names, rows, language, direction,
        align, code_language, footnote,
    ) = fields  # fmt: skip
    return Block(
        cast("BlockKind", _text(kind)),
        _runs(runs),
        _number(start),
        _number(level),
        _number(quote),
        _number(indent),
        _text(marker),
        _text(box),
        tuple(map(_text, names)),
        tuple(tuple(map(_cell, row)) for row in rows),
        _maybe(language),
        cast("Any", _text(direction)),
        cast("Align", _text(align)),
        _text(code_language),
        _flag(footnote),
    )


def _cell(fields: Sequence[Any]) -> Cell:
    runs, start, header, align, column_span, row_span = fields
    return Cell(
        _runs(runs),
        _number(start),
        _flag(header),
        cast("Align", _text(align)),
        _number(column_span),
        _number(row_span),
    )


def _runs(lists: Sequence[Sequence[Any]]) -> tuple[Run, ...]:
    return tuple(
        Run(
            _text(text),
            cast("frozenset[RunStyle]", frozenset(map(_text, styles))),
            _text(href),
            _text(title),
            None if image is None else _image(image),
            _maybe(language),
        )
        for text, styles, href, title, image, language in lists
    )


def _image(fields: Sequence[Any]) -> Image:
    path, alt, title, width, height = fields
    return Image(_text(path), _text(alt), _text(title), _number(width), _number(height))


def _hyphens(items: Sequence[Sequence[Any]]) -> dict[int, list[int]]:
    return {_number(start): [_number(point) for point in points] for start, points in items}


def _key(fields: Sequence[Any]) -> tuple[str, str, str | None, bool]:
    identity, content_hash, language, is_hyphenated = fields
    return _text(identity), _text(content_hash), _maybe(language), _flag(is_hyphenated)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError


def _maybe(value: object) -> str | None:
    return None if value is None else _text(value)


def _number(value: object) -> int:
    if isinstance(value, int) and value >= 0:
        return value
    raise TypeError


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError
