"""Fetches one page and its pictures when the user asks; no other module opens a connection.

No cookies, no referrer, no scripts, no address beside the page's own pictures. Every hop of a
redirect is checked again, connections go to the very address that was checked, and time and size
are limited while the answer arrives, before and after it is unpacked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from reader.errors import ReaderError
from reader.importers.identity import web_address

_CHUNK = 65_536
_TICK = 0.1
Cancelled = Callable[[], bool]
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_AGENT = "Mozilla/5.0 (compatible; Lesesal; reads one page on request)"


class FetchError(ReaderError):
    """A page that cannot be had, with the reason; url is the address that was asked for."""

    def __init__(self, message: str, url: str) -> None:
        super().__init__(message)
        self.url = url


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and seconds; max_bytes holds for the packed and for the unpacked answer."""

    max_bytes: int = 10_000_000
    connect: float = 10.0
    total: float = 30.0
    redirects: int = 5


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(info[4][0]) for info in found]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast


@dataclass(frozen=True, slots=True)
class Policy:
    """How names become addresses, and which of these belong to the public network."""

    resolve: Callable[[str, int], list[str]] = _resolve
    is_public: Callable[[str], bool] = _is_public


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: url is the address it came from in the end, charset the one that HTTP names."""

    url: str
    data: bytes
    content_type: str
    charset: str | None


@dataclass(frozen=True, slots=True)
class _Hop:
    """One answer: either a place to go on to, or the content."""

    location: str | None
    answer: Answer | None


def fetch(
    url: str,
    *,
    typed: bool = False,
    accept: str = "text/html,application/xhtml+xml,text/plain;q=0.8",
    limits: Limits | None = None,
    policy: Policy | None = None,
    cancelled: Cancelled | None = None,
) -> Answer:
    """The content at url. typed says that the user wrote this very address: then its host may be
    on this computer or in its own network; nothing it refers to elsewhere may. cancelled is asked
    ten times a second while a server answers. FetchError.
    """
    bounds, rules = limits or Limits(), policy or Policy()
    stop = cancelled or (lambda: False)
    deadline = time.monotonic() + bounds.total
    address = web_address(url)
    private_host = urlsplit(address).hostname if address and typed else None
    for _ in range(bounds.redirects + 1):
        if address is None:
            raise FetchError("Only http and https addresses can be fetched", url)
        if stop():
            raise FetchError("Cancelled", url)
        hop = _request(address, private_host, accept, bounds, rules, deadline, stop)
        if hop.answer is not None:
            return hop.answer
        address = _next(address, hop.location or "")
    raise FetchError(f"More than {bounds.redirects} redirects", url)


def _next(address: str, location: str) -> str | None:
    try:
        return web_address(urljoin(address, location))
    except ValueError:
        return None


def _request(
    url: str,
    private_host: str | None,
    accept: str,
    limits: Limits,
    policy: Policy,
    deadline: float,
    cancelled: Cancelled,
) -> _Hop:
    try:
        with _connected(url, private_host, limits, policy, deadline, cancelled) as connection:
            parts = urlsplit(url)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", target, headers=_headers(accept))
            return _read(connection.getresponse(), url, limits, deadline)
    except FetchError:
        raise
    except ssl.SSLError as error:
        raise FetchError(f"The connection is not safe: {error.reason or error}", url) from error
    except TimeoutError as error:
        raise FetchError("The server does not answer in time", url) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() >= deadline - 0.05
        reason = "The server does not answer in time" if late else f"The connection failed: {error}"
        raise FetchError(reason, url) from error


def _headers(accept: str) -> dict[str, str]:
    return {
        "User-Agent": _AGENT,
        "Accept": accept,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


@contextmanager
def _connected(
    url: str,
    private_host: str | None,
    limits: Limits,
    policy: Policy,
    deadline: float,
    cancelled: Cancelled,
) -> Iterator[http.client.HTTPConnection]:
    """A connection to a checked address that ends at the deadline, whatever the server does."""
    parts = urlsplit(url)
    host, is_safe = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_safe else 80)
    plain = _open(host, port, host == private_host, limits, policy, url, deadline)
    done = threading.Event()
    clock = threading.Thread(target=_watch, args=(plain, done, deadline, cancelled), daemon=True)
    clock.start()
    try:
        stream = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            if is_safe
            else plain
        )
        connection = http.client.HTTPConnection(host, port)
        connection.sock = stream
        try:
            yield connection
        finally:
            connection.close()
            stream.close()
    finally:
        done.set()
        clock.join()
        plain.close()


def _watch(
    connection: socket.socket, done: threading.Event, deadline: float, cancelled: Cancelled
) -> None:
    """End a connection at its deadline, or when the user has enough, unless it is done before."""
    while not done.wait(min(_TICK, max(0.01, deadline - time.monotonic()))):
        if time.monotonic() >= deadline or cancelled():
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            return


def _open(
    host: str,
    port: int,
    may_be_private: bool,
    limits: Limits,
    policy: Policy,
    url: str,
    deadline: float,
) -> socket.socket:
    addresses = policy.resolve(host, port)
    allowed = [one for one in addresses if may_be_private or policy.is_public(one)]
    if not allowed:
        raise FetchError("The address leads into a private network: refused", url)
    seconds = max(0.01, min(limits.connect, deadline - time.monotonic()))
    return socket.create_connection((allowed[0], port), timeout=seconds)


def _read(response: http.client.HTTPResponse, url: str, limits: Limits, deadline: float) -> _Hop:
    if response.status in _REDIRECTS:
        location = response.getheader("Location")
        if not location:
            raise FetchError("A redirect that leads nowhere", url)
        return _Hop(location, None)
    if response.status != 200:
        raise FetchError(f"The server answers {response.status} {response.reason}".strip(), url)
    kind = response.headers.get_content_type() if response.getheader("Content-Type") else ""
    data = b"".join(_content(response, url, limits, deadline))
    return _Hop(None, Answer(url, data, kind, response.headers.get_content_charset()))


def _content(
    response: http.client.HTTPResponse, url: str, limits: Limits, deadline: float
) -> Iterator[bytes]:
    """The unpacked content, piece by piece; FetchError as soon as it is too much or too late."""
    packing = (response.getheader("Content-Encoding") or "").strip().lower()
    unpack = _unpacker(packing, url)
    received = produced = 0
    while chunk := response.read1(_CHUNK):
        received += len(chunk)
        for piece in unpack(chunk):
            produced += len(piece)
            if max(received, produced) > limits.max_bytes:
                raise FetchError(f"Larger than {limits.max_bytes / 1e6:.0f} MB", url)
            yield piece
        if time.monotonic() > deadline:
            raise FetchError("The server does not answer in time", url)
    if time.monotonic() >= deadline or (response.length or 0) > 0:
        raise FetchError("The answer was cut off", url)


def _unpacker(packing: str, url: str) -> Callable[[bytes], Iterator[bytes]]:
    if packing in ("", "identity"):
        return lambda chunk: iter((chunk,))
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"An unknown packing: {packing[:40]}", url)
    state = zlib.decompressobj(47) if packing != "deflate" else None

    def unpack(chunk: bytes) -> Iterator[bytes]:
        nonlocal state
        if state is None:
            state = zlib.decompressobj(15 if chunk[:1] == b"\x78" else -15)
        try:
            while chunk:
                yield state.decompress(chunk, _CHUNK)
                chunk = state.unconsumed_tail
        except zlib.error as error:
            raise FetchError("The answer is damaged", url) from error

    return unpack
