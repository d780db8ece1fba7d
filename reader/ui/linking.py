"""What a link of an article does: footnotes in place, headings, other articles, the browser.

The way to the same article in another language is such a link too.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QImage
from shiboken6 import isValid

from reader.addresses import split_reference
from reader.model import Article
from reader.ui.opening import load_image
from reader.ui.session import Session
from reader.ui.typesetting import Picture
from reader.ui.window import open_outside

if TYPE_CHECKING:
    from reader.ui.popover import TextPopover


class Linking(QObject):
    """Follows links of the open article of one session."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._window = session.window
        self._always = False
        pane = self._window.reader.pane
        pane.link_activated.connect(self.follow)
        pane.link_hovered.connect(self._hover)
        pane.image_activated.connect(self.show_image)
        pane.scrolled.connect(self._close_popover)

    @cached_property
    def _popover(self) -> TextPopover:
        from reader.ui.popover import TextPopover  # for the first footnote

        return TextPopover(self._window.theme, self._window)

    def _close_popover(self) -> None:
        if "_popover" in self.__dict__:
            self._popover.close()

    def follow(self, href: str) -> None:
        """A heading or footnote, another article of the library, or the system's browser."""
        if href.startswith("#"):
            self._follow_fragment(split_reference(href)[1])
        elif (article := self._session.visits.article) is not None:
            self.follow_from(article, href)

    def follow_from(self, article: Article, href: str) -> None:
        """Another article of the library as article names it, or the system's browser."""
        if "://" in href or href.startswith("mailto:"):
            self._follow_outside(href)
        else:
            self._follow_article(article, href)

    def _follow_fragment(self, name: str) -> None:
        if self._show_footnote(name):
            return
        self._session.visits.remember_place()
        self._window.reader.pane.scroll_to_anchor(name)

    def footnote(self, name: str) -> str:
        """The text of a footnote, "" where the name is another's."""
        opened = self._window.reader.opened
        parts: list[str] = []
        for block in opened.prepared.blocks if opened else ():
            if block.footnote and name in block.names:
                parts.append(block.text)
            elif parts:
                if not block.footnote or block.marker:
                    break
                parts.append(block.text)
        return "\n".join(parts)

    def _show_footnote(self, name: str, *, focus: bool = True) -> bool:
        text = self.footnote(name)
        if text:
            self._popover.set_theme(self._window.theme)
            self._popover.set_text(text)
            self._popover.show_at(self._point(), focus=focus)
        return bool(text)

    def _point(self) -> QPoint:
        viewport = self._window.reader.pane.viewport()
        mouse = self._window.cursor().pos()
        if viewport.rect().contains(viewport.mapFromGlobal(mouse)):
            return mouse
        return self._window.reader.point_below_selection()

    def _hover(self, href: str, _: QPoint) -> None:
        if href.startswith("#fn"):
            self._show_footnote(split_reference(href)[1], focus=False)
        elif href:
            self._close_popover()

    def _follow_outside(self, href: str) -> None:
        if self._always or self._may_open(href):
            open_outside(href)

    def _may_open(self, href: str) -> bool:
        from reader.ui import dialogs  # with all that they are made of

        answer = dialogs.ask_open_link(self._window, self._window.theme, href)
        self._always = answer == "always"
        return bool(answer)

    def _follow_article(self, article: Article, href: str) -> None:
        target, fragment = split_reference(href)
        path = (article.path.parent / target).resolve()
        found = self._session.parts.library.by_path(path)
        if found is None:
            name = Path(target).name
            text = self.tr("“{name}” is not in the library.").format(name=name)
            self._window.toast.show_message(text)
            return
        if fragment:
            pane = self._window.reader.pane
            pane.laid_out.connect(
                lambda: pane.scroll_to_anchor(fragment),
                Qt.ConnectionType.SingleShotConnection,
            )
        self._session.open_article(found)

    def translations(self, article: Article) -> list[Article]:
        """The same article in its other languages, the next of their ring first."""
        others = self._session.translations(article)
        ring = sorted([*others, article], key=lambda a: (a.language or "", a.id))
        here = ring.index(article)
        return [*ring[here + 1 :], *ring[:here]]

    def next_language(self) -> None:
        """The same article in its next language, at the same paragraph."""
        article = self._session.visits.article
        if article is not None and (others := self.translations(article)):
            self.turn_to(others[0])

    def turn_to(self, other: Article) -> None:
        """Open a translation of the open article at the paragraph that is being read."""
        session, reader = self._session, self._window.reader
        opened = reader.opened
        offset = reader.pane.first_visible_offset()
        blocks = opened.prepared.blocks if opened else ()
        render = session.parts.render

        def place() -> int:
            from reader.alignment import align, counterpart

            stops = align(blocks, render(other, False, None)[0].blocks) if offset else ()
            return counterpart(stops, offset)

        session.reading.run(place, lambda start: session.open_article(other, start))

    def show_image(self, picture: Picture) -> None:
        """Show a picture large: at once as it is in the text, then as fine as the screen needs."""
        from reader.ui.imageview import ImageView

        view = ImageView(self._window.theme, self._window)
        view.show_image(picture.pixels)
        article, pixels = self._session.visits.article, view.wanted_pixels()

        def sharpen(found: QImage | None) -> None:
            if found is not None and isValid(view):
                view.sharpen(found)

        if article is not None:
            reading = self._session.reading
            reading.run(lambda: load_image(article, picture.image, pixels), sharpen)
