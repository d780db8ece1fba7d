"""What the importers' tests share: a target folder, a short way to import, the fixture pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.importers import ImportResult, import_paths

DATA = Path(__file__).resolve().parents[2] / "data" / "importers"
SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"

Bring = Callable[..., ImportResult]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "home" / "articles"


@pytest.fixture
def bring(target: Path) -> Bring:
    """Import paths into the target folder."""

    def run(*paths: Path, **options: object) -> ImportResult:
        return import_paths(paths, target, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Put a file into the folder that is imported from."""

    def put(name: str, content: str | bytes) -> Path:
        path = tmp_path / "from" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


@pytest.fixture
def pages() -> Path:
    return DATA / "pages"
