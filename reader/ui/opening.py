"""Makes an article ready to be shown: reads, renders, hyphenates, loads images, re-anchors marks.

All of it happens in a worker thread (the rendering itself in a process that can be killed); what
was made is kept by content, and the neighbours of the open article are made ahead.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from reader.model import Anchor, Article, Block, Image, Place, Rendered, Run
from reader.ui.languages import is_right_to_left
from reader.ui.mixed import paragraph_languages
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
Render = Callable[[Article], Rendered]


@dataclass(frozen=True)
class Ready:
    """An article that can be shown at once, and where its marks stand in it."""

    article: Article
    rendered: Rendered
    prepared: Prepared
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Wanted:
    """What to make ready: anchors by mark id, and the text they were made in where known."""

    article: Article
    anchors: Mapping[str, Anchor]
    before: str | None
    hyphenate: bool


def prepare(rendered: Rendered, article: Article, *, hyphenate: bool) -> Prepared:
    """Hyphenation points, decoded images and the direction of a rendered article."""
    return Prepared(
        blocks=rendered.blocks,
        hyphens=_hyphens(rendered.blocks, article.language) if hyphenate else {},
        images=_images(rendered.blocks, article),
        right_to_left=is_right_to_left(article.language),
        skip_title=_begins_with_title(rendered.blocks, article.title),
    )


def _begins_with_title(blocks: Sequence[Block], title: str) -> bool:
    return bool(blocks) and " ".join(blocks[0].text.split()) == " ".join(title.split())


def _hyphens(blocks: Sequence[Block], language: str | None) -> dict[int, list[int]]:
    from reader.hyphens import hyphenate  # Pyphen and its dictionaries: 1 s for German

    points: dict[int, list[int]] = {}
    languages = paragraph_languages([b for b in blocks if b.kind == "paragraph"], language)
    for block in blocks:
        if block.kind in ("code", "heading", "note_title"):
            continue
        own = block.language or languages.get(block.start, language)
        cells = [(cell.start, cell.runs) for row in block.rows for cell in row]
        for start, runs in cells or [(block.start, block.runs)]:
            points[start] = [
                offset + point
                for offset, text, spoken in _stretches(runs, own)
                for point in hyphenate(text, spoken)
            ]
    return {start: found for start, found in points.items() if found}


def _stretches(runs: Sequence[Run], language: str | None) -> Iterator[tuple[int, str, str | None]]:
    """Offset, text and language of the stretches of runs in one language."""
    offset = 0
    for spoken, group in groupby(runs, key=lambda run: run.language or language):
        text = "".join(run.text for run in group)
        yield offset, text, spoken
        offset += len(text)


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

    def __init__(self, tasks: Tasks, render: Render) -> None:
        self._tasks = tasks
        self._render = render
        self._kept: OrderedDict[tuple[object, ...], tuple[Rendered, Prepared]] = OrderedDict()
        self._token: Token | None = None
        self._ahead: list[Token] = []

    def open(
        self,
        wanted: Wanted,
        done: Callable[[Ready], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Make an article ready; an earlier one that is still on its way is given up."""
        if self._token is not None:
            self._token.cancel()
        for token in self._ahead:
            token.cancel()
        self._ahead = []
        key = self._key(wanted)
        if key in self._kept and not wanted.anchors:
            done(self._ready(wanted, *self._kept[key]))
            return
        self._token = self._tasks.run(lambda: self._make(wanted), done, failed)

    def ahead(self, wanted: Sequence[Wanted]) -> None:
        """Make neighbours ready while nothing else is asked for."""
        for one in wanted:
            if self._key(one) not in self._kept:
                self._ahead.append(self._tasks.run(partial(self._make, one), _nothing, _nothing))

    def forget(self, article_id: str) -> None:
        """Make this article anew the next time: its images may have changed."""
        for key in [k for k in self._kept if k[0] == article_id]:
            self._kept.pop(key, None)

    def _key(self, wanted: Wanted) -> tuple[object, ...]:
        article = wanted.article
        return (article.id, article.content_hash, article.language, wanted.hyphenate)

    def _make(self, wanted: Wanted) -> Ready:
        key = self._key(wanted)
        made = self._kept.get(key)
        if made is None:
            rendered = self._render(wanted.article)
            made = rendered, prepare(rendered, wanted.article, hyphenate=wanted.hyphenate)
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
    if not wanted.anchors:
        return {}
    from reader.anchors import find_all

    places = find_all(list(wanted.anchors.values()), text, wanted.before)
    return dict(zip(wanted.anchors, places, strict=True))


def _nothing(_: object) -> None:
    """An article made ahead is kept by `_make` itself."""
