"""Writes a query from its tree in the plainest way: reading that again must give the same tree."""

from __future__ import annotations

from reader.query import And, Field, Node, Not, Or, Query, Words

_SCOPES = {"": "", "title": "title:", "text": "in:text:", "notes": "in:notes:"}


def plainest(query: Query) -> str:
    """The text of a query without what its reading does not need."""
    return "" if query.root is None else _write(query.root)


def _write(node: Node) -> str:
    if isinstance(node, Words):
        return _write_words(node)
    if isinstance(node, Field):
        quote = '"' if any(c.isspace() or c in "()" for c in node.value) else ""
        return f"{node.name}:{quote}{node.value}{quote}"
    if isinstance(node, Not):
        return "-" + _bracketed(node.part, (And, Or))
    if isinstance(node, Or):
        return " OR ".join(_bracketed(part, (Or,)) for part in node.parts)
    return " ".join(_bracketed(part, (And, Or)) for part in node.parts)


def _bracketed(node: Node, kinds: tuple[type[Node], ...]) -> str:
    return f"({_write(node)})" if isinstance(node, kinds) else _write(node)


def _write_words(node: Words) -> str:
    star = "*" if node.prefix and not node.typed else ""
    if node.exact:
        return f'{_SCOPES[node.scope]}"{" ".join(node.tokens)}"'
    return _SCOPES[node.scope] + "-".join(node.tokens) + star
