"""Requests to the window as a browser makes them → its answers, without a port."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from msgspec import Struct

from report_builder.window.application import WindowWorld, window
from report_builder.window.doors import Doors
from report_builder.window.guard import ENTRANCE
from report_builder.window.office import Office
from report_builder.window.serving import Presence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.types import ASGIApp, Message

PORT: Final = 4321
HOST: Final = f"127.0.0.1:{PORT}"
ORIGIN: Final = f"http://{HOST}"
_BOUNDARY: Final = "a-line-that-parts"


class Answer(Struct, frozen=True):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


class Visitor:
    """Somebody with a browser, who may have come in by a token."""

    def __init__(self, office: Office, today: date = date(2017, 1, 20), patience: float = 300.0) -> None:
        drawn = iter(f"secret-{number}" for number in range(1000))
        self.faults: list[Exception] = []
        self.presence = Presence()
        self.doors = Doors(lambda: next(drawn))
        surroundings = WindowWorld(lambda: today, self._record, patience)
        self.application: ASGIApp = window(office, self.doors, PORT, self.presence, surroundings)
        self.cookie = ""

    def _record(self, error: Exception) -> str:
        self.faults.append(error)
        return "已经记下"

    def come_in(self) -> Visitor:
        """Use a token that lets in once."""
        answer = self.ask("GET", f"{ENTRANCE}?{self.doors.invite()}")
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self

    def get(self, path: str, **headers: str) -> Answer:
        """Look at a page."""
        return self.ask("GET", path, headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Press a form's button."""
        kind = {"content-type": "application/x-www-form-urlencoded", "origin": ORIGIN}
        return self.ask("POST", path, kind, urlencode(fields).encode())

    def hand_in(self, path: str, files: Mapping[str, bytes], field: str = "files") -> Answer:
        """Hand in files by a form."""
        return self.hand_in_with(path, files, field)

    def hand_in_with(self, path: str, files: Mapping[str, bytes], field: str, **fields: str) -> Answer:
        """Hand in files by a form that has other fields besides."""
        parts = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        parts += [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
            f"Content-Type: application/octet-stream\r\n\r\n".encode()
            + data
            + b"\r\n"
            for name, data in files.items()
        ]
        kind = {"content-type": f"multipart/form-data; boundary={_BOUNDARY}", "origin": ORIGIN}
        return self.ask("POST", path, kind, b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode())

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Any request; ``headers`` win over a browser's own."""
        return asyncio.run(self.asking(method, path, headers or {}, body))

    async def asking(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """The same, among others at once."""
        own = {"host": HOST, "cookie": self.cookie, "content-length": str(len(body))}
        given = {**own, **{name.replace("_", "-"): value for name, value in headers.items()}}
        where, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": where,
            "raw_path": where.encode(),
            "root_path": "",
            "query_string": quote(query, safe="=&+%?").encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", PORT),
        }
        sent = [body[start : start + 65536] for start in range(0, max(len(body), 1), 65536)]
        messages: list[Message] = []

        async def receive() -> Message:
            await asyncio.sleep(0)
            if not sent:
                await asyncio.Event().wait()
            return {"type": "http.request", "body": sent.pop(0), "more_body": bool(sent)}

        async def send(message: Message) -> None:
            await asyncio.sleep(0)
            messages.append(message)

        await self.application(scope, receive, send)
        started = next(each for each in messages if each["type"] == "http.response.start")
        told = b"".join(each.get("body", b"") for each in messages)
        return Answer(
            started["status"], {name.decode(): value.decode() for name, value in started["headers"]}, told
        )


def visitor(folder: Path, today: date = date(2017, 1, 20)) -> Visitor:
    """Somebody who has come in to the window of a working folder."""
    return Visitor(office_of(folder), today).come_in()


def office_of(folder: Path) -> Office:
    """The office that works in a folder."""
    return Office(folder / "data", folder / "out", folder, 1_483_142_400)


def words(page: str) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
