"""What a link of an article does: footnotes in place, headings, other articles, the browser."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QImage

from reader.addresses import split_reference
from reader.ui import dialogs
from reader.ui.imageview import ImageView
from reader.ui.popover import TextPopover
from reader.ui.session import Session
from reader.ui.window import open_outside


class Linking(QObject):
    """Follows links of the open article of one session."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._window = session.window
        self._popover = TextPopover(self._window.theme, self._window)
        self._always = False
        pane = self._window.reader.pane
        pane.link_activated.connect(self.follow)
        pane.link_hovered.connect(self._hover)
        pane.image_activated.connect(self.show_image)
        pane.scrolled.connect(self._popover.close)

    def follow(self, href: str) -> None:
        """A heading or footnote, another article of the library, or the system's browser."""
        if href.startswith("#"):
            self._follow_fragment(split_reference(href)[1])
        elif "://" in href or href.startswith("mailto:"):
            self._follow_outside(href)
        else:
            self._follow_article(href)

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
            self._popover.close()

    def _follow_outside(self, href: str) -> None:
        answer = (
            "open"
            if self._always
            else dialogs.ask_open_link(self._window, self._window.theme, href)
        )
        self._always = self._always or answer == "always"
        if answer:
            open_outside(href)

    def _follow_article(self, href: str) -> None:
        article = self._session.visits.article
        if article is None:
            return
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

    def show_image(self, image: QImage) -> None:
        """Show a picture large."""
        ImageView(self._window.theme, self._window).show_image(image)
