"""A real file system that is soon full."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_RIGHT = "not run: no right to mount a tmpfs here"


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path | None]:
    """A tmpfs below folder of a size as mount(8) has it; None without the right to mount."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    try:
        failed = subprocess.run(mount, check=False, capture_output=True).returncode
    except OSError:
        failed = 1
    if failed:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=False, capture_output=True)
