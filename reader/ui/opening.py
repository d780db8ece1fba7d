"""Makes an article ready to be shown: reads, renders, hyphenates, loads images, re-anchors marks.

All of it happens in a worker thread (the rendering itself in a process that can be killed); what
was made is kept by content, and the neighbours of the open article are made ahead.
"""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from reader.model import Anchor, Article, Block, Image, Place, Rendered
from reader.page import Page, load, save
from reader.ui.languages import is_right_to_left
from reader.ui.tasks import Tasks, Token
from reader.ui.typesetting import Prepared

MOST_IMAGES = 200
MOST_PIXELS = 24_000_000  # of an article's decoded images together: 96 MB
LARGEST_IMAGE = 2_500_000
SMALLEST_IMAGE = 120_000
MOST_PIXELS_KEPT = 4_000_000
MOST_KEPT = 24
MAX_TEXT_KEPT = 300_000
HIDPI = 2
Hyphens = Mapping[int, Sequence[int]]
Key = tuple[str, str, str | None, bool]
Begun = Callable[[Rendered, dict[int, list[int]]], object]
Render = Callable[[Article, bool, Begun | None], tuple[Rendered, Hyphens]]
"""Renders an article and, where it is asked to, hyphenates it (`hyphens.hyphenate_blocks`).

A long article's beginning (`render.beginning`) is told at once where somebody waits for it.
"""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ready:
    """An article that can be shown at once, and where its marks stand in it."""

    article: Article
    rendered: Rendered
    prepared: Prepared
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Beginning:
    """The first screens of an article that is still being made; length counts their characters."""

    article: Article
    prepared: Prepared
    length: int


@dataclass(frozen=True)
class Wanted:
    """What to make ready: anchors by mark id, and the text they were made in where known."""

    article: Article
    anchors: Mapping[str, Anchor]
    before: str | None
    hyphenate: bool


def prepare(rendered: Rendered, article: Article, hyphens: Hyphens) -> Prepared:
    """A rendered article with its hyphenation points, decoded images and direction."""
    return Prepared(
        blocks=rendered.blocks,
        hyphens=hyphens,
        images=_images(rendered.blocks, article),
        right_to_left=is_right_to_left(article.language),
        skip_title=_begins_with_title(rendered.blocks, article.title),
    )


def _begins_with_title(blocks: Sequence[Block], title: str) -> bool:
    return bool(blocks) and " ".join(blocks[0].text.split()) == " ".join(title.split())


def _images(blocks: Sequence[Block], article: Article) -> dict[Image, QImage]:
    wanted: dict[Image, None] = {}
    for block in blocks:
        rows = [cell.runs for row in block.rows for cell in row]
        for runs in (block.runs, *rows):
            wanted.update(dict.fromkeys(run.image for run in runs if run.image is not None))
    found = {}
    chosen = list(wanted)[:MOST_IMAGES]
    share = max(SMALLEST_IMAGE, min(LARGEST_IMAGE, MOST_PIXELS // max(1, len(chosen))))
    for image in chosen:
        if (picture := load_image(article, image, share)) is not None:
            found[image] = picture
    return found


def load_image(article: Article, image: Image, pixels: int = LARGEST_IMAGE) -> QImage | None:
    """The decoded picture with at most so many pixels; None where it cannot be shown.

    Its device-independent size is that of the file, half of it for a large one.
    """
    from reader.images import ImageRefused, load

    try:
        data = load(article.folder, article.path, image)
    except (ImageRefused, OSError):
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data.bytes))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    factor = min(1.0, (pixels / max(1, data.width * data.height)) ** 0.5)
    if factor < 1.0:
        width, height = round(data.width * factor), round(data.height * factor)
        reader.setScaledSize(QSize(max(1, width), max(1, height)))
    picture = reader.read()
    if picture.isNull():
        return None
    picture.setDevicePixelRatio(factor * (HIDPI if data.width > 900 else 1))
    return picture


class Opener:
    """Makes articles ready one after another; an outdated request's answer is dropped."""

    def __init__(self, tasks: Tasks, render: Render, page: Path) -> None:
        self._tasks = tasks
        self._render = render
        self._page = page
        self._recalled: Wanted | None = None
        self._remembered: Key | None = None
        self._kept: OrderedDict[Key, tuple[Rendered, Prepared]] = OrderedDict()
        self._token: Token | None = None
        self._ahead: list[Token] = []

    def open(
        self,
        wanted: Wanted,
        done: Callable[[Ready], object],
        failed: Callable[[Exception], object],
        begun: Callable[[Beginning], object] | None,
    ) -> None:
        """Make an article ready; an earlier one that is still on its way is given up.

        begun, where it is wanted, may be called before done.
        """
        if self._token is not None:
            self._token.cancel()
        for token in self._ahead:
            token.cancel()
        self._ahead = []
        kept = self._kept.get(self._key(wanted))
        if kept is not None and is_placed_at_once(wanted, kept[0].text):
            done(self._ready(wanted, *kept))
            return
        self._token = self._tasks.run_telling(
            lambda tell: self._make(wanted, tell if begun else None),
            begun or _nothing,
            done,
            failed,
        )

    def make(
        self,
        wanted: Wanted,
        done: Callable[[Ready], object],
        failed: Callable[[Exception], object],
    ) -> Token:
        """Make an article ready that is shown beside the open one."""
        return self._tasks.run(lambda: self._make(wanted), done, failed)

    def ahead(self, wanted: Sequence[Wanted]) -> None:
        """Make neighbours ready while nothing else is asked for; large ones would not be kept."""
        for one in wanted:
            if one.article.size < MAX_TEXT_KEPT and self._key(one) not in self._kept:
                self._ahead.append(self._tasks.run(partial(self._make, one), _nothing, _nothing))

    # --- the page of the last session -----------------------------------------------------------

    def recall(self, wanted: Wanted) -> None:
        """Take an article as the last session left it, where its file is still the same."""
        page = load(self._page)
        if page is None or page.key != self._key(wanted) or not _is_as_known(wanted.article):
            return
        if any(_has_image(block) for block in page.rendered.blocks):
            return  # they take their time: the worker decodes them
        prepared = prepare(page.rendered, wanted.article, page.hyphens)
        self._kept[self._key(wanted)] = (page.rendered, prepared)
        self._recalled, self._remembered = wanted, page.key

    def check_recalled(self, outdated: Callable[[], object]) -> None:
        """Render anew what was recalled, and tell where the program now makes something else."""
        wanted, self._recalled = self._recalled, None
        if wanted is None:
            return
        shown = self._kept[self._key(wanted)][0]

        def compare(answer: tuple[Rendered, Hyphens]) -> None:
            if replace(answer[0], html="") != shown:
                self._remembered = None
                outdated()

        self._tasks.run(lambda: self._render(wanted.article, False, None), compare, _nothing)

    def remember(self, wanted: Wanted) -> None:
        """Keep an open article for the next start."""
        key = self._key(wanted)
        kept = self._kept.get(key)
        if kept is None or key == self._remembered:
            return
        self._remembered = key
        try:
            save(self._page, Page(key, kept[0], kept[1].hyphens))
        except OSError as error:
            log.warning("the page is not kept: %s", type(error).__name__)

    # --- making ---------------------------------------------------------------------------------

    def forget(self, article_id: str) -> None:
        """Make this article anew the next time: its images may have changed."""
        for key in [k for k in self._kept if k[0] == article_id]:
            self._kept.pop(key, None)

    def _key(self, wanted: Wanted) -> Key:
        article = wanted.article
        return (article.id, article.content_hash, article.language, wanted.hyphenate)

    def _make(self, wanted: Wanted, tell: Callable[[Beginning], None] | None = None) -> Ready:
        key = self._key(wanted)
        made = self._kept.get(key)
        if made is None:
            article = wanted.article

            def begin(first: Rendered, hyphens: Hyphens) -> None:
                if tell is not None:
                    length = len(first.blocks) and first.blocks[-1].start
                    tell(Beginning(article, prepare(first, article, hyphens), length))

            rendered, hyphens = self._render(article, wanted.hyphenate, tell and begin)
            made = rendered, prepare(rendered, wanted.article, hyphens)
            pixels = sum(i.width() * i.height() for i in made[1].images.values())
            if len(rendered.text) < MAX_TEXT_KEPT and pixels <= MOST_PIXELS_KEPT:
                self._kept[key] = made
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return self._ready(wanted, *made)

    def _ready(self, wanted: Wanted, rendered: Rendered, prepared: Prepared) -> Ready:
        return Ready(wanted.article, rendered, prepared, find_places(wanted, rendered.text))


def find_places(wanted: Wanted, text: str) -> dict[str, Place]:
    """Where each mark stands in the text."""
    if is_placed_at_once(wanted, text):
        return {id_: Place(a.start, a.end, "exact") for id_, a in wanted.anchors.items()}
    from reader.anchors import find_all

    anchors = list(wanted.anchors.values())
    places = find_all(anchors, text, wanted.before)
    if wanted.article.is_large:
        places = [in_part(*pair, text) for pair in zip(anchors, places, strict=True)]
    return dict(zip(wanted.anchors, places, strict=True))


def in_part(anchor: Anchor, place: Place, text: str) -> Place:
    """A place found in the beginning of an article: what stood behind it is not guessed there."""
    is_beyond = anchor.start >= len(text) and place.status != "exact"
    return Place(0, 0, "orphan", 0.0) if is_beyond else place


def is_placed_at_once(wanted: Wanted, text: str) -> bool:
    """Whether every mark was made in this very text, so that none has to be looked for."""
    anchors = wanted.anchors.values()
    if not anchors:
        return True
    import hashlib  # OpenSSL with it: not for a start

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return all(
        anchor.text_hash == digest
        and 0 <= anchor.start <= anchor.end
        and text[anchor.start : anchor.end] == anchor.exact
        for anchor in anchors
    )


def _is_as_known(article: Article) -> bool:
    """Whether the file looks as it did when the catalogue saw it."""
    try:
        status = os.stat(article.path)
    except OSError:
        return False
    return (status.st_mtime_ns, status.st_size) == (article.mtime_ns, article.size)


def _has_image(block: Block) -> bool:
    cells = [cell.runs for row in block.rows for cell in row]
    return any(run.image is not None for runs in (block.runs, *cells) for run in runs)


def _nothing(_: object) -> None:
    """An article made ahead is kept by `_make` itself."""
