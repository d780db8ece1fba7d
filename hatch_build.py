"""Compiles the interface's translations into the wheel: resources/i18n/*.ts to *.qm."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel is built, an editable one too; a damaged .ts file stops the build."""

    PLUGIN_NAME = "translations"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the .qm files and let the wheel hold them although git ignores them."""
        root = Path(self.root)
        tool = runpy.run_path(str(root / "resources" / "i18n" / "update.py"))
        made: list[Path] = tool["compile_all"]()
        build_data["artifacts"] += [f"/{path.relative_to(root).as_posix()}" for path in made]
