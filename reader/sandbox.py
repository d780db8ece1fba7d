"""Renders in a process of its own that is ended when an article costs too much.

The parent keeps one warm child, whose limits are those of `reader.child`; messages are pickles.
Where the child gives no answer the article is shown as plain text.
"""

from __future__ import annotations

import dataclasses
import gc
import io
import pickle
import threading
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from reader.child import (
    ChildError,
    GoneError,
    OutOfTime,
    Program,
    Responder,
    TooSlowError,
    limit_cpu,
    limit_resources,
    loads,
    receive,
    send,
    set_alarm,
    take_pipes,
)
from reader.model import Block, Cell, Heading, Image, Rendered, Run

if TYPE_CHECKING:
    from reader.source import Source

WALL_SECONDS = 2.0
WALL_SECONDS_LARGE = 4.0
HYPHEN_SECONDS = 6.0  # a dictionary loads for up to 1 s, and a model of languages may have to
LARGE = 500_000
LONG = 60_000  # characters: the beginning of a longer article is made first
MEMORY_BYTES = 1_000_000_000
OPEN_FILES = 32

_FIRST_SHARE = 0.4
_BEGINNING_SHARE = 0.2
_MAX_ANSWER = 1_000_000_000
Hyphens = dict[int, list[int]]
Begun = Callable[[Rendered, Hyphens], object]
_Request = Literal["article", "beginning", "hyphens"]
_TOO_SLOW = "The article took too long to lay out; it is shown as plain text."
_FAILED = "The article could not be laid out; it is shown as plain text."
_CLOSED = "The window is closing; the article is shown as plain text."


class Renderer:
    """Renders articles in a warm child process; its methods may be called from any thread.

    `render` always answers. After an article that took too long the child is replaced.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._is_closed = False

    def start(self) -> None:
        """Start the child, so that the first article finds it ready; returns at once."""
        with self._turn:
            self._ready_child()

    def render(self, source: Source, *, base_language: str | None = None) -> Rendered:
        """The article as `render.render` makes it, else as plain text with the reason."""
        with self._turn:
            return self._render(source, base_language)[0]

    def render_hyphenated(
        self,
        source: Source,
        *,
        base_language: str | None = None,
        hyphenate: bool = True,
        begun: Begun | None = None,
    ) -> tuple[Rendered, Hyphens]:
        """The article as of `render`, and what `hyphens.hyphenate_blocks` says of it.

        The dictionaries, and the model that knows languages, stay in the child. There are no
        breaks where the child fails. Of a long article begun is given `render.beginning` and its
        breaks, while the child goes on.
        """
        with self._turn:
            try:
                first = self._beginning(source, base_language, hyphenate) if begun else None
            except TooSlowError:  # then the whole is too slow as well
                return self._plainly(source, _TOO_SLOW), {}
            meanwhile = partial(begun, *first) if begun and first else None
            rendered, child = self._render(source, base_language, meanwhile)
            if child is None or not hyphenate:
                return rendered, {}
            try:
                return rendered, child.hyphens(base_language)
            except ChildError:
                self._replace_child()
                return rendered, {}

    def _beginning(
        self, source: Source, base_language: str | None, hyphenate: bool
    ) -> tuple[Rendered, Hyphens] | None:
        child = self._ready_child() if len(source.body) > LONG else None
        if child is None:
            return None
        try:
            first = child.beginning(_sent(source), base_language)
        except TooSlowError:
            raise
        except ChildError:
            self._replace_child()
            return None
        try:
            breaks = child.hyphens(base_language) if first and hyphenate else {}
        except ChildError:
            self._replace_child()
            return None
        return (first, breaks) if first else None

    def _render(
        self,
        source: Source,
        base_language: str | None,
        meanwhile: Callable[[], object] | None = None,
    ) -> tuple[Rendered, _Child | None]:
        """The article, and the child that has it, None where it did not succeed."""
        seconds = WALL_SECONDS_LARGE if len(source.body) > LARGE else WALL_SECONDS
        child = self._ready_child()
        if child is None:
            return _plain(source, _CLOSED if self._is_closed else _FAILED), None
        try:
            try:
                return child.render(_sent(source), base_language, seconds, meanwhile), child
            except GoneError:  # it was found dead, for no fault of the article's
                child = self._replace_child()
                if child is None:
                    return _plain(source, _CLOSED if self._is_closed else _FAILED), None
                return child.render(_sent(source), base_language, seconds), child
        except TooSlowError:
            reason = _TOO_SLOW
        except ChildError:
            reason = _FAILED
        return self._plainly(source, reason), None

    def _plainly(self, source: Source, reason: str) -> Rendered:
        """The article as plain text, while no child takes the processor; then another is ready."""
        if self._child is not None:
            self._child.end()
        try:
            return _plain(source, reason)
        finally:
            self._replace_child()

    def close(self) -> None:
        """End the child, also while another thread waits for its answer."""
        self._is_closed = True
        child = self._child
        if child is not None:
            child.end()

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _ready_child(self) -> _Child | None:
        if self._child is not None and self._child.is_running():
            return self._child
        return self._replace_child()

    def _replace_child(self) -> _Child | None:
        if self._child is not None:
            self._child.end()
            self._child = None
        if not self._is_closed:
            try:
                self._child = _Child()
            except OSError:
                return None
        if self._is_closed and self._child is not None:
            self._child.end()
        return self._child


def _sent(source: Source) -> Source:
    """What the child needs of a source: its front matter may hold values of any kind."""
    return dataclasses.replace(source, meta={})


def _plain(source: Source, reason: str) -> Rendered:
    from reader.render import render_plain  # Markdown's own 60 ms, where the child has failed

    return render_plain(source, reason)


class _Child:
    """What one child process can be asked; each answer is waited for so long."""

    def __init__(self) -> None:
        decode = partial(loads, allowed=_ALLOWED)
        program = Program(__name__, "--render-child", "renderer", _dumps, decode, _MAX_ANSWER)
        self._responder = Responder(program)

    def is_running(self) -> bool:
        return self._responder.is_running()

    def end(self) -> None:
        self._responder.end()

    def render(
        self,
        source: Source,
        base_language: str | None,
        seconds: float,
        meanwhile: Callable[[], object] | None = None,
    ) -> Rendered:
        """The rendered article; meanwhile is called while the child works."""
        answer = self._ask("article", source, base_language, seconds, meanwhile)
        if not isinstance(answer, Rendered):
            raise ChildError(answer)
        return answer

    def beginning(self, source: Source, base_language: str | None) -> Rendered | None:
        """The first screens of an article, None where they cannot be had by themselves."""
        answer = self._ask("beginning", source, base_language, WALL_SECONDS)
        return answer if isinstance(answer, Rendered) else None

    def hyphens(self, base_language: str | None) -> Hyphens:
        """The breaks in what was rendered last."""
        answer = self._ask("hyphens", None, base_language, HYPHEN_SECONDS)
        if not isinstance(answer, dict):
            raise ChildError(answer)
        return answer

    def _ask(
        self,
        what: _Request,
        source: Source | None,
        base_language: str | None,
        seconds: float,
        meanwhile: Callable[[], object] | None = None,
    ) -> object:
        request = (what, source, base_language, seconds)
        return self._responder.ask(request, seconds, meanwhile)


# --- messages -----------------------------------------------------------------------------------


def _reducer(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    """How to pickle a dataclass by position: three times as fast as its own way."""
    fields = attrgetter(*(field.name for field in dataclasses.fields(kind)))
    return lambda value: (kind, fields(value))


_MODEL = (Rendered, Block, Run, Cell, Heading, Image)
_REDUCERS: dict[type, Any] = {kind: _reducer(kind) for kind in _MODEL}
_ALLOWED = frozenset((kind.__module__, kind.__name__) for kind in _MODEL)


def _dumps(message: object) -> bytes:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(message)
    return buffer.getvalue()


# --- the child ----------------------------------------------------------------------------------


def serve() -> None:
    """Answer requests from standard input until it ends."""
    from reader.hyphens import hyphenate_blocks  # here and not above: for the child alone

    requests, answers = take_pipes()
    _warm_up()
    blocks: tuple[Block, ...] = ()
    limit_resources(memory=MEMORY_BYTES, open_files=OPEN_FILES)
    gc.freeze()
    gc.disable()  # a fifth of the time of a large article; done between articles instead
    send(answers, _dumps("ready"))
    while True:
        gc.collect()
        try:
            request: Any = pickle.loads(receive(requests))
        except EOFError:
            return
        what, source, base_language, seconds = request
        limit_cpu(seconds)
        try:
            answer: object
            if what == "hyphens":
                answer = hyphenate_blocks(blocks, base_language)
            else:
                make = _render if what == "article" else _begin
                answer = rendered = make(source, base_language, seconds)
                blocks = rendered.blocks if rendered else ()
        except (MemoryError, RecursionError, OutOfTime):
            answer = "The article needs too much memory."
        send(answers, _dumps(answer))


def _render(source: Source, base_language: str | None, seconds: float) -> Rendered:
    """Render with the first parser in its share of the time, else with the steadier one."""
    from reader.render import engine_for, forget_converter, render

    engine = engine_for(source)
    try:
        if engine == "markdown":
            set_alarm(seconds * _FIRST_SHARE)
        rendered = render(source, base_language=base_language, engine=engine)
        set_alarm(0)
        return rendered
    except (OutOfTime, RecursionError, MemoryError):
        set_alarm(0)
    forget_converter()
    return render(source, base_language=base_language, engine="cmark")


def _begin(source: Source, base_language: str | None, seconds: float) -> Rendered | None:
    """The beginning of a long article, None where it takes more than a small share of the time."""
    from reader.render import beginning, forget_converter

    try:
        set_alarm(seconds * _BEGINNING_SHARE)
        first = beginning(source, base_language=base_language)
        set_alarm(0)
        return first
    except (OutOfTime, RecursionError, MemoryError):
        set_alarm(0)
    forget_converter()
    return None


def _warm_up() -> None:
    """Import and build all that a request needs, before limits forbid it."""
    import cmarkgfm  # noqa: F401
    import pyphen  # noqa: F401

    from reader.render import render
    from reader.source import Source

    warm = Source("*a*\n\n[^1]\n\n[^1]: b", "markdown", {}, "", "utf-8", False, "", None)
    render(warm)
    render(warm, engine="cmark")
