"""Files to be imported, in a folder or in an archive, behind limits that no archive can exceed."""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from reader.errors import FormatError, LibraryError
from reader.importers import zips

MAX_FILE = 100_000_000
MAX_TOTAL = 1_000_000_000
MAX_ENTRIES = 20_000
MAX_RATIO = 200
_SMALL = 1_000_000
"""Below this many bytes a file's ratio says nothing."""


class FolderTree:
    """The regular files below a folder; symbolic links are not followed."""

    def __init__(self, root: Path, only: Path | None = None) -> None:
        self._root = root
        self._only = only
        self.claimed: set[str] = set()

    @property
    def origin(self) -> str:
        return str(self._root)

    @property
    def prefix(self) -> str:
        """What stands before a name where it is shown."""
        return str(self._root / "x")[:-1]

    def names(self) -> list[str]:
        """Relative POSIX paths, sorted; hidden files and folders are passed over."""
        if self._only is not None:
            return [self._only.name]
        found: list[str] = []
        for folder, folders, files in os.walk(self._root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            place = Path(folder).relative_to(self._root)
            found += [(place / name).as_posix() for name in sorted(files) if name[0] != "."]
        return found

    def path(self, name: str) -> Path:
        return self._root / name

    def read(self, name: str, limit: int = MAX_FILE) -> bytes:
        """The bytes of a file. LibraryError: no regular file, too large or unreadable."""
        return read_file(self._root / name, limit)

    def find(self, name: str, limit: int) -> bytes | None:
        """The bytes of a file that an article refers to; None where it may not or cannot be had."""
        try:
            path = (self._root / name).resolve()
            if not path.is_relative_to(self._root.resolve()):
                return None
            return read_file(path, limit)
        except (OSError, ValueError, LibraryError):
            return None

    def claim(self, name: str, limit: int) -> bytes | None:
        """The same; the file is no entry of its own then."""
        found = self.find(name, limit)
        if found is not None:
            self.claimed.add(name)
        return found


def read_file(path: Path, limit: int = MAX_FILE) -> bytes:
    """The bytes of a regular file that is not a link. LibraryError with the reason where not."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        reason = "a symbolic link" if path.is_symlink() else error.strerror or str(error)
        raise LibraryError(f"Cannot be read: {reason}", path) from error
    with os.fdopen(handle, "rb") as file:
        return _checked_content(file, path, limit)


def _checked_content(file: IO[bytes], path: Path, limit: int) -> bytes:
    facts = os.fstat(file.fileno())
    if not stat.S_ISREG(facts.st_mode):
        raise LibraryError("Not a regular file", path)
    if facts.st_size > limit:
        raise LibraryError(
            f"Too large: {megabytes(facts.st_size)} (limit {megabytes(limit)})", path
        )
    try:
        return file.read(limit + 1)
    except OSError as error:
        raise LibraryError(f"Cannot be read: {error.strerror or error}", path) from error


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"


class ZipTree:
    """The files in a zip, its names made safe and its sizes limited while they are read.

    problems lists (name, reason) of the entries left out; claimed names are read with another
    entry. A zip whose end is missing is read from its start as far as it goes.
    """

    def __init__(self, path: Path, data: bytes | None = None, origin: str | None = None) -> None:
        self.origin = origin or str(path)
        self.problems: list[tuple[str, str]] = []
        self.claimed: set[str] = set()
        self._path = path
        self._left = MAX_TOTAL
        self._members: dict[str, zips.Member] = {}
        try:
            self._file: IO[bytes] = io.BytesIO(data) if data is not None else path.open("rb")
        except OSError as error:
            raise LibraryError(f"Cannot be read: {error.strerror or error}", path) from error
        try:
            self._open()
        except FormatError:
            self._file.close()
            raise

    def _open(self) -> None:
        zips.check_size(self._file, MAX_ENTRIES)
        try:
            self._zip: zipfile.ZipFile | None = zipfile.ZipFile(self._file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            self._zip = None
            members = zips.salvage(self._file, MAX_ENTRIES)
            rescued = f"The archive is damaged or cut short: {len(members)} files could be read"
            self.problems.append(("", rescued))
        else:
            members = zips.members(self._zip)
        for member in members:
            self._add(member)

    def _add(self, member: zips.Member) -> None:
        if member.is_folder:
            return
        name, reason = safe_name(member.name), member.problem
        if name is None:
            reason = "Its name leaves the archive"
        elif member.size > _SMALL and member.size > MAX_RATIO * max(1, member.packed):
            reason = f"Unpacks to more than {MAX_RATIO} times its size: refused"
        if reason or name is None:
            self.problems.append((member.name, reason or ""))
        elif not PurePosixPath(name).name.startswith(".") and not name.startswith("__MACOSX/"):
            self._members[name] = member

    def close(self) -> None:
        if self._zip is not None:
            self._zip.close()
        self._file.close()

    def names(self) -> list[str]:
        return list(self._members)

    @property
    def prefix(self) -> str:
        """What stands before a name where it is shown."""
        return f"{self.origin}!"

    def path(self, name: str) -> Path:
        """Where an entry is, as shown to the user; "" is the archive itself."""
        return Path(self.prefix + name if name else self.origin)

    def read(self, name: str, limit: int = MAX_FILE) -> bytes:
        """The bytes of an entry. FormatError where it is damaged or breaks a limit."""
        member, allowed = self._members[name], min(limit, self._left)
        try:
            data = zips.read(self._zip, self._file, member, allowed)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise FormatError(f"Damaged in the archive: {error}", self.path(name)) from error
        except (NotImplementedError, RuntimeError) as error:
            raise FormatError(f"Cannot be unpacked: {error}", self.path(name)) from error
        if len(data) > allowed:
            raise FormatError("The archive unpacks to too much: refused", self.path(name))
        self._left -= len(data)
        return data

    def find(self, name: str, limit: int) -> bytes | None:
        """The bytes of an entry an article refers to; None where there is none that may be had."""
        wanted = safe_name(os.path.normpath(name).replace(os.sep, "/"))
        if wanted is None or wanted not in self._members:
            return None
        try:
            return self.read(wanted, limit)
        except FormatError:
            return None

    def claim(self, name: str, limit: int) -> bytes | None:
        """The same; the file is no entry of its own then."""
        found = self.find(name, limit)
        if found is not None:
            self.claimed.add(name)
        return found


Tree = FolderTree | ZipTree


def safe_name(name: str) -> str | None:
    """name as a relative POSIX path; None where it is absolute or climbs out."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or not path.parts or ":" in path.parts[0]:
        return None
    return None if "\x00" in name else path.as_posix()


def entries(tree: Tree) -> Iterator[str]:
    """The names in tree that are not the pictures and styles of a saved page beside it."""
    names = tree.names()
    stems = {
        PurePosixPath(name).with_suffix("").as_posix()
        for name in names
        if name.lower().endswith((".html", ".htm", ".xhtml"))
    }
    companions = tuple(
        stem + ending for stem in stems for ending in ("_files/", ".files/", "-Dateien/", "-filer/")
    )
    yield from (name for name in names if not _is_below(name, companions))


def _is_below(name: str, folders: tuple[str, ...]) -> bool:
    return bool(folders) and name.startswith(folders)
