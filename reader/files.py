"""Files replaced whole: written beside, made durable, then given their name."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from reader.errors import StoreError


def sync_folder(folder: Path) -> None:
    """Make the names in folder durable, where the system can (POSIX)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_new(path: Path, data: bytes) -> None:
    """Write data to a new file, 0600 whatever the umask, and make it durable. OSError."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def replace_file(
    path: Path, data: bytes, *, keep: Path | None = None, sync_name: bool = True
) -> None:
    """Put data in the place of path's content, all or nothing; the old content goes to keep.

    A symbolic link stays one: the file it names is replaced. StoreError where the machine refuses;
    path then holds what it held. Without sync_name the caller syncs the folder, of many files at
    once.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name[:200]}.{os.getpid()}-{os.urandom(4).hex()}.new")
    try:
        write_new(beside, data)
        if keep is not None and target.exists():
            _keep(target, keep)
        os.replace(beside, target)
        if sync_name:
            sync_folder(target.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"{path} cannot be written: {reason}.", path) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _keep(target: Path, keep: Path) -> None:
    beside = keep.with_name(f".{keep.name}.{os.getpid()}-{os.urandom(4).hex()}.new")
    second_name(target, beside)
    os.replace(beside, keep)


def second_name(path: Path, name: Path) -> None:
    """Make name another name of path's content, or a copy where links are not known. OSError."""
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:
        copy_file(path, name)


def free_name(path: Path, ending: str = "") -> Path:
    """path + ending, or with "-1", "-2", … between them where that name is taken."""
    candidate, number = path.with_name(path.name + ending), 0
    while os.path.lexists(candidate):
        number += 1
        candidate = path.with_name(f"{path.name}-{number}{ending}")
    return candidate


def copy_file(source: Path, target: Path) -> None:
    """Copy to a new file, 0600, and make it durable. OSError."""
    import shutil  # 4 ms that no start needs to pay

    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as stream, source.open("rb") as content:
        shutil.copyfileobj(content, stream, 1 << 20)
        stream.flush()
        os.fsync(stream.fileno())


def sync_file(path: Path) -> None:
    """Make a file's content durable. OSError."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
