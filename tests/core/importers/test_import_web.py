"""One page from the web, against a server on this computer: honest, odd and hostile answers."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reader.importers import ImportResult, Link
from reader.importers.fetching import Network, add_from_web, fetch_links
from reader.importers.web import FetchError, Limits, Policy, fetch

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
STORY = "Färjan går över sundet varje dag, även när isen ligger tjock i viken. " * 8
QUICK = Limits(max_bytes=200_000, connect=0.5, total=0.5)


def _page(body: str = STORY, extra: str = "") -> bytes:
    return f'<html lang="sv"><head><title>Färjan</title></head><body><article><p>{body}</p>{extra}</article></body></html>'.encode()


Answerer = Callable[[BaseHTTPRequestHandler, threading.Event], None]


@dataclass
class Server:
    """Answers by path; requests lists (path, headers) as they came."""

    address: str
    answers: dict[str, Answerer] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.address.rsplit(':', 1)[1]}{path}"

    def serve(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: BaseHTTPRequestHandler, stop: threading.Event) -> None:
            request.send_response(status)
            for name, value in named.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(body)

        self.answers[path] = answer
        return self.url(path)


@pytest.fixture
def server() -> Iterator[Server]:
    stop = threading.Event()
    known: list[Server] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known[0].requests.append((self.path, dict(self.headers)))
            answer = known[0].answers.get(self.path)
            try:
                answer(self, stop) if answer else self.send_error(404)
            except OSError:
                return

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class names it)
            """Tests are quiet."""

    httpd = ThreadingHTTPServer(("", 0), Handler)
    httpd.daemon_threads = False
    known.append(Server(f"127.0.0.1:{httpd.server_port}"))
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,))
    thread.start()
    yield known[0]
    stop.set()
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_a_page_comes_with_its_pictures(server: Server, target: Path) -> None:
    server.serve("/a.png", PNG, Content_Type="image/png")
    url = server.serve(
        "/p", _page(extra='<img src="/a.png" alt="A">'), Content_Type="text/html; charset=utf-8"
    )
    result = add_from_web(url, target)
    (one,) = result.imported
    assert (one.title, one.language) == ("Färjan", "sv")
    assert next(one.path.with_name("färjan_files").iterdir()).read_bytes() == PNG
    assert f'url: "{url}"' in one.path.read_text("utf-8")


def test_no_cookie_and_no_referrer_is_sent(server: Server, target: Path) -> None:
    server.serve(
        "/p", _page(extra='<img src="/a.png">'), Set_Cookie="id=1", Content_Type="text/html"
    )
    server.serve("/a.png", PNG)
    add_from_web(server.url("/p"), target)
    sent = {name.lower() for _, headers in server.requests for name in headers}
    assert len(server.requests) == 2
    assert not sent & {"cookie", "referer", "authorization"}


def test_redirects_are_followed_to_the_page(server: Server, target: Path) -> None:
    server.serve("/a", b"", 301, Location="/b?utm_source=x")
    server.serve("/b", b"", 302, Location=server.url("/p"))
    server.serve("/p", _page(), Content_Type="text/html")
    assert len(add_from_web(server.url("/a"), target).imported) == 1
    assert [path for path, _ in server.requests] == ["/a", "/b", "/p"]


def test_a_loop_of_redirects_ends(server: Server) -> None:
    url = server.serve("/a", b"", 302, Location="/a")
    with pytest.raises(FetchError, match="redirects"):
        fetch(url, typed=True)
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://x.example/", "javascript:1", "//[bad"]
)
def test_a_redirect_to_anything_but_the_web_is_refused(server: Server, place: str) -> None:
    url = server.serve("/a", b"", 302, Location=place)
    with pytest.raises(FetchError, match="Only http"):
        fetch(url, typed=True)
    assert len(server.requests) == 1


def _two_networks() -> Policy:
    """127.0.0.2 plays the public network, 127.0.0.1 this computer."""
    names = {"public.example": ["127.0.0.2"], "rebound.example": ["127.0.0.1"]}
    return Policy(
        lambda host, port: names.get(host, [host]), lambda address: address == "127.0.0.2"
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "rebound.example"])
def test_a_public_page_cannot_lead_to_this_computer(server: Server, host: str) -> None:
    server.serve("/secret", _page(), Content_Type="text/html")
    server.serve("/a", b"", 302, Location=server.url("/secret", host))
    with pytest.raises(FetchError, match="private"):
        fetch(server.url("/a", "public.example"), typed=True, policy=_two_networks())
    assert [path for path, _ in server.requests] == ["/a"]


def test_a_picture_in_the_private_network_is_not_fetched_for_a_public_page(
    server: Server, target: Path
) -> None:
    server.serve("/a.png", PNG)
    page = _page(extra=f'<img src="{server.url("/a.png")}">')
    server.serve("/p", page, Content_Type="text/html")
    network = Network(policy=_two_networks())
    add_from_web(server.url("/p", "public.example"), target, network=network)
    assert [path for path, _ in server.requests] == ["/p"]


def test_an_address_from_an_export_may_not_be_private(server: Server, target: Path) -> None:
    url = server.serve("/p", _page(), Content_Type="text/html")
    result = fetch_links([Link(url, "x")], target)
    assert "private" in result.skipped[0].reason
    assert server.requests == []


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503])
def test_an_error_answer_is_a_reason(server: Server, target: Path, status: int) -> None:
    url = server.serve("/p", _page(), status, Content_Type="text/html")
    result = add_from_web(url, target)
    assert str(status) in result.skipped[0].reason
    assert not list(target.glob("*/*.md"))


def _stalling(before: bytes) -> Answerer:
    def answer(request: BaseHTTPRequestHandler, stop: threading.Event) -> None:
        request.wfile.write(before)
        request.wfile.flush()
        stop.wait(20)

    return answer


def _endless(head: bytes, piece: bytes, pause: float = 0.0) -> Answerer:
    def answer(request: BaseHTTPRequestHandler, stop: threading.Event) -> None:
        request.wfile.write(head)
        while not stop.wait(pause):
            request.wfile.write(piece)

    return answer


_OK = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        _stalling(b""),
        _stalling(b"HTTP/1.1 200 OK\r\n"),
        _stalling(_OK + b"<html>"),
        _endless(_OK, b"x", 0.05),
        _endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.05),
    ],
    ids=["silent", "in the headers", "in the body", "dripping body", "dripping headers"],
)
def test_a_slow_answer_is_given_up_in_time(server: Server, answer: Answerer) -> None:
    server.answers["/p"] = answer
    with pytest.raises(FetchError, match=r"in time|cut off"):
        fetch(server.url("/p"), typed=True, limits=QUICK)


def test_an_endless_answer_is_cut_at_the_limit(server: Server) -> None:
    server.answers["/p"] = _endless(_OK, b"x" * 8192)
    with pytest.raises(FetchError, match="Larger"):
        fetch(server.url("/p"), typed=True, limits=Limits(200_000, 2, 20))


@pytest.mark.parametrize("packing", ["gzip", "deflate", "x-gzip"])
def test_a_packed_page_is_unpacked(server: Server, packing: str) -> None:
    packed = zlib.compress(_page()) if packing == "deflate" else gzip.compress(_page())
    url = server.serve("/p", packed, Content_Encoding=packing, Content_Type="text/html")
    assert fetch(url, typed=True).data == _page()


def test_a_gzip_bomb_is_cut_at_the_limit(server: Server) -> None:
    bomb = gzip.compress(bytes(20_000_000))
    url = server.serve("/p", bomb, Content_Encoding="gzip", Content_Type="text/html")
    with pytest.raises(FetchError, match="Larger"):
        fetch(url, typed=True)


@pytest.mark.parametrize("packing", ["gzip", "br", "gzip, gzip"])
def test_a_damaged_or_unknown_packing_is_a_reason(server: Server, packing: str) -> None:
    url = server.serve(
        "/p", b"not packed at all", Content_Encoding=packing, Content_Type="text/html"
    )
    with pytest.raises(FetchError, match=r"damaged|unknown"):
        fetch(url, typed=True)


def test_an_answer_shorter_than_it_says_is_no_page(server: Server) -> None:
    url = server.serve("/p", _page(), Content_Length="100000", Content_Type="text/html")
    with pytest.raises(FetchError):
        fetch(url, typed=True, limits=QUICK)


@pytest.mark.parametrize(
    ("written", "claimed"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", None),
        ("utf-8", "no-such-charset"),
        ("utf-8", "ascii"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", None),
        ("utf-16", None),
    ],
)
def test_the_letters_are_right_whatever_charset_is_claimed(
    server: Server, target: Path, written: str, claimed: str | None
) -> None:
    kind = "text/html" + (f"; charset={claimed}" if claimed else "")
    url = server.serve("/p", _page().decode().encode(written), Content_Type=kind)
    (one,) = add_from_web(url, target).imported
    assert "Färjan går över sundet" in one.path.read_text("utf-8")


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/zip"])
def test_what_is_no_page_is_a_reason(server: Server, target: Path, kind: str) -> None:
    url = server.serve("/p", b"x", Content_Type=kind)
    assert kind in add_from_web(url, target).skipped[0].reason


def test_an_empty_page_is_a_reason(server: Server, target: Path) -> None:
    url = server.serve("/p", b"", Content_Type="text/html")
    assert "empty" in add_from_web(url, target).skipped[0].reason


def test_a_server_that_is_not_there_is_a_reason(server: Server) -> None:
    with pytest.raises(FetchError, match="connection failed"):
        fetch("http://127.0.0.1:9/", typed=True, limits=QUICK)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example", "", "x", "http://", "http://a b/"]
)
def test_only_web_addresses_are_fetched(url: str, target: Path) -> None:
    assert "Only http" in add_from_web(url, target).skipped[0].reason


def test_a_queue_brings_tags_and_states_with_its_articles(server: Server, target: Path) -> None:
    good = server.serve("/p", _page(), Content_Type="text/html")
    seen: list[tuple[int, int]] = []
    result = fetch_links(
        [Link(good, "x", ("sea",), "", True), Link(server.url("/none"), "y")],
        target,
        progress=lambda done, total, name: seen.append((done, total)),
        network=Network(policy=Policy(is_public=lambda address: True)),
    )
    assert 'tags: ["sea"]' in result.imported[0].path.read_text("utf-8")
    assert (result.states[0].article_id, result.states[0].read) == (result.imported[0].id, True)
    assert len(result.skipped) == 1
    assert seen[0] == (0, 2)


def test_a_cancel_does_not_wait_for_a_server_that_is_silent(server: Server, target: Path) -> None:
    def answer(request: BaseHTTPRequestHandler, stop: threading.Event) -> None:
        stop.wait(60)

    server.answers["/p"] = answer
    results: list[ImportResult] = []

    def fetch() -> None:
        url, asked = server.url("/p"), server.requests
        results.append(add_from_web(url, target, cancelled=lambda: bool(asked)))

    thread = threading.Thread(target=fetch)
    thread.start()
    thread.join(15)  # the server would be waited for twice as long
    assert [(one.cancelled, one.imported, one.skipped) for one in results] == [(True, (), ())]
    thread.join()


def test_a_cancelled_queue_fetches_nothing_more(server: Server, target: Path) -> None:
    url = server.serve("/p", _page(), Content_Type="text/html")
    result = fetch_links([Link(url, "x")] * 3, target, cancelled=lambda: True)
    assert (result.cancelled, result.imported, server.requests) == (True, (), [])


def test_a_dead_page_does_not_replace_its_article(server: Server, target: Path) -> None:
    url = server.serve("/p", _page(), Content_Type="text/html")
    (one,) = add_from_web(url, target).imported
    before = one.path.read_bytes()
    server.serve(
        "/p",
        _page("Sidan finns inte längre, men titta gärna på våra andra sidor."),
        Content_Type="text/html",
    )
    assert add_from_web(url, target).skipped[0].known == one.id
    assert one.path.read_bytes() == before
