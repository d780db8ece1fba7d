"""The unsaved text of notes being written: one small file each, so that kill -9 loses little."""

from __future__ import annotations

import json
from pathlib import Path

from reader.files import replace_file
from reader.paths import make_private_folder


class Drafts:
    """Texts by key in a folder of their own; works even where marks.db cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, text: str) -> None:
        """Keep text under key, on the disk when this returns. StoreError where that fails."""
        make_private_folder(self._folder)
        replace_file(self._file(key), json.dumps({"key": key, "text": text}).encode())

    def all(self) -> dict[str, str]:
        """Every draft that can be read; one that cannot is left where it is."""
        found = {}
        for file in sorted(self._folder.glob("*.json")):
            draft = _read(file)
            if draft is not None:
                found[draft[0]] = draft[1]
        return found

    def clear(self, key: str) -> None:
        """Forget the draft: its text has been saved, or given up by the user."""
        self._file(key).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        import hashlib  # OpenSSL with it: not for a start

        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / f"{name}.json"


def _read(file: Path) -> tuple[str, str] | None:
    try:
        draft = json.loads(file.read_bytes())
        key, text = draft["key"], draft["text"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return (key, text) if isinstance(key, str) and isinstance(text, str) else None
