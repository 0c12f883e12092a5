"""A request → the application, or a refusal: what keeps everybody but the user's own pages out.

Another site's page may make the user's browser send requests here, and a name that leads to 127.0.0.1 lets
it read the answers (DNS rebinding). So the host must be ours, what changes anything must come from our own
pages, and everything needs the secret of a visit.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from report_builder.window.plain_pages import STYLE_SOURCE, plain_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from report_builder.budgets import Budget
    from report_builder.window.doors import Doors

ENTRANCE: Final = "/open"  # with the token that lets in once
INVITATION: Final = "/invite"  # for a second start of the program
KEY_HEADER: Final = "x-report-builder-key"
_ENVELOPE: Final = 20_000_000
_MOST_DIGITS: Final = 18  # of a length
_SAFE: Final = frozenset({"GET", "HEAD"})
_OWN: Final = frozenset({"same-origin", "none"})  # Sec-Fetch-Site of our own pages, and of an address typed
_POLICY: Final = "content-security-policy"
_HEADERS: Final = {
    _POLICY: f"default-src 'none'; script-src 'self'; style-src 'self' {STYLE_SOURCE};"
    " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_CLOSED: Final = plain_page(
    "这个地址打不开了",
    "为了安全，打开窗口的地址只能用一次。\n"
    "请再启动一次程序（或者再运行一次 report-builder window），它会打开一个新的。",
)


def most_at_once(budget: Budget) -> int:
    """What one request may bring: two workbooks of the largest size, and their envelope."""
    return 2 * budget.file_bytes + _ENVELOPE


class Guarded(Struct, frozen=True):
    """The application, how much it may be sent, and the answer where something failed."""

    application: ASGIApp
    limits: Callable[[], Budget]
    tell: Callable[[Exception], Response]


class Guard:
    """Stands before the application that is served on ``port``.

    Whatever fails before an answer has begun, in the application or here, is answered.
    """

    def __init__(self, guarded: Guarded, doors: Doors, port: int, seen: Callable[[], None]) -> None:
        self.application = guarded.application
        self._limits = guarded.limits
        self._tell = guarded.tell
        self._doors = doors
        self._seen = seen
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self._cookie = f"report-builder-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        if scope["type"] != "http":
            return
        reply = _Reply(send)
        try:
            await self._answer(scope, receive, reply.send)
        except Exception as fault:  # noqa: BLE001  whatever it is, who asked waits for an answer
            if not reply.has_begun:
                await self._tell(fault)(scope, receive, reply.send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._refusal(scope) or self._entrance(scope)
        if answer is not None:
            await answer(scope, receive, send)
            return
        self._seen()
        # What is only asked for has no body.
        body = _Body(receive, 0 if scope["method"] in _SAFE else most_at_once(self._limits()))
        await self.application(scope, body.receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        """Why nobody may ask this; ``None`` where it may be asked by who has a visit."""
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts:
            return PlainTextResponse("misdirected", 421)
        if headers.get("sec-fetch-site", "none") not in _OWN:
            return PlainTextResponse("forbidden", 403)
        origin = headers.get("origin")
        is_safe = scope["method"] in _SAFE
        if (
            (origin is not None or not is_safe)
            and origin not in self._origins
            and not self._is_program(headers)
        ):
            return PlainTextResponse("forbidden", 403)
        length = headers.get("content-length", "0")
        if length == "0":
            return None
        is_number = length.isdecimal() and len(length) <= _MOST_DIGITS
        if not is_number or int(length) > most_at_once(self._limits()):
            return PlainTextResponse("too large", 413)
        return None

    def _entrance(self, scope: Scope) -> Response | None:
        """The answer at the door; ``None`` for somebody who is in."""
        headers = Headers(scope=scope)
        if scope["path"] == INVITATION and scope["method"] == "POST":
            is_ours = self._is_program(headers)
            return PlainTextResponse(
                self._doors.invite() if is_ours else "forbidden", 200 if is_ours else 403
            )
        if scope["path"] == ENTRANCE:
            return self._open(scope)
        if self._doors.knows(_cookie(headers, self._cookie)):
            return None
        return HTMLResponse(_CLOSED, 403)

    def _open(self, scope: Scope) -> Response:
        """Begin a visit for who brings an unused token; who is in already goes on."""
        token = scope["query_string"].decode("latin-1")
        if visit := self._doors.admit(token):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self._cookie, visit, httponly=True, samesite="strict", path="/")
            return answer
        if self._doors.knows(_cookie(Headers(scope=scope), self._cookie)):
            return RedirectResponse("/", 303)
        return HTMLResponse(_CLOSED, 403)

    def _is_program(self, headers: Headers) -> bool:
        """Whether a second start of the program asks, which has no browser and no origin."""
        key = headers.get(KEY_HEADER, "")
        return bool(key) and headers.get("origin") is None and self._doors.is_ours(key)


class _Body:
    """A request's body, which ends where it grows too large whatever its head promised."""

    def __init__(self, receive: Receive, room: int) -> None:
        self._receive = receive
        self._room = room

    async def receive(self) -> Message:
        """The next piece of it; a client that sends too much is one that has gone."""
        message = await self._receive()
        self._room -= len(message.get("body", b""))
        return message if self._room >= 0 else {"type": "http.disconnect"}


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


class _Reply:
    """An answer on its way: every one has the headers that bind the browser."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False

    async def send(self, message: Message) -> None:
        """Its next piece."""
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                if name != _POLICY or _POLICY not in headers:  # some pages are bound even tighter
                    headers[name] = value
        await self._send(message)
