"""Notes on their way to the disk: saved, tried again, kept as drafts, and never lost silently.

Where marks.db refuses a note, its text stays on the screen, goes into a draft and is tried again
until it can be saved; the window does not close over it without asking.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from reader.errors import ReaderError
from reader.model import Article
from reader.store import Store
from reader.ui.drafting import Drafting, recover
from reader.ui.marking import Marking
from reader.ui.timers import one_shot
from reader.ui.visits import Visits
from reader.ui.window import Window

AGAIN_MS = 1500


class Keeping(QObject):
    """Saves what is written in one window, and knows what is not saved yet.

    article is the one whose note is on the screen. was_refused says that a bar tells of the store's
    refusal: it is hidden once everything is saved. `failed` carries an error.
    """

    failed = Signal(object)

    def __init__(
        self,
        store: Store,
        marking: Marking,
        visits: Visits,
        window: Window,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._marking, self._visits = store, marking, visits
        self._window, self._notes = window, window.reader.notes
        self._drafting = Drafting(store)
        self.article: Article | None = None
        self.was_refused = False
        self._close_anyway = False
        self._again = one_shot(self, AGAIN_MS, self.save_all)
        self._calm = one_shot(self, 0, self._hide_problem)

    # --- saving ---------------------------------------------------------------------------------

    def save_article_note(self, text: str, base: str) -> str | None:
        """Save the note of the article, or keep it as a draft; what it says then, None unsaved."""
        article = self.article
        if article is None:
            return None if text else ""
        saved = self._marking.save_article_note(article, text, base)
        if saved is None:
            self._drafting.keep_article_note(article.id, text)
            self._again.start()
        else:
            self._drafting.forget_article_note(article.id)
            self._calm.start()
        return saved

    def save_note(self, mark_id: str, text: str, base: str) -> str | None:
        """Save the note of a mark in the same way."""
        saved = self._marking.save_note(mark_id, text, base)
        if saved is None:
            self._drafting.keep_note(mark_id, text)
            self._again.start()
        else:
            self._drafting.forget_note(mark_id)
            self._calm.start()
        return saved

    def earlier(self, mark_id: str | None) -> list[tuple[str, str]]:
        """What the note of a mark, or the article's, has said before; nothing where that fails."""
        try:
            if mark_id is not None:
                return self._store.revisions(mark_id)
            return [] if self.article is None else self._store.article_revisions(self.article.id)
        except ReaderError as error:
            self.failed.emit(error)
            return []

    def _hide_problem(self) -> None:
        if self.was_refused and not self._notes.unsaved_text():
            self.was_refused = False
            self._window.reader.problem.hide()

    def save_all(self) -> bool:
        """Write everything that is not on the disk yet; whether all of it is."""
        saved = self._notes.flush()
        self._visits.save()
        return saved

    def recover_drafts(self) -> None:
        """Put back what an earlier session could not save."""
        try:
            count = recover(self._store)
        except ReaderError as error:
            self.failed.emit(error)
            return
        if count:
            self._window.toast.show_message(self.tr("%Ln unsaved note(s) put back", "", count))

    # --- the article's note ---------------------------------------------------------------------

    def show_note(self, article: Article) -> None:
        """Show the article's note; what is typed into the one before is saved to it first."""
        card, before = self._notes.note, self.article
        saved = card.editor.flush()
        if before is not None and before.id == article.id and not saved:
            return  # reloaded while its note cannot be saved: the text stays
        if before is not None and not saved:
            self._drafting.keep_article_note(before.id, card.editor.toPlainText())
        if before is None or before.id != article.id:
            self._notes.leave()
        self.article = article
        self._show_saved(article.id)

    def update_note(self, article_id: str) -> None:
        """The note was changed elsewhere, such as by undo; one that is being written stays."""
        if not self._notes.note.editor.is_dirty():
            self._show_saved(article_id)

    def _show_saved(self, article_id: str) -> None:
        note, card = self._store.article_note(article_id), self._notes.note
        text = note.note if note else ""
        if card.editor.toPlainText() != text:
            card.show_saved(text)

    def clear_note(self) -> None:
        """No article is shown: what is typed is saved, and the card is empty."""
        self._notes.note.load("")
        self._notes.leave()
        self.article = None

    # --- leaving --------------------------------------------------------------------------------

    def ask_to_leave(self, leave: Callable[[], object]) -> None:
        """The note cannot be saved: keep its text on the clipboard before it leaves the screen."""
        QGuiApplication.clipboard().setText(self._notes.unsaved_text())
        self._window.toast.show_message(
            self.tr("The note cannot be saved; its text was copied."),
            self.tr("Leave it"),
            lambda: self._leave(leave),
        )

    def _leave(self, leave: Callable[[], object]) -> None:
        self._notes.note.show_saved("")
        leave()

    def may_close(self) -> bool:
        """Whether the window may go: its text is on the disk, or the user has said so."""
        if self.save_all() or self._drafting.is_safe or self._close_anyway:
            return True
        self._window.toast.show_message(
            self.tr("The note cannot be saved anywhere."),
            self.tr("Close anyway"),
            self._close_at_last,
        )
        return False

    def _close_at_last(self) -> None:
        self._close_anyway = True
        self._window.close()

    def close(self) -> None:
        """Try nothing again."""
        self._again.stop()
        self._calm.stop()
