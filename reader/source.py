"""One file of a library, read: its bytes, encoding, front matter, title and body."""

from __future__ import annotations

import codecs
import errno
import hashlib
import io
import os
import re
import stat
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from reader import encoding, frontmatter, language, plaintext, titles
from reader.errors import LibraryError
from reader.model import Format
from reader.taken import FORMATS

WHOLE = 20_000_000
"""Files up to this many bytes are read and hashed whole."""


_HASHED_PART = 2_000_000
_PIECE = 1 << 15
_LONG_LINE = re.compile(r"[^\n]{10000}")
_CHUNK = 1 << 20
_LANGUAGE_KEYS = ("lang", "language", "locale", "dc.language", "content-language")


@dataclass(frozen=True, slots=True)
class Source:
    """An article as its file has it.

    body is the text without front matter, newlines "\\n", not normalised. meta is the front matter
    (of HTML also its <meta>), values str, list or dict. declared_language is a BCP 47 tag.
    content_hash is the SHA-256 of the file's bytes; of a file above WHOLE bytes that of its first
    2 MB and its size. partial says that body is only the beginning; problem is what is doubtful
    about the reading (None: nothing), such as a guessed encoding.
    """

    body: str
    format: Format
    meta: Mapping[str, object]
    title: str
    encoding: str
    partial: bool
    content_hash: str
    declared_language: str | None
    problem: str | None = None


def read(path: Path, *, limit: int = WHOLE, folder: Path | None = None) -> Source:
    """Read a file, up to limit bytes of it.

    A symbolic link is followed only where folder is given and holds its target. LibraryError, with
    the reason, where the file is missing, unreadable, not a regular file, empty or binary.
    """
    data, status, digest = read_bytes(path, limit=limit, folder=folder)
    return parse(data, path.name, partial=status.st_size > len(data), content_hash=digest)


def read_bytes(
    path: Path, *, limit: int = WHOLE, folder: Path | None = None
) -> tuple[bytes, os.stat_result, str]:
    """The first limit bytes of a file, its status when it was opened, and its content hash."""
    try:
        with _open(path, folder) as file:
            status = os.fstat(file.fileno())
            data = file.read(limit)
            return data, status, _content_hash(file, data, status.st_size)
    except OSError as error:
        raise LibraryError(f"It cannot be read: {_reason(error)}.", path) from error


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a file; done counts its bytes up to their end."""

    text: str
    done: int


def pieces(path: Path, *, folder: Path | None = None) -> Generator[Piece, None, None]:
    """A file's text as it stands, in pieces that end with a line; for files of any size.

    The encoding is that of the first piece, bytes that do not fit it become U+FFFD, and lines of
    more than 10,000 characters are broken. A link is followed as in `read`. LibraryError where the
    file cannot be read, or is no text.
    """
    try:
        with _open(path, folder) as file:
            yield from _decoded(file, path)
    except OSError as error:
        raise LibraryError(f"It cannot be read: {_reason(error)}.", path) from error


def _decoded(file: _Reader, path: Path) -> Iterator[Piece]:
    data = file.read(_PIECE)
    try:
        name = encoding.decode(data, html=format_of(path.name) == "html", cut=True)[1]
    except encoding.BinaryError as error:
        raise LibraryError("The file is not text, but binary data.", path) from error
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(name)("replace"), True)
    done, rest = 0, ""
    while data:
        done += len(data)
        text = rest + decoder.decode(data)
        text = text.removeprefix("\ufeff") if done == len(data) else text
        text = _LONG_LINE.sub("\\g<0>\n", text.replace("\0", "\ufffd"))
        lines, newline, rest = text.rpartition("\n")
        if newline:
            yield Piece(lines + newline, done)
        data = file.read(_PIECE)
    yield Piece(rest + decoder.decode(b"", final=True), done)


def _open(path: Path, folder: Path | None) -> _Reader:
    """Open a regular file, and nothing else: no link out of folder, no pipe, no device."""
    target = os.fspath(path)
    status = os.lstat(target)
    if stat.S_ISLNK(status.st_mode) and folder is not None:
        target = os.path.realpath(target)
        if not Path(target).is_relative_to(os.path.realpath(folder)):
            raise LibraryError("It is a link to a place outside the folder.", path)
        status = os.lstat(target)
    if not stat.S_ISREG(status.st_mode):
        raise LibraryError("It is not a regular file.", path)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(target, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    file = _Reader(descriptor)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise LibraryError("It is not a regular file.", path)
    return file


class _Reader:
    """A file descriptor that closes itself; io.open would cost as much as reading 3 KB."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def fileno(self) -> int:
        return self._descriptor

    def read(self, size: int) -> bytes:
        """Up to size bytes, fewer only at the end of the file."""
        first = os.read(self._descriptor, min(size, _CHUNK))
        parts, length = [first], len(first)
        while parts[-1] and length < size:
            parts.append(os.read(self._descriptor, min(size - length, _CHUNK)))
            length += len(parts[-1])
        return b"".join(parts)

    def close(self) -> None:
        os.close(self._descriptor)


def _content_hash(file: _Reader, start: bytes, size: int) -> str:
    """The hash of the whole file, whatever part of it has been read so far."""
    digest = hashlib.sha256(start if size <= WHOLE else start[:_HASHED_PART])
    if size > WHOLE:
        if len(start) < _HASHED_PART:
            digest.update(file.read(_HASHED_PART - len(start)))
        digest.update(f"\0{size}".encode())
    else:
        while len(start) < size and (chunk := file.read(_CHUNK)):
            digest.update(chunk)
    return digest.hexdigest()


def _reason(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "the file is gone"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "the permission is missing"
    return (error.strerror or str(error)).lower()


def parse(
    data: bytes, name: str, *, partial: bool = False, content_hash: str | None = None
) -> Source:
    """What read makes of a file's bytes; name decides the format. LibraryError: empty, binary."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise LibraryError("The file is empty.", Path(name))
    kind = format_of(name)
    try:
        text, used, problem = encoding.decode(data, html=kind == "html", cut=partial)
    except encoding.BinaryError as error:
        raise LibraryError("The file is not text, but binary data.", Path(name)) from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    meta, body = frontmatter.split(text)
    if kind == "html":
        meta = {**titles.html_meta(body), **meta}
    return Source(
        body=body,
        format=kind,
        meta=meta,
        title=titles.title_of(meta, body, kind, name),
        encoding=used,
        partial=partial,
        content_hash=content_hash or hashlib.sha256(data).hexdigest(),
        declared_language=_declared(meta),
        problem=problem,
    )


def format_of(name: str) -> Format:
    """What a file of this name holds; "text" for an unknown extension."""
    return FORMATS.get(os.path.splitext(name)[1].lower(), "text")


def _declared(meta: Mapping[str, object]) -> str | None:
    """The language the file claims for itself; the first key that holds a language counts."""
    lowered = {key.lower(): value for key, value in meta.items()}
    values = [lowered.get(key) for key in _LANGUAGE_KEYS]
    for group in ("source", "extra", "params"):
        inner = lowered.get(group)
        values.append(inner.get("language") or inner.get("lang") if isinstance(inner, dict) else "")
    for value in filter(None, values):
        first = value[0] if isinstance(value, list) else value
        tag = language.normalise(re.split(r"[,;]", first)[0]) if isinstance(first, str) else None
        if tag:
            return tag
    return None


def plain_text(source: Source) -> str:
    """The body without markup, one line a block; linear, about 0.1 ms for 3 KB.

    Scripts, styles and images are left out, code stays. Not Rendered.text: nothing counts in it.
    """
    if source.format == "markdown":
        return plaintext.from_markdown(source.body)
    if source.format == "html":
        return plaintext.strip_html(source.body)
    return source.body.strip()
