"""The interface's texts: complete, well formed and loaded by name in Swedish, German and English."""

from __future__ import annotations

import ast
import re
import runpy
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QEvent, QTranslator
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reader.ui.messages import explain

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "resources" / "i18n"
UI = PROJECT / "reader" / "ui"
TOOL = runpy.run_path(str(FOLDER / "update.py"))
TRANSLATED = ("sv", "de")
LANGUAGES = (*TRANSLATED, "en")
_WITH_CONTEXT = ("translate", "QT_TRANSLATE_NOOP")
_PLACES = re.compile(r"\{\w*\}|%L?n|%L?\d+")


@dataclass(frozen=True)
class Entry:
    """A message of a .ts file; forms are its translations, more than one for a plural."""

    context: str
    source: str
    forms: tuple[str, ...]
    plural: bool
    state: str

    @property
    def key(self) -> tuple[str, str, bool]:
        return self.context, self.source, self.plural


def read(file: Path) -> list[Entry]:
    """The messages of a .ts file."""
    return [
        _entry(context.findtext("name") or "", message)
        for context in ElementTree.parse(file).getroot().iter("context")
        for message in context.iter("message")
    ]


def _entry(context: str, message: ElementTree.Element) -> Entry:
    translation = message.find("translation")
    assert translation is not None
    plural = message.get("numerus") == "yes"
    forms = [form.text or "" for form in translation.iter("numerusform")]
    return Entry(
        context,
        message.findtext("source") or "",
        tuple(forms) if plural else (translation.text or "",),
        plural,
        translation.get("type", "finished"),
    )


def entries_of(language: str) -> list[Entry]:
    return read(TOOL["ts_file"](language))


def pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """Every source with each of its translations, and a name to find it by."""
    for entry in entries_of(language):
        for form in entry.forms:
            yield f"{entry.context}: {entry.source}", entry.source, form


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three .qm files."""
    folder = tmp_path_factory.mktemp("qm")
    TOOL["compile_all"](FOLDER, folder)
    return folder


@pytest.fixture
def translators(qapp: QApplication, compiled: Path) -> Iterator[dict[str, QTranslator]]:
    """Translators by language, none installed; all are removed at the end."""
    made = {}
    for language in LANGUAGES:
        made[language] = QTranslator()
        assert made[language].load(f"lesesal_{language}", str(compiled)), language
    yield made
    for translator in made.values():
        qapp.removeTranslator(translator)


# --- complete -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_of_the_code_is_in_the_file_and_none_besides(
    language: str, tmp_path: Path
) -> None:
    for name in LANGUAGES:
        shutil.copy(TOOL["ts_file"](name), tmp_path)
    TOOL["update"](tmp_path)
    wanted = {entry.key for entry in read(tmp_path / f"lesesal_{language}.ts")}
    present = {entry.key for entry in entries_of(language)}
    assert sorted(wanted - present) == [], "run resources/i18n/update.py and translate"
    assert sorted(present - wanted) == [], "run resources/i18n/update.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_unfinished_or_empty(language: str) -> None:
    bad = [
        entry.key
        for entry in entries_of(language)
        if entry.state != "finished" or not all(form.strip() for form in entry.forms)
    ]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_its_two_forms(language: str) -> None:
    plurals = [entry for entry in entries_of(language) if entry.plural]
    assert plurals
    assert [entry.key for entry in plurals if len(entry.forms) != 2] == []


def test_the_tool_overlooks_no_string_of_the_code() -> None:
    """lupdate passes over a call it cannot parse without a word."""
    known = {(entry.context, entry.source) for entry in entries_of("sv")}
    missing = []
    for file in sorted(UI.glob("*.py")):
        classes = [n for n in ast.walk(parsed(file)) if isinstance(n, ast.ClassDef)]
        in_classes = [(c.name, call) for c in classes for call in calls_below(c)]
        found = [(name, call.args[0]) for name, call in in_classes if called(call) == "tr"]
        marked = [call for call in calls_in(file) if called(call) in _WITH_CONTEXT]
        found += [(ast.literal_eval(c.args[0]), c.args[1]) for c in marked if is_literal(c.args[0])]
        missing += [
            f"{context}: {ast.literal_eval(text)}"
            for context, text in found
            if is_literal(text) and (context, ast.literal_eval(text)) not in known
        ]
    assert missing == []


def test_plurals_are_the_same_in_all_languages() -> None:
    plurals = {
        language: {entry.key for entry in entries_of(language) if entry.plural}
        for language in LANGUAGES
    }
    assert plurals["sv"] == plurals["de"] == plurals["en"]


def test_text_for_the_window_is_marked_with_literals_only() -> None:
    """lupdate does not see `self.tr(text)`, nor a context that is not a literal."""
    found = []
    for file in sorted(UI.glob("*.py")):
        for call in calls_in(file):
            name = called(call)
            number = {"tr": 1, "QT_TRANSLATE_NOOP": 2}.get(name)
            literals = [is_literal(argument) for argument in call.args[:number]]
            if number and (len(literals) < number or not all(literals)):
                found.append(f"{file.name}:{call.lineno}")
    assert found == []


def test_tr_is_called_on_self_alone() -> None:
    """The context of another object's tr is its class, which lupdate cannot know."""
    found = [
        f"{file.name}:{call.lineno}"
        for file in sorted(UI.glob("*.py"))
        for call in calls_in(file)
        if called(call) == "tr"
        and isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) != "self"
    ]
    assert found == []


def test_texts_looked_up_later_are_marked_for_translation() -> None:
    """translate("Context", variable) needs QT_TRANSLATE_NOOP("Context", ...) somewhere."""
    known = {entry.context for entry in entries_of("sv")}
    used = {
        ast.literal_eval(call.args[0])
        for file in UI.glob("*.py")
        for call in calls_in(file)
        if called(call) == "translate" and call.args and is_literal(call.args[0])
    }
    assert used - known == set()


# --- well formed --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    bad = [
        name
        for name, source, form in pairs(language)
        if sorted(_PLACES.findall(source)) != sorted(_PLACES.findall(form))
    ]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_and_marks_at_the_ends_are_those_of_the_source(language: str) -> None:
    bad = []
    for name, source, form in pairs(language):
        ends = [(text[: len(text) - len(text.lstrip())], _end(text)) for text in (source, form)]
        if ends[0] != ends[1]:
            bad.append(name)
    assert bad == []


def _end(text: str) -> str:
    """The closing punctuation and space; "Min." has a stop of its own."""
    found = re.search(r"(?: …|[.:?!]|\s)*$", text.removesuffix(" Min.").removesuffix(" min"))
    return found.group() if found else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ellipsis_is_one_character_after_a_space(language: str) -> None:
    bad = [
        name
        for name, source, form in pairs(language)
        if any("..." in text or re.search(r"\S…", text) for text in (source, form))
    ]
    assert bad == []


@pytest.mark.parametrize(("language", "wrong"), [("sv", "“„\"'«»"), ("de", "”\"'«»")])
def test_quotation_marks_are_those_of_the_language(language: str, wrong: str) -> None:
    assert [name for name, _, form in pairs(language) if set(form) & set(wrong)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_percent_sign_stands_after_a_no_break_space(language: str) -> None:
    assert [
        name for name, _, form in pairs(language) if re.search(r"[^\xa0]%(?!L?\d|L?n)", form)
    ] == []


def test_german_addresses_nobody() -> None:
    address = re.compile(r"\b(?:Sie (?:haben|können|müssen)|Ihre?[nmrs]?|[Dd]u|[Dd]eine?[nmrs]?)\b")
    assert [name for name, _, form in pairs("de") if address.search(form)] == []


# --- loaded -------------------------------------------------------------------------------------


def test_the_tool_compiles_all_languages(compiled: Path) -> None:
    assert sorted(file.name for file in compiled.iterdir()) == [
        "lesesal_de.qm",
        "lesesal_en.qm",
        "lesesal_sv.qm",
    ]


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("sv", "1 oläst", "3 olästa"),
        ("de", "1 ungelesen", "3 ungelesen"),
        ("en", "1 unread", "3 unread"),
    ],
)
def test_numbers_take_the_form_of_the_language(
    translators: dict[str, QTranslator], language: str, one: str, many: str
) -> None:
    source = next(e.source for e in entries_of("sv") if e.context == "Sidebar" and e.plural)
    found = [translators[language].translate("Sidebar", source, "", n) for n in (1, 3)]
    assert [re.sub("%L?n", str(n), str(text)) for n, text in zip((1, 3), found, strict=True)] == [
        one,
        many,
    ]


class Greeting(QLabel):
    """A widget that keeps to the interface's language."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.setText(QApplication.translate("ViewMenu", "All articles"))


def test_the_language_is_switched_live(
    qapp: QApplication, qtbot: QtBot, translators: dict[str, QTranslator]
) -> None:
    label = Greeting()
    qtbot.addWidget(label)
    label.retranslate()
    seen = [label.text()]
    for language in ("sv", "de"):
        qapp.installTranslator(translators[language])
        qapp.processEvents()
        seen.append(label.text())
        qapp.removeTranslator(translators[language])
    qapp.processEvents()
    assert [*seen, label.text()] == [
        "All articles",
        "Alla artiklar",
        "Alle Artikel",
        "All articles",
    ]


@pytest.fixture
def swedish(qapp: QApplication, translators: dict[str, QTranslator]) -> None:
    """The interface in Swedish."""
    qapp.installTranslator(translators["sv"])


# --- messages of the core -----------------------------------------------------------------------

_ERRORS = (
    *("LibraryError", "StoreError", "StoreBusyError", "NewerSchemaError", "DamagedStoreError"),
    *("FormatError", "FetchError", "SearchQueryError"),
)
_FOR_THE_COMMAND_LINE = "lesesal list"


def test_the_errors_of_the_core_are_known(swedish: None) -> None:
    unknown = {}
    for file in sorted((PROJECT / "reader").rglob("*.py")):
        if UI in file.parents or "verbs" in file.parts:
            continue
        for call, text in _messages_in(file):
            has_words = bool(re.search(r"[a-z]{2}", text))
            if has_words and _FOR_THE_COMMAND_LINE not in text and explain(text) == text:
                unknown[f"{file.name}:{call.lineno}"] = text
    assert unknown == {}, "add them to reader/ui/messages.py"


def _messages_in(file: Path) -> Iterator[tuple[ast.Call, str]]:
    """The texts of errors and of skipped files, a 7 where something varies."""
    for call in calls_in(file):
        number = 0 if called(call) in _ERRORS else 1 if called(call) == "Skipped" else None
        if number is not None and len(call.args) > number:
            text = _text_of(call.args[number])
            if text is not None:
                yield call, text


def _text_of(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_piece(part) for part in node.values)
    return None


def _piece(part: ast.expr) -> str:
    """A piece of an f-string as it may come out; what is only there at times is left out."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    optional = isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.IfExp)
    return "" if optional else "7"


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("The file is empty.", "Filen är tom."),
        ("The file is empty", "Filen är tom"),
        ("It cannot be read: permission denied.", "Den kan inte läsas: åtkomst nekad."),
        (
            "/a/marks.db is damaged: it fails its checks. It is left as it is; restore a backup.",
            "/a/marks.db är skadad: den klarar inte kontrollen."
            " Filen lämnas som den är; återställ en säkerhetskopia.",
        ),
        (
            "Parts nested very deeply are shown flattened. The file is very large; its beginning"
            " is shown.",
            "Mycket djupt nästlade delar visas utplattade. Filen är mycket stor; början visas.",
        ),
        ("Fyren: The file is empty.", "Fyren: Filen är tom."),
        ("marks.json: No such file or directory", "marks.json: filen eller mappen finns inte"),
    ],
)
def test_a_message_of_the_core_is_shown_translated(message: str, shown: str) -> None:
    assert explain(message) == shown


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize("message", ["", ".", "Något helt annat.", "{name} {0} %s", "x" * 100_000])
def test_an_unknown_message_stays_as_it_is(message: str) -> None:
    assert explain(message) == message


def test_without_a_translation_a_known_message_stays_english() -> None:
    assert explain(OSError("The file is empty.")) == "The file is empty."


# --- reading the code ---------------------------------------------------------------------------


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def calls_in(file: Path) -> list[ast.Call]:
    return calls_below(parsed(file))


def calls_below(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
