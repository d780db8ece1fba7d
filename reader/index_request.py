"""What the window asks of the background process about marked articles, as JSON.

It stands apart from the work itself, which loads the whole search.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader.model import Known, Memory


def write_memory(memory: Memory) -> dict[str, object]:
    """A Memory as a request has it; the reverse of read_memory."""
    return {
        "known": [
            {"id": one.id, "path": str(one.path), "content_hash": one.content_hash}
            for one in memory.known
        ],
        "languages": dict(memory.languages),
        "folder_languages": {str(path): tag for path, tag in memory.folder_languages.items()},
    }


def read_memory(message: Mapping[str, Any]) -> Memory:
    """The Memory of a request."""
    known = tuple(
        Known(one["id"], Path(one["path"]), one["content_hash"]) for one in message.get("known", ())
    )
    folders = {Path(path): tag for path, tag in message.get("folder_languages", {}).items()}
    return Memory(known, dict(message.get("languages", {})), folders)
