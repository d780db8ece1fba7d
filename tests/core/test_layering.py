"""The core knows no Qt, imports nothing heavy where it must be quick, and imports downwards only."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READER = ROOT / "reader"
CORE = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in READER.rglob("*.py")
    if "ui" not in path.relative_to(READER).parts
)


def run_python(code: str) -> str:
    """What a fresh interpreter prints when it runs code."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def is_for_types(node: ast.stmt) -> bool:
    """Whether this is an `if TYPE_CHECKING:` block."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports_of(path: Path) -> set[str]:
    """The modules of this project that a file imports, anywhere but for its types alone."""
    found: set[str] = set()
    tree = ast.parse(path.read_text("utf-8"))
    tree.body = [node for node in tree.body if not is_for_types(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.split(".")[0] == "reader"}


def test_no_core_module_imports_qt() -> None:
    modules = [name for name in CORE if name != "reader.__main__"]
    code = "import importlib, sys\n"
    code += f"for name in {modules!r}: importlib.import_module(name)\n"
    code += "print([m for m in sys.modules if m.startswith(('PySide6', 'shiboken6'))])"
    assert run_python(code) == "[]"


@pytest.mark.parametrize("module", ["reader.library", "reader.store", "reader.settings"])
def test_what_a_start_needs_imports_nothing_heavy(module: str) -> None:
    heavy = ("numpy", "py3langid", "simplemma", "pyphen", "markdown", "nh3", "rapidfuzz", "yaml")
    code = f"import sys, {module}\nprint([m for m in {heavy!r} if m in sys.modules])"
    assert run_python(code) == "[]"


def test_the_core_never_imports_the_window() -> None:
    for path in READER.rglob("*.py"):
        if "ui" in path.relative_to(READER).parts or path.name in ("__main__.py", "command.py"):
            continue
        assert not [name for name in imports_of(path) if name.startswith("reader.ui")], path


def test_store_and_search_do_not_know_each_other() -> None:
    store = {"store", "marks", "shelf", "readings", "db", "tables", "backup"}
    search = {"search", "index_file", "analysis", "postings", "snippets", "query"}
    for mine, theirs in ((store, search), (search, store)):
        for name in mine:
            known = imports_of(READER / f"{name}.py")
            assert not known & {f"reader.{other}" for other in theirs}, name


def test_only_paths_knows_platformdirs_and_only_render_knows_markdown() -> None:
    for package, allowed in (
        ("platformdirs", {"paths.py"}),
        ("markdown", {"render.py", "dialect.py"}),
    ):
        users = {
            path.name
            for path in READER.rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if (
                isinstance(node, ast.Import)
                and any(a.name.split(".")[0] == package for a in node.names)
            )
            or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == package)
        }
        assert users <= allowed, (package, users)


def test_nobody_walks_the_chain_of_the_focus() -> None:
    """PySide makes what it returns a child of the widget it is asked of: see `ui/access.py`."""
    calls = re.compile(r"InFocusChain\(\)")
    files = READER.glob("ui/*.py")
    assert [file.name for file in files if calls.search(file.read_text("utf-8"))] == []


def test_no_core_module_imports_in_a_circle() -> None:
    graph = {
        name: {
            used
            for used in imports_of(READER.parent / (name.replace(".", "/") + ".py"))
            if used in CORE
        }
        for name in CORE
        if (READER.parent / (name.replace(".", "/") + ".py")).is_file()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name in done:
            return
        for used in sorted(graph.get(name, ())):
            visit(used, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())
