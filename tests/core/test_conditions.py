"""How a condition is asked of the index."""

from __future__ import annotations

import apsw

from reader.conditions import All, Rows, Select, Terms, select


def test_the_full_text_is_searched_once_whatever_else_is_asked() -> None:
    """FTS5 says "=" in its plan where it is asked anew for each row of the other question."""
    db = apsw.Connection(":memory:")
    db.execute("CREATE VIRTUAL TABLE fx USING fts5(terms); CREATE TABLE scope(number INTEGER)")
    scope = Rows(Select("SELECT number FROM scope", ()))
    asked = select(All((Terms('"word"'), scope)))
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {asked.sql}", asked.bindings)]
    (full_text,) = [line for line in plan if "fx VIRTUAL TABLE" in line]
    assert "=" not in full_text.partition("INDEX")[2], plan
