"""The same article in another language beside the open one, paragraph level with paragraph."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from reader.alignment import align
from reader.model import Article
from reader.ui.companion import Companion, Translation, Yoke
from reader.ui.languages import language_name
from reader.ui.linking import Linking
from reader.ui.opening import Ready
from reader.ui.pane import Painted
from reader.ui.session import Session
from reader.ui.tasks import Token
from reader.ui.words import header_of


class Beside(QObject):
    """Shows a translation of the open article beside it, and offers its languages."""

    def __init__(self, session: Session, linking: Linking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._linking = session, linking
        self._window = session.window
        self._reader = session.window.reader
        self._article: Article | None = None
        self._token: Token | None = None
        session.visits.opened.connect(self.refresh)
        session.visits.failed.connect(self._hide)
        session.background.changed.connect(self._look_again)
        self._reader.bar.language_button.clicked.connect(self.open_menu)
        action = self._action()
        action.setChecked(session.window.settings.side_by_side)

    @cached_property
    def _companion(self) -> Companion:
        """The pane, made for the first translation."""
        companion = Companion(self._window.theme, self._reader)
        companion.link_activated.connect(self._follow_link)
        companion.menu_wanted.connect(self._show_pane_menu)
        self._window.actions_.attach_letters(companion)
        return companion

    @cached_property
    def _yoke(self) -> Yoke:
        return Yoke(self._reader.pane, self._companion, self)

    def _action(self) -> QAction:
        return self._window.actions_["side_by_side"]

    # --- choosing -------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Show or hide the translation."""
        self._change(side_by_side=not self._window.settings.side_by_side)
        if self._article is not None and not self._reader.has_room_beside():
            self._window.toast.show_message(
                self.tr("There is no room for two columns: hide the list or widen the window.")
            )

    def choose(self, language: str) -> None:
        """Show this language beside whatever article has it."""
        self._change(side_by_side=True, side_language=language)

    def _change(self, **fields: object) -> None:
        self._window.change_settings(**fields)
        self._action().setChecked(self._window.settings.side_by_side)
        self.refresh()

    def _chosen(self) -> Article | None:
        """The translation to show: in the chosen language, else the next of the ring."""
        article = self._session.visits.article
        if article is None or not self._window.settings.side_by_side:
            return None
        others = self._linking.translations(article)
        wanted = self._window.settings.side_language
        return next((o for o in others if o.language == wanted), others[0] if others else None)

    def menu(self) -> QMenu:
        """The languages of the open article, to turn to and to read beside it."""
        menu = QMenu(self._window)
        menu.setObjectName("translation_menu")
        article = self._session.visits.article
        others = self._linking.translations(article) if article is not None else []
        for other in others:
            turn = menu.addAction(_named(other))
            turn.triggered.connect(partial(self._linking.turn_to, other))
        menu.addSeparator()
        menu.addAction(self._action())
        if self._action().isChecked() and len(others) > 1:
            group = QActionGroup(menu)
            for other in others:
                text = self.tr("Beside it: {language}").format(language=_named(other))
                beside = menu.addAction(text)
                beside.setCheckable(True)
                beside.setChecked(self._article is not None and other.id == self._article.id)
                beside.triggered.connect(partial(self.choose, other.language or ""))
                group.addAction(beside)
        return menu

    def open_menu(self) -> None:
        """Open the menu below the button of the languages."""
        button = self._reader.bar.language_button
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft() + QPoint(0, 2)))

    # --- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what belongs beside the open article now, or nothing."""
        if self._token is not None:
            self._token.cancel()
            self._token = None
        other = self._chosen()
        if other is None:
            self._hide()
            return
        self._yoke.set_stops(())
        if self._article is None:  # its room is taken at once, so that the article is set once
            self._companion.empty()
            self._reader.set_companion(self._companion)
        self._article = other
        self._token = self._session.visits.make(other, self._show, self._fail)

    def _hide(self) -> None:
        self._article = None
        self._reader.set_companion(None)

    def _fail(self, error: Exception) -> None:
        self._hide()
        self._session.problem.emit(error)

    def _show(self, ready: Ready) -> None:
        opened = self._reader.opened
        if opened is None:
            return
        article = ready.article
        name = self.tr("Translation: {language}").format(language=_named(article))
        self._companion.setAccessibleName(name)
        text, painted = ready.rendered.text, self._painted(ready)
        self._companion.open(Translation(header_of(article), ready.prepared, text, painted))
        ours, theirs = opened.prepared.blocks, ready.rendered.blocks
        self._token = self._session.reading.run(lambda: align(ours, theirs), self._yoke.set_stops)

    def _painted(self, ready: Ready) -> list[Painted]:
        """The highlights of the translation; notes and all else are shown where it is open."""
        marks = self._session.parts.store.marks(ready.article.id)
        return [
            Painted(mark.id, place.start, place.end, mark.colour, bool(mark.note))
            for mark in marks
            if mark.kind == "highlight"
            and (place := ready.places.get(mark.id)) is not None
            and place.status != "orphan"
        ]

    def _follow_link(self, href: str) -> None:
        if href.startswith("#"):
            self._companion.scroll_to_anchor(href[1:])
        elif self._article is not None:
            self._linking.follow_from(self._article, href)

    def _show_pane_menu(self, point: QPoint) -> None:
        article = self._article
        if article is None:
            return
        menu = QMenu(self._window)
        if self._companion.textCursor().hasSelection():
            menu.addAction(self._window.actions_["copy"])
            menu.addSeparator()
        menu.addAction(_named(article), partial(self._linking.turn_to, article))
        menu.addAction(self._action())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def _look_again(self) -> None:
        """The file of the translation may have changed, or be gone."""
        shown, library = self._article, self._session.parts.library
        if shown is None:
            return
        fresh = library.by_id(shown.id)
        if fresh is None or fresh.content_hash != shown.content_hash:
            self.refresh()


def _named(article: Article) -> str:
    return language_name(article.language) if article.language else article.title
