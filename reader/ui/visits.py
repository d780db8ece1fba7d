"""Opening articles: history, reading position, progress and the neighbours made ahead."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible

from reader.errors import ReaderError
from reader.library import Library
from reader.model import Article
from reader.store import Store
from reader.ui.opening import Beginning, Opener, Ready, Wanted
from reader.ui.tasks import Token
from reader.ui.timers import one_shot

SAVE_MS = 1000
LATER_MS = 100  # after the article is on the screen: each write takes some milliseconds
REMEMBER_MS = 1500
LATE_READER_MS = 1500
IDLE_SECONDS = 60.0
END = 0.985
MOST_HISTORY = 200


class Visits(QObject):
    """One article is open at a time. `opened` carries a Ready and the offset to show.

    Before it `begun` may carry a Beginning that has that offset.
    """

    begun = Signal(object, int)
    opened = Signal(object, int)
    failed = Signal(object, object)
    store_failed = Signal(object)
    state_changed = Signal(str)

    def __init__(
        self, library: Library, store: Store, opener: Opener, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._store, self._opener = library, store, opener
        self.article: Article | None = None
        self.hyphenate = True
        self._past: list[tuple[str, int]] = []
        self._future: list[tuple[str, int]] = []
        self._progress: tuple[float, int] | None = None
        self._offset = 0
        self._since = 0.0
        self._seconds = 0.0
        self._ready = False
        self._timer = one_shot(self, SAVE_MS, self.save)
        self._waiting: list[tuple[str, Callable[[], object]]] = []
        self._later = one_shot(self, LATER_MS, self._write_waiting)
        self._remember = one_shot(self, REMEMBER_MS, self.remember)
        self._late_reader = one_shot(self, LATE_READER_MS, self._without_hyphens)

    # --- opening --------------------------------------------------------------------------------

    def open(self, article: Article, offset: int | None = None, *, remember: bool = True) -> None:
        """Show an article where it was left, or at offset."""
        if remember and self.article is not None and self.article.id != article.id:
            self._past = [*self._past[-MOST_HISTORY:], (self.article.id, self._offset)]
            self._future = []
        self._save_later()
        if any(article_id == article.id for article_id, _ in self._waiting):
            self._write_waiting()  # it is left and opened again: its position is read below
        is_shown = self._ready and self.article is not None and self.article.id == article.id
        self.article, self._ready = article, False
        self._progress, self._seconds = None, 0.0
        self._opener.open(
            self.wanted(article),
            lambda ready: self._show(ready, offset),
            lambda error: self._fail(article, error),
            None if is_shown else lambda beginning: self._begin(beginning, offset),
        )

    def wanted(self, article: Article) -> Wanted:
        """What to make ready of an article: its marks' anchors come along."""
        marks = [mark for mark in self._store.marks(article.id) if mark.anchor is not None]
        anchors = {mark.id: mark.anchor for mark in marks if mark.anchor is not None}
        hashes = {anchor.text_hash for anchor in anchors.values()}
        before = self._store.text(hashes.pop()) if len(hashes) == 1 else None
        return Wanted(article, anchors, before, self._hyphenates())

    def _hyphenates(self) -> bool:
        """Not for a screen reader: it would be given the soft hyphens as part of the words."""
        return self.hyphenate and not QAccessible.isActive()

    def _without_hyphens(self) -> None:
        if QAccessible.isActive():  # the screen reader came after the first article
            self.reload()

    def _begin(self, beginning: Beginning, offset: int | None) -> None:
        if self.article is None or beginning.article.id != self.article.id or self._ready:
            return
        place = self._store.state(self.article.id).position if offset is None else offset
        if place < beginning.length:
            self.begun.emit(beginning, place)

    def _show(self, ready: Ready, offset: int | None) -> None:
        if self.article is None or ready.article.id != self.article.id:
            return
        self._ready = True
        if self._hyphenates():
            self._late_reader.start()
        self._since = time.monotonic()
        state = self._store.state(ready.article.id)
        place = state.position if offset is None else offset
        self._offset = place
        self.opened.emit(ready, min(place, len(ready.rendered.text)))
        identity = ready.article.id
        self._write_later(identity, lambda: self._store.mark_opened(identity))
        self._remember.start()

    def _fail(self, article: Article, error: Exception) -> None:
        if self.article is not None and article.id == self.article.id:
            self.failed.emit(article, error)

    def remember_place(self) -> None:
        """Make this place one that "back" returns to (before a jump within the article)."""
        if self.article is not None:
            self._past = [*self._past[-MOST_HISTORY:], (self.article.id, self._offset)]
            self._future = []

    def reload(self) -> None:
        """Show the open article anew from its file, at the same place."""
        if self.article is None:
            return
        fresh = self._library.by_id(self.article.id) or self.article
        self._opener.forget(fresh.id)
        self.open(fresh, self._offset, remember=False)

    def make(
        self,
        article: Article,
        done: Callable[[Ready], object],
        failed: Callable[[Exception], object],
    ) -> Token:
        """Make an article ready to be shown beside the open one."""
        return self._opener.make(self.wanted(article), done, failed)

    def ahead(self, numbers: Sequence[int]) -> None:
        """Make these articles ready while nothing else is to be done."""
        articles = self._library.articles(numbers)
        self._opener.ahead([self.wanted(article) for article in articles])

    def close_article(self) -> None:
        """Nothing is open any more."""
        self._late_reader.stop()
        self.remember()
        self.save()
        self.article = None

    # --- the page of the last session -----------------------------------------------------------

    def recall(self, article: Article) -> None:
        """Let this article be shown as the last session left it, where that is still right."""
        self._opener.recall(self.wanted(article))

    def check_recalled(self) -> None:
        """Show the article anew where what was recalled is not what would be made now."""
        self._opener.check_recalled(self.reload)

    def remember(self) -> None:
        """Keep the open article for the next start."""
        self._remember.stop()
        if self.article is not None and self._ready:
            self._opener.remember(self.wanted(self.article))

    # --- history --------------------------------------------------------------------------------

    def can_go(self, direction: int) -> bool:
        return bool(self._past if direction < 0 else self._future)

    def go(self, direction: int) -> bool:
        """Back (-1) or forward (1); False where there is nowhere to go."""
        source, target = (self._past, self._future) if direction < 0 else (self._future, self._past)
        while source:
            article_id, offset = source.pop()
            article = self._library.by_id(article_id)
            if article is None:
                continue
            if self.article is not None:
                target.append((self.article.id, self._offset))
            self.open(article, offset, remember=False)
            return True
        return False

    # --- progress -------------------------------------------------------------------------------

    def track(self, progress: float, offset: int) -> None:
        """Note how far the reader is; written within a second, and when the article is left."""
        if self.article is None or not self._ready:
            return
        self._offset = offset
        now = time.monotonic()
        self._seconds += min(now - self._since, IDLE_SECONDS)
        self._since = now
        self._progress = (progress, offset)
        if not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Write the position; an article read to its end becomes read."""
        self._save_later()
        self._write_waiting()

    def _save_later(self) -> None:
        """Let the position be written in a moment."""
        self._timer.stop()
        if self.article is None or self._progress is None:
            return
        article, (progress, offset) = self.article, self._progress
        seconds, self._seconds = self._seconds, 0.0
        self._progress = None
        write = partial(self._save_progress, article, progress, offset, seconds)
        self._write_later(article.id, write)

    def _write_later(self, article_id: str, write: Callable[[], object]) -> None:
        self._waiting.append((article_id, write))
        if not self._later.isActive():
            self._later.start()

    def _write_waiting(self) -> None:
        self._later.stop()
        waiting, self._waiting = self._waiting, []
        for _, write in waiting:
            self._write(write)

    def _save_progress(
        self, article: Article, progress: float, offset: int, seconds: float
    ) -> None:
        try:
            before = self._store.state(article.id)
        except ReaderError as error:
            self.store_failed.emit(error)
            return
        if abs(before.progress - progress) < 0.001 and before.position == offset:
            self._seconds += seconds if article is self.article else 0.0
            return
        words = round(max(0.0, progress - before.progress) * article.words)
        done = self._write(
            lambda: self._store.set_progress(
                article.id, progress, offset, seconds_read=round(seconds), words_read=words
            )
        )
        if not done:
            return
        if progress >= END and not before.read:
            self.set_read(article.id, True)
        else:
            self.state_changed.emit(article.id)

    def set_read(self, article_id: str, read: bool) -> None:
        """Mark an article as read or unread."""
        if self._write(lambda: self._store.set_read(article_id, read)):
            self.state_changed.emit(article_id)

    def _write(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except ReaderError as error:
            self.store_failed.emit(error)
            return False
        return True
