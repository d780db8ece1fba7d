"""Draws the diagrams of the collection: articles/<language>/images/<name>.png.

Needs Pillow and the DejaVu Sans fonts: `python3 articles/diagrams/make_diagrams.py`. Each figure is
drawn once and lettered in three languages, 630 units wide at twice that resolution, on an opaque
light card that stays legible on white, sepia and dark pages.
"""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ARTICLES = Path(__file__).resolve().parent.parent
WIDTH, SCALE, MARGIN = 630, 2, 30

CARD, EDGE = "#FAF8F4", "#D9D3C8"
TEXT, TEXT2 = "#1E1D1B", "#5A5650"
BLUE, AMBER, PALE = "#1F5A9E", "#A85B12", "#E8E4DB"
BLUE_TINT, AMBER_TINT, BEIGE = "#A9C3E0", "#E9C49A", "#C9C2B4"

Words = dict[str, dict[str, str]]

ONE_IN_TEN: Words = {
    "sv": {
        "file": "vart-tionde",
        "title": "Samma studie, två andelar",
        "left": "Rubriken",
        "left_note": "vart tionde, i presens",
        "right": "Räknat då",
        "right_note": "300\u00a0000, knappt vart tjugonde",
        "foot": "Varje ruta är 5\u00a0% av småföretagen. AMI Partners, 2008.",
    },
    "de": {
        "file": "jeder-zehnte",
        "title": "Eine Studie, zwei Anteile",
        "left": "Die Überschrift",
        "left_note": "jedes zehnte, im Präsens",
        "right": "Damals gezählt",
        "right_note": "300.000, knapp jedes zwanzigste",
        "foot": "Jedes Feld steht für 5\u00a0% der Kleinunternehmen. AMI Partners, 2008.",
    },
    "en": {
        "file": "one-in-ten",
        "title": "One study, two shares",
        "left": "The headline",
        "left_note": "one in ten, in the present tense",
        "right": "Counted at the time",
        "right_note": "300,000, almost one in twenty",
        "foot": "Each square is 5% of small businesses. AMI Partners, 2008.",
    },
}

PLAN_OR_NONE: Words = {
    "sv": {
        "file": "plan-eller-inget",
        "title": "Småföretag och sociala medier",
        "plan": "enligt plan",
        "ad_hoc": "efter infall",
        "any": "använder, uppdelning saknas",
        "none": "använder inte",
        "foot": "SMB Group, 2011 och 2012. 44\u00a0% är uträknat som 100\u00a0−\u00a056.",
    },
    "de": {
        "file": "plan-oder-nichts",
        "title": "Kleinunternehmen und soziale Medien",
        "plan": "nach Plan",
        "ad_hoc": "nach Einfall",
        "any": "nutzen sie, ohne Aufteilung",
        "none": "nutzen sie nicht",
        "foot": "SMB Group, 2011 und 2012. 44\u00a0% sind errechnet als 100\u00a0−\u00a056.",
    },
    "en": {
        "file": "plan-or-none",
        "title": "Small firms and social media",
        "plan": "to a plan",
        "ad_hoc": "ad hoc",
        "any": "use them, not broken down",
        "none": "do not use them",
        "foot": "SMB Group, 2011 and 2012. 44% is our sum, 100\u00a0−\u00a056.",
    },
}

OVERLAP: Words = {
    "sv": {
        "file": "overlappning",
        "title": "61\u00a0% och nästan 50\u00a0%: två ytterlägen",
        "least": "Minsta möjliga överlappning: 11\u00a0%",
        "most": "Största möjliga överlappning: 50\u00a0%",
        "no_return": "ser ingen utdelning",
        "more_time": "lägger mer tid",
        "foot": "Mörkt: båda grupperna. ”Nästan 50” räknat som 50. Efter USA Today, 2013.",
    },
    "de": {
        "file": "schnittmenge",
        "title": "61\u00a0% und fast 50\u00a0%: zwei Grenzfälle",
        "least": "Kleinste mögliche Schnittmenge: 11\u00a0%",
        "most": "Größte mögliche Schnittmenge: 50\u00a0%",
        "no_return": "sehen keinen Ertrag",
        "more_time": "wenden mehr Zeit auf",
        "foot": "Dunkel: beide Gruppen. „Fast 50“ als 50 gerechnet. Nach USA Today, 2013.",
    },
    "en": {
        "file": "overlap",
        "title": "61% and nearly 50%: the two extremes",
        "least": "Smallest possible overlap: 11%",
        "most": "Largest possible overlap: 50%",
        "no_return": "see no return",
        "more_time": "give more time",
        "foot": "Dark: in both groups. “Nearly 50” taken as 50. After USA Today, 2013.",
    },
}

PER_CENT_OF_WHAT: Words = {
    "sv": {
        "file": "procent-av-vad",
        "title": "Samma 127 miljoner, två procenttal",
        "online": "Av 221 miljoner internetanvändare",
        "people": "Av 309 miljoner invånare",
        "online_share": "127 miljoner = 57,5\u00a0%",
        "people_share": "127 miljoner = 41\u00a0%",
        "foot": "eMarketer, 2010; US Census Bureau, 2010; egen uträkning.",
    },
    "de": {
        "file": "prozent-wovon",
        "title": "Dieselben 127 Millionen, zwei Prozentsätze",
        "online": "Von 221 Millionen Internetnutzern",
        "people": "Von 309 Millionen Einwohnern",
        "online_share": "127 Millionen = 57,5\u00a0%",
        "people_share": "127 Millionen = 41\u00a0%",
        "foot": "eMarketer, 2010; US Census Bureau, 2010; eigene Rechnung.",
    },
    "en": {
        "file": "per-cent-of-what",
        "title": "The same 127 million, two percentages",
        "online": "Of 221 million internet users",
        "people": "Of 309 million inhabitants",
        "online_share": "127 million = 57.5%",
        "people_share": "127 million = 41%",
        "foot": "eMarketer, 2010; US Census Bureau, 2010; our own sum.",
    },
}


class Card:
    """A light card; its units are two pixels, x from 0 to 630, y downwards."""

    def __init__(self, height: int, title: str, foot: str) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, height * SCALE), CARD)
        self.draw = ImageDraw.Draw(self.image)
        self.draw.rectangle(
            (0, 0, WIDTH * SCALE - 1, height * SCALE - 1), outline=EDGE, width=SCALE
        )
        self.text(MARGIN, 38, title, 18, bold=True)
        self.text(MARGIN, height - 24, foot, 12, colour=TEXT2)

    def text(
        self,
        x: float,
        baseline: float,
        words: str,
        size: int,
        *,
        bold: bool = False,
        colour: str = TEXT,
        anchor: str = "l",
    ) -> None:
        """Sets one line; raises ValueError where it would leave the card's margins."""
        name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
        font = ImageFont.truetype(name, size * SCALE)
        place = (x * SCALE, baseline * SCALE)
        left, _, right, _ = self.draw.textbbox(place, words, font=font, anchor=f"{anchor}s")
        if left < (MARGIN - 1) * SCALE or right > (WIDTH - MARGIN + 1) * SCALE:
            raise ValueError(f"too wide for the card: {words}")
        self.draw.text(place, words, font=font, fill=colour, anchor=f"{anchor}s")

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        corners = (x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1)
        self.draw.rectangle(corners, fill=colour)


def per_cent(words: dict[str, str]) -> str:
    """The sign as the language sets it, read off the title or the source line."""
    return "\u00a0%" if "\u00a0%" in words["title"] + words["foot"] else "%"


def one_in_ten(words: dict[str, str]) -> Card:
    card = Card(290, words["title"], words["foot"])
    for x, filled, colour, name in ((MARGIN, 2, AMBER, "left"), (330, 1, BLUE, "right")):
        card.text(x, 76, words[name], 15, bold=True, colour=colour)
        card.text(x, 97, words[f"{name}_note"], 13)
        for square in range(20):
            row, column = divmod(square, 5)
            fill = colour if square < filled else PALE
            card.box(x + column * 44, 114 + row * 32, 38, 26, fill)
    return card


def plan_or_none(words: dict[str, str]) -> Card:
    card = Card(340, words["title"], words["foot"])
    bars = {
        "2011": (("none", 56, PALE), ("any", 44, BLUE_TINT)),
        "2012": (("none", 47, PALE), ("ad_hoc", 29, AMBER), ("plan", 24, BLUE)),
    }
    for index, (year, parts) in enumerate(bars.items()):
        x, base = MARGIN + index * 300, 284.0
        card.text(x, 76, year, 15, bold=True)
        for name, share, colour in parts:
            height = share * 2.0
            base -= height
            card.box(x, base, 76, height - 2, colour)
            ink = TEXT if colour in (PALE, BLUE_TINT) else "#FFFFFF"
            middle = base + height / 2
            number = f"{share}{per_cent(words)}"
            card.text(x + 38, middle + 5, number, 15, bold=True, colour=ink, anchor="m")
            card.text(x + 86, middle + 5, words[name], 13)
    return card


def overlap(words: dict[str, str]) -> Card:
    card = Card(332, words["title"], words["foot"])
    unit = (WIDTH - 2 * MARGIN) / 100
    for top, start, shared, name in ((62, 50, (50, 61), "least"), (168, 0, (0, 50), "most")):
        card.text(MARGIN, top + 14, words[name], 14, bold=True)
        for y, first, share, tint, full, label in (
            (top + 24, 0, 61, AMBER_TINT, AMBER, "no_return"),
            (top + 58, start, 50, BLUE_TINT, BLUE, "more_time"),
        ):
            card.box(MARGIN, y, 100 * unit, 30, PALE)
            card.box(MARGIN + first * unit, y, share * unit, 30, tint)
            card.box(MARGIN + shared[0] * unit, y, (shared[1] - shared[0]) * unit, 30, full)
            is_narrow = shared[1] - shared[0] < 30
            x = shared[1] if is_narrow and first == shared[0] else first
            ink = TEXT if is_narrow else "#FFFFFF"
            card.text(MARGIN + x * unit + 10, y + 20, words[label], 13, colour=ink)
    card.text(MARGIN, 274, "0", 12, colour=TEXT2)
    card.text(WIDTH - MARGIN, 274, f"100{per_cent(words)}", 12, colour=TEXT2, anchor="r")
    return card


def per_cent_of_what(words: dict[str, str]) -> Card:
    card = Card(250, words["title"], words["foot"])
    unit = (WIDTH - 2 * MARGIN) / 309
    for top, whole, name in ((60, 221, "online"), (136, 309, "people")):
        card.text(MARGIN, top + 14, words[name], 14)
        card.box(MARGIN, top + 24, whole * unit, 36, BEIGE)
        card.box(MARGIN, top + 24, 127 * unit, 36, BLUE)
        share = words[f"{name}_share"]
        card.text(MARGIN + 12, top + 47, share, 14, bold=True, colour="#FFFFFF")
    return card


FIGURES: tuple[tuple[Callable[[dict[str, str]], Card], Words], ...] = (
    (one_in_ten, ONE_IN_TEN),
    (plan_or_none, PLAN_OR_NONE),
    (overlap, OVERLAP),
    (per_cent_of_what, PER_CENT_OF_WHAT),
)


def main() -> None:
    for draw, lettering in FIGURES:
        for language, words in lettering.items():
            folder = ARTICLES / language / "images"
            folder.mkdir(parents=True, exist_ok=True)
            picture = draw(words).image.quantize(64, dither=Image.Dither.NONE)
            picture.save(folder / f"{words['file']}.png", optimize=True)


if __name__ == "__main__":
    main()
