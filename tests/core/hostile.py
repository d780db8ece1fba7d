"""Articles made to hang, crash or flood a renderer; shared by the tests and the long run."""

from __future__ import annotations


def articles(size: int = 50_000) -> dict[str, str]:
    """Bodies by name, each about size characters."""

    def repeated(part: str) -> str:
        return part * (size // len(part))

    width = size // 8
    return {
        "brackets": repeated("["),
        "links": repeated("[a]("),
        "CDATA": repeated("<![CDATA["),
        "wide table": "|a" * width + "\n" + "|-" * width + "\n",
        "long table": "|a|b|\n|-|-|\n" + repeated("|1|2|\n"),
        "lists": "".join("    " * depth + "- x\n" for depth in range(int((size / 2) ** 0.5))),
        "quotes": repeated(">") + " x",
        "quoted fences": repeated("> " * 20 + "```\n"),
        "nested fences": "".join("> " * (n % 40) + "```\n" for n in range(size // 44)),
        "divs": repeated("<div>") + "x",
        "bold": repeated("<b>") + "x",
        "formatting": "".join(f"<p><b id=x{n}>a" for n in range(size // 14)),
        "tables": repeated("<table><tr><td>") + "x",
        "text in tables": "<table>" + repeated("<div>x</div>"),
        "open tags": repeated("<a "),
        "open values": repeated("<a b='<a c=\""),
        "comments": repeated("<!--"),
        "scripts": repeated("x <script> "),
        "one word": repeated("x"),
        "directions": repeated("ab אב "),
        "marks": "a" + repeated("\u0301"),
        "emphasis": repeated("*a_"),
        "strikes": repeated("~~a "),
        "backticks": "".join("`" * n + " " for n in range(int((size * 2) ** 0.5))),
        "references": repeated("&"),
        "footnotes": "".join(f"[^{n}]\n\n[^{n}]: x\n\n" for n in range(size // 20)),
        "headings": repeated("# h\n\n"),
        "lines": repeated("a\n\n"),
        "fences": repeated("```\n"),
        "instructions": repeated("{{<\n"),
    }
