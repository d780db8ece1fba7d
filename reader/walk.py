"""Finds the article files below a folder, and notices what it could not see."""

from __future__ import annotations

import errno
import fnmatch
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reader.taken import FORMATS

_EXTENSIONS = tuple(extension.encode() for extension in FORMATS)
_PASSED_OVER = frozenset(
    {
        b"node_modules",
        b"bower_components",
        b"jspm_packages",
        b"__pycache__",
        b"__MACOSX",
        b"site-packages",
        b"lost+found",
        b"@eaDir",
        b"$RECYCLE.BIN",
        b"System Volume Information",
        b"CVS",
    }
)
_MARKER_FILES = frozenset({b"pyvenv.cfg", b"CACHEDIR.TAG"})
_PAGE_FOLDER = re.compile(
    rb"(.+?)[_.-](?:files|file|Dateien|fichiers|filer|bestanden|archivos|arquivos|pliki|soubory"
    rb"|tiedostot|ficheros|elemei|failid)",
    re.IGNORECASE | re.DOTALL,
)
_IGNORE_FILE = b".ignore"
_IGNORE_LIMIT = 65_536
_DEEPEST = 200


@dataclass(slots=True)
class Walk:
    """What one walk met besides the articles it yielded.

    blind holds the folders (bytes) whose content could not be listed, problems the reasons why;
    seen the (device, inode) of folders that were listed.
    """

    blind: dict[bytes, str] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line of an .ignore file."""

    folder: bytes
    pattern: bytes
    anchored: bool
    folders_only: bool

    def matches(self, parent: bytes, name: bytes, is_folder: bool) -> bool:
        if self.folders_only and not is_folder:
            return False
        if not self.anchored:
            return fnmatch.fnmatchcase(name, self.pattern)
        inside = parent[len(self.folder) + 1 :]
        relative = inside + b"/" + name if inside else name
        return fnmatch.fnmatchcase(relative, self.pattern)


def is_article_name(name: bytes) -> bool:
    """Whether a file of this name would be an article."""
    return name.lower().endswith(_EXTENSIONS) and not name.startswith(b".")


def is_telling_name(name: bytes) -> bool:
    """Whether a file of this name decides which other names of its folder are passed over."""
    return name == _IGNORE_FILE or name in _MARKER_FILES


def files(
    root: bytes,
    walk: Walk,
    *,
    top: bytes | None = None,
    stop: Callable[[], bool] | None = None,
) -> Iterator[tuple[bytes, os.stat_result]]:
    """The articles below root (or below top, a folder in it): path and status, names in order.

    Hidden and machine-made folders, and what a folder's `.ignore` file names, are passed over.
    Symbolic links are followed where their target lies inside root; what was seen already is not
    seen twice. A folder that cannot be listed is put into walk.blind, with its reason.
    """
    start = root if top is None else top
    if start != root and not os.path.isdir(start):
        yield from _single(root, start)
        return
    if start != root and not _is_reached(root, start, is_folder=True):
        return
    links: list[tuple[bytes, os.stat_result]] = []
    met: set[tuple[int, int]] = set()
    queue: list[tuple[bytes, tuple[_Rule, ...]]] = [(start, _rules_above(root, start))]
    while queue or links:
        if stop and stop():
            return
        if not queue:
            yield from _linked(root, links, met, queue, walk)
            links = []
            continue
        folder, rules = queue.pop()
        for path, status in _list(folder, rules, walk, queue, links):
            met.add((status.st_dev, status.st_ino))
            yield path, status


def _single(root: bytes, path: bytes) -> Iterator[tuple[bytes, os.stat_result]]:
    """The article at path, where a walk from root would come to it."""
    if not is_article_name(os.path.basename(path)) or not _is_reached(root, path, is_folder=False):
        return
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            target = os.path.realpath(path)
            status = os.stat(target)
            if not is_below(target, os.path.realpath(root)) or is_article_name(
                os.path.basename(target)
            ):
                return
    except OSError:
        return
    yield path, status


def _is_reached(root: bytes, path: bytes, *, is_folder: bool) -> bool:
    """Whether no name between root and path is passed over or ignored."""
    rules = _rules_above(root, path)
    while path != root and is_below(path, root):
        folder, name = os.path.split(path)
        names = set(_page_names(folder, name))
        if is_folder and _is_passed_over(name, folder, True, rules, names):
            return False
        if _is_ignored(name, folder, is_folder, rules):
            return False
        if any(os.path.lexists(os.path.join(folder, marker)) for marker in _MARKER_FILES):
            return False
        path, is_folder = folder, True
    return True


def _page_names(folder: bytes, name: bytes) -> Iterator[bytes]:
    """The names of the saved pages whose parts a folder of this name would hold."""
    match = _PAGE_FOLDER.fullmatch(name)
    for extension in (b".html", b".htm") if match else ():
        if match and os.path.lexists(os.path.join(folder, match[1] + extension)):
            yield match[1] + extension


def _list(
    folder: bytes,
    rules: tuple[_Rule, ...],
    walk: Walk,
    queue: list[tuple[bytes, tuple[_Rule, ...]]],
    links: list[tuple[bytes, os.stat_result]],
) -> list[tuple[bytes, os.stat_result]]:
    """The articles of one folder; its folders go into queue, its links into links."""
    try:
        status = os.stat(folder)
        if (status.st_dev, status.st_ino) in walk.seen:
            return []
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        walk.blind[folder] = reason(error)
        return []
    walk.seen.add((status.st_dev, status.st_ino))
    names = {entry.name for entry in listed}
    if names & _MARKER_FILES or folder.count(os.sep.encode()) > _DEEPEST:
        return []
    if _IGNORE_FILE in names:
        rules = (*rules, *_read_rules(folder))
    found = []
    folders = []
    for entry in listed:
        try:
            if entry.is_symlink():
                if not _is_passed_over(entry.name, folder, True, rules, names):
                    links.append((entry.path, entry.stat()))
            elif entry.is_dir():
                if not _is_passed_over(entry.name, folder, True, rules, names):
                    folders.append((entry.path, rules))
            elif is_article_name(entry.name) and not (
                rules and _is_ignored(entry.name, folder, False, rules)
            ):
                found.append((entry.path, entry.stat()))
        except OSError:
            continue  # a broken link, or gone since it was listed
    queue.extend(reversed(folders))
    return found


def _linked(
    root: bytes,
    links: list[tuple[bytes, os.stat_result]],
    met: set[tuple[int, int]],
    queue: list[tuple[bytes, tuple[_Rule, ...]]],
    walk: Walk,
) -> Iterator[tuple[bytes, os.stat_result]]:
    """The articles that only links lead to; linked folders go into queue."""
    inside = os.path.realpath(root)
    for path, status in links:
        key = (status.st_dev, status.st_ino)
        target = os.path.realpath(path)
        if key in met or key in walk.seen or not is_below(target, inside):
            continue
        if stat.S_ISDIR(status.st_mode):
            queue.append((path, ()))
        elif stat.S_ISREG(status.st_mode) and is_article_name(os.path.basename(path)):
            met.add(key)
            yield path, status


def is_below(path: bytes, folder: bytes) -> bool:
    """Whether path lies in folder, or is it; both absolute and normalised."""
    prefix = folder if folder.endswith(os.sep.encode()) else folder + os.sep.encode()
    return path == folder or path.startswith(prefix)


def _is_passed_over(
    name: bytes,
    folder: bytes,
    is_folder: bool,
    rules: tuple[_Rule, ...],
    names: set[bytes],
) -> bool:
    if name.startswith(b".") or name in _PASSED_OVER or _is_page_folder(name, names):
        return True
    return _is_ignored(name, folder, is_folder, rules)


def _is_page_folder(name: bytes, names: set[bytes]) -> bool:
    """Whether a folder holds the parts of a saved page beside it (`x_files` beside `x.html`)."""
    match = _PAGE_FOLDER.fullmatch(name)
    return match is not None and not names.isdisjoint((match[1] + b".html", match[1] + b".htm"))


def _is_ignored(name: bytes, folder: bytes, is_folder: bool, rules: tuple[_Rule, ...]) -> bool:
    return any(rule.matches(folder, name, is_folder) for rule in rules)


def _rules_above(root: bytes, start: bytes) -> tuple[_Rule, ...]:
    """The rules of the .ignore files between root and start, where start is below root."""
    rules: list[_Rule] = []
    folder = os.path.dirname(start)
    while start != root and is_below(folder, root):
        rules = [*_read_rules(folder), *rules]
        if folder == root:
            break
        folder = os.path.dirname(folder)
    return tuple(rules)


def _read_rules(folder: bytes) -> list[_Rule]:
    try:
        with open(os.path.join(folder, _IGNORE_FILE), "rb") as file:
            lines = file.read(_IGNORE_LIMIT).splitlines()
    except OSError:
        return []
    return [rule for line in lines[:1000] if (rule := _rule(folder, line.strip()))]


def _rule(folder: bytes, line: bytes) -> _Rule | None:
    """A line of an .ignore file: a name or glob; with a slash, relative to the file's folder."""
    if not line or line.startswith((b"#", b"!")) or len(line) > 400:
        return None
    pattern = line.rstrip(b"/")
    anchored = b"/" in pattern
    return _Rule(folder, pattern.lstrip(b"/"), anchored, line.endswith(b"/"))


def reason(error: OSError) -> str:
    """Why a folder cannot be listed, for people."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return "The folder cannot be read: the permission is missing."
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "The folder is not there. Is the disk or the network folder connected?"
    return f"The folder cannot be read: {(error.strerror or str(error)).lower()}."
