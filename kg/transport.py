"""Requests to servers that the user names: redirects are not followed, and no key travels where others can read it.

A redirect would carry the key, the question or the graph to an address that nobody gave.
"""

from __future__ import annotations

import ipaddress
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, IncompleteRead
from typing import IO, Final
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from kg.errors import KgError

_PIECE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer."""

    headers: Message
    body: bytes


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str) -> None:
        return None


def exchange(request: Request, seconds: float, most: int = 0) -> Reply:
    """Send a request and return the whole answer; a redirect raises ``HTTPError`` as other refusals do.

    Args:
        seconds: how long the answer may take; a body that is sent piece by piece does not count.
        most: how many bytes it may have, 0 for any number.

    Raises:
        OSError: nobody answers, refuses (``HTTPError``), or takes too long (``TimeoutError``, also in a ``URLError``).
        HTTPException: the answer is none, ends early, or is too large.
    """
    direct = [ProxyHandler({})] if is_loopback(request.full_url) else []
    ends = time.monotonic() + seconds
    with build_opener(_Stay, *direct).open(request, timeout=seconds) as response:
        if not isinstance(request.data, bytes):
            ends = time.monotonic() + seconds
        read: Callable[[int], bytes] = response.read1
        body = bytearray()
        while part := read(_PIECE):
            body += part
            if most and len(body) > most:
                raise HTTPException("too large")
            if time.monotonic() > ends:  # the timeout of the socket begins anew with every byte
                raise TimeoutError
        if response.length:  # read1() says nothing when the connection ends before the body does
            raise IncompleteRead(bytes(body), response.length)
        return Reply(response.headers, bytes(body))


def is_loopback(url: str) -> bool:
    """Tell whether an address is of this very machine.

    >>> is_loopback("http://127.0.0.1:7878/"), is_loopback("http://[::1]/"), is_loopback("http://localhost.example/")
    (True, True, False)
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def authorization(url: str, key: str, variable: str) -> dict[str, str]:
    """Return the header that carries a key, none for "".

    Args:
        variable: the environment variable that holds the key, for messages, which never show the key itself.

    Raises:
        KgError: the key is none, or everybody on the way could read it: plain http to another machine.
    """
    if not key:
        return {}
    if not re.fullmatch(r"[!-~]+", key):
        raise KgError(f"{variable} holds blanks or characters that no key has. Set it anew")
    if urlsplit(url).scheme == "http" and not is_loopback(url):
        raise KgError(
            f"{urlsplit(url).hostname}: the key in {variable} would go there unencrypted. "
            f"Use https://, or a tunnel to localhost, or unset {variable}"
        )
    return {"Authorization": f"Bearer {key}"}
