"""The text of a note that marks.db refuses: kept in a file, put back at the next start."""

from __future__ import annotations

import logging

from reader.errors import ReaderError
from reader.marks import joined
from reader.store import Store

log = logging.getLogger(__name__)
_ARTICLE, _MARK = "article ", "mark "


class Drafting:
    """Keeps what could not be saved; a note that is saved after all needs no draft."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, str] = {}
        self._nowhere: set[str] = set()

    @property
    def is_safe(self) -> bool:
        """Whether all that could not be saved is in drafts."""
        return not self._nowhere

    def keep_article_note(self, article_id: str, text: str) -> None:
        """Keep the note on an article."""
        self._keep(_ARTICLE + article_id, text)

    def keep_note(self, mark_id: str, text: str) -> None:
        """Keep the note of a mark."""
        self._keep(_MARK + mark_id, text)

    def _keep(self, key: str, text: str) -> None:
        if self._kept.get(key) == text:
            return
        try:
            self._store.put_draft(key, text)
        except (ReaderError, OSError) as error:
            log.warning("no draft: %s", type(error).__name__)
            self._nowhere.add(key)
            return
        self._kept[key] = text
        self._nowhere.discard(key)

    def forget_article_note(self, article_id: str) -> None:
        """The note on the article has been saved."""
        self._forget(_ARTICLE + article_id)

    def forget_note(self, mark_id: str) -> None:
        """The note of the mark has been saved."""
        self._forget(_MARK + mark_id)

    def _forget(self, key: str) -> None:
        self._nowhere.discard(key)
        if self._kept.pop(key, None) is not None:
            _clear(self._store, key)


def recover(store: Store) -> int:
    """Put the drafts of an earlier session into their notes; how many. Others stay for later."""
    return sum(_put_back(store, key, text) for key, text in store.drafts().items())


def _put_back(store: Store, key: str, text: str) -> bool:
    try:
        if key.startswith(_ARTICLE):
            identity = key.removeprefix(_ARTICLE)
            note = store.article_note(identity)
            store.set_article_note(identity, joined(note.note if note else "", text))
        else:
            mark = store.mark(key.removeprefix(_MARK))
            if mark is None:
                return False
            store.change(mark.id, note=joined(mark.note, text), deleted=False)
    except ReaderError as error:
        log.warning("a draft is kept for later: %s", type(error).__name__)
        return False
    _clear(store, key)
    return True


def _clear(store: Store, key: str) -> None:
    try:
        store.clear_draft(key)
    except (ReaderError, OSError) as error:
        log.warning("a draft stays: %s", type(error).__name__)
