"""The errors a user's machine or files can cause; everything else is a bug and escapes."""

from __future__ import annotations

from pathlib import Path


class ReaderError(Exception):
    """Something the person can be told about: one sentence, with what to do where that is known."""


class UsageError(ReaderError):
    """A wrong argument or an unknown article: exit status 2 or 1 on the command line."""


class NotFoundError(UsageError):
    """Something that was asked for is not there: exit status 1."""


class LibraryError(ReaderError):
    """A folder or a file of a library cannot be used."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class StoreError(ReaderError):
    """The marks cannot be read or written; nothing that was there has been changed."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class NewerSchemaError(StoreError):
    """marks.db was written by a newer version: it is left untouched."""


class DamagedStoreError(StoreError):
    """marks.db is truncated, foreign or fails its checks: it is left as it is until restored.

    reason is why alone, as it continues a sentence.
    """

    def __init__(self, message: str, path: Path | None = None, reason: str = "") -> None:
        super().__init__(message, path)
        self.reason = reason or message


class SearchQueryError(ReaderError):
    """A query that cannot be understood, with the place of the fault.

    position counts code points from the start of the query.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class FormatError(ReaderError):
    """A file of another program that is damaged or not what it claims to be."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path
