"""The folder of imported articles: where a draft goes, and whether it is there already.

What was imported is known from the front matter of the articles themselves; there is no other
record that could disagree with them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from reader.files import replace_file
from reader.importers import headers, identity
from reader.importers.headers import Record
from reader.importers.values import PICTURES, Draft, Imported, Skipped
from reader.paths import make_private_folder

ORIGINALS = "originals"
MAX_SLUG_BYTES = 100
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")
_OWN = frozenset(["id", "original_name", "original", "original_hash", "imported_from", "body_hash"])
_WORDS = re.compile(r"\w+")


class Filing:
    """One import's view of the target folder.

    With dry_run nothing is written, and the answers are those of a real import.
    """

    def __init__(self, target: Path, *, dry_run: bool = False) -> None:
        self._target = target
        self._dry_run = dry_run
        self._by_id: dict[str, Record] = {}
        self._by_hash: dict[str, Record] = {}
        self._by_url: dict[str, Record] = {}
        self._by_origin: dict[str, Record] = {}
        self._taken: set[Path] = set()
        for record in _records(target):
            self._remember(record)

    def put(self, draft: Draft) -> Imported | Skipped:
        """Write draft as a new article, or over its older self, or not at all.

        StoreError where the disk refuses; then nothing of the draft is left but its original.
        """
        digest = identity.digest(draft.original, draft.part)
        shown = Path(draft.origin)
        if known := self._by_hash.get(digest):
            return Skipped(shown, f"Already imported, unchanged: {known.path.name}", known.id)
        prior = self._prior(draft)
        if prior is None:
            return self._write_new(draft, digest)
        if reason := _why_keep(prior, draft):
            self._keep_original(draft)
            return Skipped(shown, reason, prior.id)
        return self._write(draft, digest, prior.path, prior.id, updated=True)

    def by_url(self, url: str) -> str | None:
        """The id of the article with that address."""
        record = self._by_url.get(identity.address_key(url))
        return record.id if record else None

    def keep(self, data: bytes, name: str) -> None:
        """Keep a file that holds marks or addresses only, as it was."""
        if not self._dry_run:
            self._original(data, name)

    def _remember(self, record: Record) -> None:
        self._by_id[record.id] = record
        self._taken.add(record.path)
        if record.original_hash:
            self._by_hash[record.original_hash] = record
        if record.url:
            self._by_url[identity.address_key(record.url)] = record
        if record.imported_from:
            self._by_origin[record.imported_from] = record

    def _prior(self, draft: Draft) -> Record | None:
        """The article that draft is a newer version of."""
        if draft.url and (record := self._by_url.get(identity.address_key(draft.url))):
            return record
        record = self._by_origin.get(_origin(draft))
        if record is None or (draft.url and record.url):
            return None
        return record if _is_alike(record, draft) else None

    def _write_new(self, draft: Draft, digest: str) -> Imported:
        folder = self._target / _folder_name(draft.language)
        path = self._free(folder, slug(draft.title) or slug(Path(draft.original_name).stem))
        key = identity.address_key(draft.url) if draft.url else digest
        given = draft.meta.get("id")
        wanted = given if isinstance(given, str) and given else identity.article_id(key)
        return self._write(draft, digest, path, self._free_id(wanted, digest), updated=False)

    def _free_id(self, wanted: str, digest: str) -> str:
        return identity.article_id(wanted + digest) if wanted in self._by_id else wanted

    def _free(self, folder: Path, name: str) -> Path:
        stem = name or "article"
        path = folder / f"{stem}.md"
        number = 1
        while path in self._taken or path.exists():
            number += 1
            path = folder / f"{stem}-{number}.md"
        return path

    def _write(self, draft: Draft, digest: str, path: Path, id_: str, *, updated: bool) -> Imported:
        body = draft.body.replace(PICTURES, quote(f"{path.stem}_files") + "/")
        meta = _front_matter(draft, id_, digest, body)
        if not self._dry_run:
            meta["original"] = self._original(draft.original, draft.original_name)
            for name, data in draft.pictures.items():
                self._picture(path.with_name(f"{path.stem}_files") / name, data)
            _put_file(path, headers.compose(meta, body).encode("utf-8", "replace"))
        self._remember(
            Record(path, id_, draft.url or "", _origin(draft), digest, str(meta["body_hash"]))
        )
        return Imported(
            path, id_, str(meta["title"]), draft.language, draft.removed, updated, draft.notes
        )

    def _picture(self, path: Path, data: bytes) -> None:
        if not path.exists():
            _put_file(path, data)

    def _keep_original(self, draft: Draft) -> None:
        if not self._dry_run:
            self._original(draft.original, draft.original_name)

    def _original(self, data: bytes, name: str) -> str:
        """Keep data among the originals, once; its path relative to the target folder."""
        place = Path(ORIGINALS, hashlib.sha256(data).hexdigest()[:16], _safe_name(name))
        path = self._target / place
        if not path.exists():
            self._hide_originals()
            _put_file(path, data)
        return place.as_posix()

    def _hide_originals(self) -> None:
        """Tell library scans that the originals are no articles."""
        path = self._target / ".ignore"
        names = path.read_text("utf-8").splitlines() if path.exists() else []
        if ORIGINALS not in names:
            _put_file(path, "\n".join([*names, ORIGINALS, ""]).encode())


def _put_file(path: Path, data: bytes) -> None:
    make_private_folder(path.parent)
    replace_file(path, data)


def _records(target: Path) -> Iterator[Record]:
    for path in sorted(target.glob("*/*.md")):
        if record := headers.read(path):
            yield record


def _folder_name(language: str | None) -> str:
    return language or "und"


def _origin(draft: Draft) -> str:
    return f"{draft.origin}#{draft.part}" if draft.part else draft.origin


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
    } | {key: value for key, value in draft.meta.items() if key not in _OWN}


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
