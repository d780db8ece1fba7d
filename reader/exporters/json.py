"""Everything of the user as JSON: the store's full dump, which an import reads back whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def dumps(dump: Mapping[str, Any]) -> str:
    """The text of a dump as Store.dump gives it."""
    return json.dumps(dump, ensure_ascii=False, indent=1) + "\n"
