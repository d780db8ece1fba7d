"""Reads one article file for the catalogue: everything a row holds that its file decides.

Pure of the catalogue, so that many processes can do it at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path, PurePath

from reader import language, model, plaintext, source
from reader.collation import sort_keys
from reader.errors import LibraryError
from reader.metadata import details
from reader.model import LanguageSource
from reader.packing import pack
from reader.taken import Details, Read, Status, Taken, Task
from reader.titles import clean, from_name

READ = 2_000_000
"""At most this many bytes of a file decide its row."""

_IN_PART = "The file is large; only its beginning is shown."
_SNIPPET = 200
_WORDS_A_MINUTE, _CJK_A_MINUTE, _CJK_A_WORD = 220, 500, 2
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_NOT_CJK_LEADS = bytes(set(range(256)) - set(range(0xE3, 0xEE)))
_CODE = re.compile(r"<(?:pre|code|kbd|samp|math)[\s>]", re.IGNORECASE)


def status_of(found: os.stat_result) -> Status:
    """The part of a file's status that the catalogue keeps."""
    return Status(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)


def read_all(tasks: Iterable[Task]) -> list[Read]:
    """Read several files; the function that worker processes run."""
    return [read_one(task) for task in tasks]


def read_one(task: Task) -> Read:
    """Read one file. A file that is gone has no status; one that cannot be shown has a problem."""
    path = Path(os.fsdecode(task.path))
    root = _folder(task.root)
    try:
        data, found, digest = source.read_bytes(path, limit=READ, folder=root)
    except LibraryError as error:
        return _unreadable(task, path, root, str(error))
    if digest == task.known_hash:
        return Read(task.path, status_of(found), None)
    is_cut = found.st_size > len(data)
    try:
        article = source.parse(data, path.name, partial=is_cut, content_hash=digest)
    except LibraryError as error:
        return Read(task.path, status_of(found), _problem(path, root, digest, str(error)))
    scale = found.st_size / max(1, len(data))
    taken, text = take(article, path.relative_to(root), root, scale, quickly=task.quickly)
    packed = pack(text) if task.packs and not is_cut else None
    return Read(task.path, status_of(found), taken, packed)


@lru_cache(maxsize=64)
def _folder(name: bytes) -> Path:
    return Path(os.fsdecode(name))


def _unreadable(task: Task, path: Path, root: Path, why: str) -> Read:
    try:
        found = os.stat(task.path)
    except OSError:
        return Read(task.path, None, None)
    return Read(task.path, status_of(found), _problem(path, root, "", why))


def _problem(path: Path, root: Path, digest: str, why: str) -> Taken:
    """The row of a file that cannot be shown: its name, and why."""
    title = from_name(path.name)
    tag, is_certain, _ = _path_claim(path.relative_to(root), root)
    claimed = tag if is_certain else None
    return Taken(
        title=title,
        format=source.format_of(path.name),
        language=claimed,
        language_source="path" if claimed else "unknown",
        details=Details(),
        path_key="",
        snippet="",
        words=0,
        minutes=1,
        content_hash=digest,
        problem=why,
        sort_keys=sort_keys(title),
        is_shown=False,
    )


def take(
    article: source.Source,
    relative: PurePath,
    root: Path,
    scale: float = 1.0,
    *,
    quickly: bool = False,
) -> tuple[Taken, str]:
    """The row of a source and its plain text; scale is the file's size by the part that was read.

    quickly leaves a language open that only the language model could find: not final then.
    """
    made = plaintext.markdown_html(article.body) if article.format == "markdown" else ""
    text = plaintext.of_markdown_html(made, article.body) if made else source.plain_text(article)
    words, minutes = length(text)

    def detect(claimed: str | None) -> str | None:
        from reader import detection  # only where a file declares no language

        return detection.detect(
            _prose(article, made or article.body, text), claimed, quickly=quickly
        )

    tag, kind, key = _language(article.declared_language, relative, root, detect)
    is_in_part = article.partial and scale * READ > model.LARGE
    taken = Taken(
        title=article.title,
        format=article.format,
        language=tag,
        language_source=kind,
        details=details(article.meta, relative.name),
        path_key=key,
        snippet=snippet(text, article.title),
        words=round(words * scale),
        minutes=max(1, round(minutes * scale)),
        content_hash=article.content_hash,
        problem=_IN_PART if is_in_part else article.problem,
        sort_keys=sort_keys(article.title),
        is_final=tag is not None or not quickly,
    )
    return taken, text


def length(text: str) -> tuple[int, int]:
    """The words of a plain text and the minutes it takes to read, at least 1.

    Two characters of Chinese, Japanese or Korean count as a word. Reading goes at 220 words or 500
    such characters a minute.
    """
    if not text.encode("utf-8", "replace").translate(None, _NOT_CJK_LEADS):
        words = len(text.split())
        return words, max(1, round(words / _WORDS_A_MINUTE))
    characters = len(_CJK.findall(text))
    words = len(_CJK.sub(" ", text).split())
    minutes = words / _WORDS_A_MINUTE + characters / _CJK_A_MINUTE
    return words + (characters + 1) // _CJK_A_WORD, max(1, round(minutes))


def snippet(text: str, title: str) -> str:
    """The beginning of a plain text for display, without headings that repeat the title."""
    start = plaintext.without_markers(text[: 8 * _SNIPPET])
    first, _, rest = start.partition("\n")
    if rest and clean(first) == title:
        start = rest
    return clean(start[: 4 * _SNIPPET], _SNIPPET)


def _language(
    declared: str | None,
    relative: PurePath,
    root: Path,
    detect: Callable[[str | None], str | None],
) -> tuple[str | None, LanguageSource, str]:
    """The language by product order below the user's own, where from, and the path's key."""
    claimed, certain, key = _path_claim(relative, root)
    if declared:
        same = claimed and language.base(claimed) == language.base(declared)
        return declared, "declared", key if certain or same else language.path_key(relative)
    if claimed and certain:
        return claimed, "path", key
    found = detect(claimed)
    if claimed and found == language.base(claimed):
        return claimed, "path", key
    return found, "detected" if found else "unknown", language.path_key(relative)


def _prose(article: source.Source, markup: str, text: str) -> str:
    """Title and body without code, for detection."""
    if article.format != "text" and _CODE.search(markup):
        if article.format == "markdown":
            text = plaintext.of_markdown_html(markup, article.body, drop_code=True)
        else:
            text = plaintext.strip_html(markup, drop_code=True)
    return article.title + "\n" + plaintext.without_markers(text[:6_000])


def _path_claim(relative: PurePath, root: Path) -> tuple[str | None, bool, str]:
    """The tag a path claims, whether beyond doubt, and the key of the path without it."""
    found = language.path_tag(relative)
    if found:
        certain = found.certain or _is_confirmed(relative, root)
        return found.tag, certain, found.key
    named = language.component_tag(root.name)
    plain_key = language.path_key(relative)
    return (named[0], named[1] and not named[2], plain_key) if named else (None, False, plain_key)


def _is_confirmed(relative: PurePath, root: Path) -> bool:
    """Whether a doubtful language name has a certain one beside it ("it" beside "de")."""
    parts = relative.parts
    if language.component_tag(relative.stem):
        return _has_certain_tag(root.joinpath(*parts[:-1]), language.component_tag(relative.stem))
    for depth in range(len(parts) - 2, -1, -1):
        own = language.component_tag(parts[depth])
        if own:
            return _has_certain_tag(root.joinpath(*parts[:depth]), own)
    return False


@lru_cache(maxsize=256)
def _has_certain_tag(folder: Path, own: tuple[str, bool, str] | None) -> bool:
    """Whether a name in folder has the same form as own, and a language beyond doubt."""
    try:
        names = os.listdir(folder)
    except OSError:
        return False
    tags = (
        language.component_tag(name) or language.component_tag(PurePath(name).stem)
        for name in names
    )
    return any(tag and tag[1] and own and tag[2] == own[2] for tag in tags)
