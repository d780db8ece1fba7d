"""Runs the cases, each in a process of its own, and prints the table."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.torture.cases import CASES
from tests.torture.table import Case, Result

_LONGEST_SECONDS = 3600
_HEAD = ("case", "rounds", "lost", "crashed", "hung", "worst time", "")


def main(arguments: list[str] | None = None) -> int:
    """Run the cases named (all by default); 1 on any loss, crash or hang."""
    options = _parser().parse_args(arguments)
    if options.inside:
        return _run_here(_named(options.case[0]), options.rounds, options.seed)
    chosen = [_named(name) for name in options.case] or list(CASES)
    results = {}
    _row(_HEAD)
    for case in chosen:
        results[case.name] = result = run_apart(case, options.rounds, options.seed)
        figures = (result.rounds, result.lost, result.crashed, result.hung)
        _row((case.name, *map(str, figures), f"{result.worst * 1000:.0f} ms", result.note))
        for failure in result.failures:
            print(f"    {failure}", flush=True)
    return 0 if all(result.ok for result in results.values()) else 1


def _parser() -> argparse.ArgumentParser:
    about = "\n".join(f"  {case.name:14} {case.about}" for case in CASES)
    parser = argparse.ArgumentParser(
        "torture", epilog=f"cases:\n{about}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("case", nargs="*", help="the cases to run; all without one")
    parser.add_argument("--rounds", type=int, default=0, help="rounds of each case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser


def _named(name: str) -> Case:
    for case in CASES:
        if case.name == name:
            return case
    sys.exit(f"torture: there is no case {name}; --help lists them")


def _run_here(case: Case, rounds: int, seed: int) -> int:
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        print(json.dumps(asdict(case.run(rounds, Path(folder), seed))))
    return 0


def run_apart(case: Case, rounds: int, seed: int) -> Result:
    """Run a case in another process: its death is a crash, its silence a hang."""
    rounds = rounds or case.long
    command = [sys.executable, "-m", "tests.torture", case.name, "--inside"]
    command += ["--rounds", str(rounds), "--seed", str(seed)]
    try:
        run = subprocess.run(
            command, check=False, stdout=subprocess.PIPE, text=True, timeout=_LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return Result(rounds, hung=1)
    if run.returncode:
        return Result(rounds, crashed=1, failures=[f"the case ended with {run.returncode}"])
    return Result(**json.loads(run.stdout.splitlines()[-1]))


def _row(cells: tuple[str, ...]) -> None:
    name, *figures, note = cells
    print(f"{name:14}" + "".join(f"{figure:>11}" for figure in figures) + f"  {note}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
