"""The command `lesesal`; what it does is in `reader.verbs.command`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reader.imports import imported


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status as its help lists them."""
    status: int = imported("reader.verbs.command").main(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())
