"""The torture cases in short: each loses nothing, and each is able to see a loss."""

from __future__ import annotations

import pytest

from reader import db, marks, verify
from tests.torture import damage, powercut
from tests.torture.__main__ import main
from tests.torture.cases import CASES
from tests.torture.table import Case, Result


@pytest.mark.parametrize("case", [case for case in CASES if case.short], ids=lambda case: case.name)
def test_nothing_is_lost(case: Case, tmp_path):
    result = case.run(case.short, tmp_path, 7)
    assert result.ok, result.failures


def test_the_power_cut_sees_a_store_that_does_not_sync(tmp_path, monkeypatch):
    careless = tuple(line.replace("= FULL", "= OFF") for line in db._PRAGMAS)
    monkeypatch.setattr(db, "_PRAGMAS", careless)
    assert powercut.power_cut(8, tmp_path, 7).lost


def test_the_damage_sees_a_store_that_checks_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(db.Database, "_verified", lambda self, table, row: row[:-1])
    monkeypatch.setattr(marks.Marks, "everything", _unchecked)
    monkeypatch.setattr(verify, "_check_row", lambda table, row, findings: 0)
    monkeypatch.setattr(verify, "_check_table", lambda *arguments: None)
    assert damage.damage(25, tmp_path, 7).lost


def _unchecked(self: marks.Marks, *, deleted: bool) -> list[marks.Mark]:
    return [marks.mark_from(row) for row in self._database.read(marks.MARKS)]


def test_the_table_is_printed_and_a_clean_run_ends_well(capsys):
    assert main(["moved", "--rounds", "2"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:5] == ["moved", "2", "0", "0", "0"]


def test_a_loss_ends_badly(capsys, monkeypatch):
    lost = Result(1, lost=1, failures=["lost: a mark"])
    monkeypatch.setattr("tests.torture.__main__.run_apart", lambda *arguments: lost)
    assert main(["moved"]) == 1
    assert "lost: a mark" in capsys.readouterr().out


def test_a_case_that_dies_is_a_crash(capsys, monkeypatch):
    monkeypatch.setattr("tests.torture.__main__._LONGEST_SECONDS", 0.01)
    assert main(["moved", "--rounds", "2"]) == 1


def test_an_unknown_case_is_told():
    with pytest.raises(SystemExit):
        main(["nothing"])
