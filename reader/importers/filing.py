"""The folder of imported articles: where a draft goes, and whether it is there already.

What was imported is known from the front matter of the articles themselves; there is no other
record that could disagree with them.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reader.errors import StoreError
from reader.files import replace_file, sync_folder
from reader.importers import headers, identity
from reader.importers.headers import Record
from reader.importers.values import PICTURES, Draft, Imported, Skipped
from reader.paths import make_private_folder

ORIGINALS = "originals"
MAX_SLUG_BYTES = 100
_MOST_PENDING = 64
_MOST_BYTES = 16_000_000
_MOST_SECONDS = 0.2
_WRITERS = 8
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")
_OWN = frozenset(["id", "original_name", "original", "original_hash", "imported_from", "body_hash"])
_WORDS = re.compile(r"\w+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(slots=True)
class _Pending:
    """An article that is decided on and not yet on the disk; original is None where there is one
    already, prior what was known before of the article it replaces.
    """

    answer: Imported
    shown: Path
    record: Record
    prior: Record | None
    original: Path | None
    pictures: dict[Path, bytes]
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content) + sum(map(len, self.pictures.values()))


class Filing:
    """One import's view of the target folder.

    What was put is on the disk, whole and durable, when `settle` answers: many files at once, since
    a disk makes many durable in hardly more time than one. With dry_run nothing is written, and the
    answers are those of a real import.
    """

    def __init__(self, target: Path, *, dry_run: bool = False) -> None:
        self._target = target
        self._dry_run = dry_run
        self._by_id: dict[str, Record] = {}
        self._by_hash: dict[str, Record] = {}
        self._by_url: dict[str, Record] = {}
        self._by_origin: dict[str, Record] = {}
        self._taken: set[Path] = set()
        self._originals: dict[Path, bytes] = {}
        self._pending: dict[str, _Pending] = {}
        self._since = 0.0
        self._answers: list[Imported | Skipped] = []
        self._hashed: tuple[bytes, Any] = (b"", hashlib.sha256())
        self._are_hidden = False
        self._writers = ThreadPoolExecutor(_WRITERS, thread_name_prefix="filing")
        for record in _records(target):
            self._remember(record)

    def __enter__(self) -> Filing:
        return self

    def __exit__(self, *exception: object) -> None:
        self._writers.shutdown()

    def put(self, draft: Draft) -> None:
        """Take draft as a new article, or as its older self, or not at all: `settle` says which."""
        digest = identity.digest(self._hash(draft.original), draft.part)
        if self._pending and self._concerns(draft, digest):
            self._write_pending()
        shown = Path(draft.origin)
        if known := self._by_hash.get(digest):
            reason = f"Already imported, unchanged: {known.path.name}"
            self._answers.append(Skipped(shown, reason, known.id))
            return
        prior = self._prior(draft)
        if prior is None:
            self._take_new(draft, digest)
        elif why := _why_keep(prior, draft):
            self._answers.append(Skipped(shown, self._kept(draft, why), prior.id))
        else:
            self._take(draft, digest, prior.path, prior.id, prior)

    def settle(self) -> list[Imported | Skipped]:
        """Make durable what was put since; an answer for each, with the reason where the disk
        refused: then nothing of it is left.
        """
        self._write_pending()
        answers, self._answers = self._answers, []
        return answers

    def is_due(self) -> bool:
        """Whether to settle now: nothing is to be written, or enough, or it has waited enough."""
        pending = self._pending.values()
        return (
            not pending
            or len(pending) >= _MOST_PENDING
            or sum(one.size for one in pending) > _MOST_BYTES
            or time.monotonic() - self._since > _MOST_SECONDS
        )

    def by_url(self, url: str) -> str | None:
        """The id of the article with that address."""
        record = self._by_url.get(identity.address_key(url))
        return record.id if record else None

    def keep(self, data: bytes, name: str) -> None:
        """Keep a file that holds marks or addresses only, as it was. StoreError."""
        if not self._dry_run:
            self._put_original(self._original_place(data, name), data)

    def _concerns(self, draft: Draft, digest: str) -> bool:
        """Whether what becomes of draft depends on one that is not written yet."""
        known = (
            self._by_hash.get(digest),
            self._by_url.get(identity.address_key(draft.url)) if draft.url else None,
            self._by_origin.get(_origin(draft)),
            self._by_id.get(_wanted_id(draft, digest)),
        )
        return any(record is not None and record.id in self._pending for record in known)

    def _remember(self, record: Record) -> None:
        self._by_id[record.id] = record
        self._taken.add(record.path)
        if record.original_hash:
            self._by_hash[record.original_hash] = record
        if record.url:
            self._by_url[identity.address_key(record.url)] = record
        if record.imported_from:
            self._by_origin[record.imported_from] = record

    def _forget(self, record: Record) -> None:
        self._taken.discard(record.path)
        for known, key in (
            (self._by_id, record.id),
            (self._by_hash, record.original_hash),
            (self._by_url, identity.address_key(record.url)),
            (self._by_origin, record.imported_from),
        ):
            if known.get(key) is record:
                del known[key]

    def _prior(self, draft: Draft) -> Record | None:
        """The article that draft is a newer version of."""
        if draft.url and (record := self._by_url.get(identity.address_key(draft.url))):
            return record
        record = self._by_origin.get(_origin(draft))
        if record is None or (draft.url and record.url):
            return None
        return record if _is_alike(record, draft) else None

    def _take_new(self, draft: Draft, digest: str) -> None:
        folder = self._target / _folder_name(draft.language)
        path = self._free(folder, slug(draft.title) or slug(Path(draft.original_name).stem))
        wanted = _wanted_id(draft, digest)
        id_ = identity.article_id(wanted + digest) if wanted in self._by_id else wanted
        self._take(draft, digest, path, id_, None)

    def _free(self, folder: Path, name: str) -> Path:
        stem = name or "article"
        path = folder / f"{stem}.md"
        number = 1
        while path in self._taken or path.exists():
            number += 1
            path = folder / f"{stem}-{number}.md"
        return path

    def _take(self, draft: Draft, digest: str, path: Path, id_: str, prior: Record | None) -> None:
        body = _body(draft, quote(f"{path.stem}_files") + "/")
        meta = _front_matter(draft, id_, digest, body)
        title, updated = str(meta["title"]), prior is not None
        answer = Imported(path, id_, title, draft.language, draft.removed, updated, draft.notes)
        record = Record(path, id_, draft.url or "", _origin(draft), digest, str(meta["body_hash"]))
        self._remember(record)
        if self._dry_run:
            self._answers.append(answer)
            return
        place = self._original_place(draft.original, draft.original_name)
        meta["original"] = place.as_posix()
        is_new = place in self._originals or not (self._target / place).exists()
        if is_new:
            self._originals[place] = draft.original
        folder = path.with_name(f"{path.stem}_files")
        self._since = self._since if self._pending else time.monotonic()
        self._pending[id_] = _Pending(
            answer,
            Path(draft.origin),
            record,
            prior,
            place if is_new else None,
            {folder / _safe_name(name): data for name, data in draft.pictures.items()},
            headers.compose(meta, body).encode("utf-8", "replace"),
        )

    # --- the disk -------------------------------------------------------------------------------

    def _write_pending(self) -> None:
        """Write what is pending: originals, pictures, articles; then make their names durable."""
        pending, self._pending = list(self._pending.values()), {}
        originals, self._originals = self._originals, {}
        if not pending:
            return
        lost = self._written_originals(originals)
        reasons = list(
            self._writers.map(lambda one: lost.get(one.original) or _write(one), pending)
        )
        unsynced = self._synced(
            [one for one, reason in zip(pending, reasons, strict=True) if reason is None]
        )
        used: set[Path | None] = set()
        for one, reason in zip(pending, reasons, strict=True):
            why = next((unsynced[at] for at in self._folders_of(one) if at in unsynced), None)
            refused = reason or (why if one.prior is None else None)
            if refused is None:
                used.add(one.original)
                self._answers.append(_with_note(one.answer, why))
                continue
            if reason is None:
                _take_back(one)
            self._refuse(one, refused)
        for place in originals.keys() - used:
            _remove(self._target / place)

    def _written_originals(self, originals: Mapping[Path, bytes]) -> dict[Path | None, str]:
        """Write them; the reasons of those that could not be."""
        try:
            if originals:
                self._hide_originals()
        except StoreError as error:
            return dict.fromkeys(originals, str(error))
        reasons = self._writers.map(
            lambda item: _refusal(self._target / item[0], item[1]), originals.items()
        )
        return {
            place: reason
            for place, reason in zip(originals, reasons, strict=True)
            if reason is not None
        }

    def _folders_of(self, one: _Pending) -> list[Path]:
        """The folders in which a name of an article is new, its own first."""
        found = [one.answer.path.parent, *(path.parent for path in one.pictures)]
        if one.original is not None:
            place = self._target / one.original
            found += [place.parent, place.parent.parent]
        return [*dict.fromkeys(found), self._target]

    def _synced(self, written: Sequence[_Pending]) -> dict[Path, str]:
        """Make the names of what was written durable; the reasons by folder where it failed."""
        folders = list(dict.fromkeys(path for one in written for path in self._folders_of(one)))
        reasons = self._writers.map(_sync_refusal, folders)
        return {folder: reason for folder, reason in zip(folders, reasons, strict=True) if reason}

    def _refuse(self, one: _Pending, reason: str) -> None:
        self._forget(one.record)
        if one.prior is not None:
            self._remember(one.prior)
        else:
            _remove_empty(one.answer.path.parent)
        self._answers.append(Skipped(one.shown, reason))

    def _kept(self, draft: Draft, reason: str) -> str:
        """reason, once the original is kept; else why it cannot be."""
        if self._dry_run:
            return reason
        try:
            self._put_original(
                self._original_place(draft.original, draft.original_name), draft.original
            )
        except StoreError as error:
            return str(error)
        return reason

    def _original_place(self, data: bytes, name: str) -> Path:
        """Where data is kept among the originals, relative to the target folder."""
        return Path(ORIGINALS, self._hash(data).hexdigest()[:16], _safe_name(name))

    def _hash(self, data: bytes) -> Any:
        """The SHA-256 of an original, reckoned once for all the articles that are made from it."""
        if data is not self._hashed[0]:
            self._hashed = data, hashlib.sha256(data)
        return self._hashed[1]

    def _put_original(self, place: Path, data: bytes) -> None:
        path = self._target / place
        if not path.exists():
            self._hide_originals()
            make_private_folder(path.parent)
            replace_file(path, data)

    def _hide_originals(self) -> None:
        """Tell library scans that the originals are no articles."""
        if self._are_hidden:
            return
        path, name = self._target / ".ignore", ORIGINALS.encode()
        try:
            names = path.read_bytes().splitlines() if path.exists() else []
        except OSError as error:
            raise StoreError(f"{path} cannot be used: {error.strerror or error}.", path) from error
        if name not in names:
            make_private_folder(path.parent)
            replace_file(path, b"\n".join([*names, name, b""]))
        self._are_hidden = True


def _write(one: _Pending) -> str | None:
    """Write an article after its pictures; the reason where nothing of it is left."""
    made: list[Path] = []
    for path, data in one.pictures.items():
        if not path.exists():
            made.append(path)
            if reason := _refusal(path, data):
                break
    else:
        reason = _refusal(one.answer.path, one.content)
    if reason is not None:
        for path in made:
            _remove(path)
    return reason


def _take_back(one: _Pending) -> None:
    """Remove a new article whose name may not last; what replaced an older one stays, whole."""
    for path in (one.answer.path, *one.pictures):
        _remove(path)


def _with_note(answer: Imported, note: str | None) -> Imported:
    return answer if note is None else replace(answer, notes=(*answer.notes, note))


def _refusal(path: Path, data: bytes) -> str | None:
    """Write a file whole, its name to be synced later; the reason where it cannot be written."""
    try:
        make_private_folder(path.parent)
        replace_file(path, data, sync_name=False)
    except StoreError as error:
        _remove_empty(path.parent)
        return str(error)
    return None


def _sync_refusal(folder: Path) -> str | None:
    try:
        sync_folder(folder)
    except OSError as error:
        return f"{folder} cannot be written: {error.strerror or error}."
    return None


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
    _remove_empty(path.parent)


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _records(target: Path) -> Iterator[Record]:
    for path in sorted(target.glob("*/*.md")):
        if record := headers.read(path):
            yield record


def _folder_name(language: str | None) -> str:
    return language if language and re.fullmatch(r"[A-Za-z0-9-]{1,60}", language) else "und"


def _wanted_id(draft: Draft, digest: str) -> str:
    """The id of a new article: its own, else the one that follows from its address or content."""
    given = draft.meta.get("id")
    key = identity.address_key(draft.url) if draft.url else digest
    return given if isinstance(given, str) and given else identity.article_id(key)


def _origin(draft: Draft) -> str:
    return f"{draft.origin}#{draft.part}" if draft.part else draft.origin


def _body(draft: Draft, pictures: str) -> str:
    """The body as it is written, its pictures in that folder: a file with many control characters
    would be taken for a binary one."""
    return _CONTROL.sub("", draft.body).replace(PICTURES, pictures)


def _front_matter(draft: Draft, id_: str, digest: str, body: str) -> dict[str, object]:
    title = headers.one_line(draft.title) or headers.one_line(Path(draft.original_name).stem)
    source = {
        "title": title,
        "author": draft.author,
        "site": draft.site,
        "published": draft.date,
        "language": draft.language,
    }
    return {
        "id": id_,
        "title": title or "Untitled",
        "language": draft.language,
        "author": draft.author and headers.one_line(draft.author),
        "date": draft.date,
        "tags": list(draft.tags),
        "summary": draft.summary and headers.one_line(draft.summary, 1000),
        "url": draft.url,
        "source": {key: value for key, value in source.items() if value} if draft.url else None,
        "original_name": headers.one_line(draft.original_name),
        "original": None,
        "original_hash": digest,
        "imported_from": headers.clean(_origin(draft)),
        "body_hash": _body_hash(body),
    } | {
        key: value
        for key, value in draft.meta.items()
        if value and key not in _OWN and headers.clean(key) == key
    }


def _body_hash(body: str) -> str:
    return hashlib.sha256(body.strip("\n").encode("utf-8", "replace")).hexdigest()[:32]


def _why_keep(prior: Record, draft: Draft) -> str | None:
    """Why the article that is there must stay as it is, None where it may be replaced."""
    try:
        body = headers.body_of(prior.path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return f"The article {prior.path.name} cannot be read, so it was not replaced"
    if prior.body_hash and _body_hash(body) != prior.body_hash:
        return f"{prior.path.name} was edited here: kept; the newer version is with the originals"
    if draft.suspect:
        return f"{draft.suspect}: the better version already here was kept"
    words, new_words = len(_WORDS.findall(body)), len(_WORDS.findall(draft.body))
    if words >= 40 and new_words < words / 2:
        return f"Much shorter ({new_words} words instead of {words}): the longer one was kept"
    return None


def _is_alike(record: Record, draft: Draft) -> bool:
    """Whether a file at the same path is another version of an article, not another text."""
    try:
        text = record.path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    old = set(_WORDS.findall(headers.body_of(text).casefold()))
    new = set(_WORDS.findall(draft.body.casefold()))
    return not old or not new or len(old & new) >= 0.4 * min(len(old), len(new))


def slug(title: str) -> str:
    """A file name's stem for a title: words and hyphens, safe on every system."""
    text = unicodedata.normalize("NFC", title).casefold()
    text = re.sub(r"[^\w]+|_+", "-", unicodedata.normalize("NFC", text)).strip("-")
    while len(text.encode("utf-8", "replace")) > MAX_SLUG_BYTES:
        text = text[:-1]
    text = text.strip("-")
    return f"{text}-article" if _RESERVED.match(text) else text


def _safe_name(name: str) -> str:
    """name as a file name of its own: no separators, no control characters, not too long."""
    base = headers.clean(name).replace("\\", "/").rsplit("/", 1)[-1].strip(". ") or "original"
    stem, dot, suffix = base.rpartition(".")
    if len(base.encode("utf-8", "replace")) > 180:
        base = (stem or base)[:60] + dot + suffix[:10]
    return re.sub(r'[<>:"|?*]', "_", base)
