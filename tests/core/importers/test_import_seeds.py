"""The five texts scraped from blogs: title, language, structure, nothing lost, no residue."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reader import frontmatter
from reader.importers import import_paths

_ROOT = Path(__file__).resolve().parents[3]
_SEEDS = _ROOT.parent / "shared" / "seeds"
_GOLDEN = json.loads((_ROOT / "tests" / "data" / "importers" / "seeds.json").read_text("utf-8"))
_RESIDUE = re.compile(
    r"Leave a Reply|Lämna ett svar|Kommentar verfassen|\$config|Andra bloggar om|Pingback|"
    r"Obligatoriska fält|benötigte Eingabe|thoughts on|, , ,",
    re.IGNORECASE,
)

pytestmark = pytest.mark.skipif(
    not _SEEDS.is_dir(), reason="the seed texts are not beside the project"
)


def _imported(name: str, target: Path) -> tuple[dict[str, object], str, tuple[str, ...]]:
    result = import_paths([_SEEDS / name], target)
    (one,) = result.imported
    meta, body = frontmatter.split(one.path.read_text("utf-8"))
    return meta, body, one.removed


def _plain(markdown: str) -> str:
    without = re.sub(r"\\(?=[^\w\s])", "", markdown)
    lines = (re.sub(r"^(> |#+ |-   |\d+\.  )", "", line) for line in without.split("\n"))
    return " ".join(" ".join(lines).replace("**", "").split())


@pytest.mark.parametrize("name", sorted(_GOLDEN))
def test_structure_of_a_seed_is_as_recorded(name: str, tmp_path: Path) -> None:
    meta, body, removed = _imported(name, tmp_path)
    said = body.partition("\n## Komment")[2]
    found = {
        "title": meta["title"],
        "language": meta["language"],
        "author": meta.get("author"),
        "tags": meta.get("tags", []),
        "outline": re.findall(r"^## (.*)$", body, re.MULTILINE),
        "bullets": len(re.findall(r"^-   ", body, re.MULTILINE)),
        "numbers": len(re.findall(r"^\d+\.  ", body, re.MULTILINE)),
        "quotations": len(re.findall(r"^> ", body, re.MULTILINE)),
        "comment_paragraphs": len(said.strip().split("\n\n")) - 1 if said else 0,
        "removed": list(removed),
    }
    assert found == _GOLDEN[name]


@pytest.mark.parametrize("name", sorted(_GOLDEN))
def test_every_sentence_of_a_seed_is_kept_or_listed_as_removed(name: str, tmp_path: Path) -> None:
    meta, body, removed = _imported(name, tmp_path)
    kept = " ".join([str(meta["title"]), str(meta.get("author")), _plain(body)])
    kept = " ".join(kept.split())
    for line in (_SEEDS / name).read_text("utf-8").split("\n"):
        cleaned = re.sub(r"^\s*(•|\d+[.)])\s+", "", line)
        for sentence in re.split(r"(?<=[.!?]) ", " ".join(cleaned.split())):
            if sentence and line.strip() not in removed:
                assert sentence in kept


@pytest.mark.parametrize("name", sorted(_GOLDEN))
def test_no_residue_of_a_seed_is_left(name: str, tmp_path: Path) -> None:
    assert not _RESIDUE.search(_imported(name, tmp_path)[1])


@pytest.mark.parametrize("name", sorted(_GOLDEN))
def test_the_seed_itself_is_kept_unchanged(name: str, tmp_path: Path) -> None:
    meta, _, _ = _imported(name, tmp_path)
    assert (tmp_path / str(meta["original"])).read_bytes() == (_SEEDS / name).read_bytes()
