"""The application on a free port of this machine alone → served until it is told to end or nobody looks."""

from __future__ import annotations

import asyncio
import json
import socket
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Final

import uvicorn
from msgspec import Struct, to_builtins

from report_builder.window.guard import ENTRANCE, INVITATION, KEY_HEADER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp

HOST: Final = "127.0.0.1"
# An open page says every half minute that it is there, one behind others once a minute.
IDLE_SECONDS: Final = 300.0
_ANSWER_SECONDS: Final = 3


class Running(Struct, frozen=True):
    """A window that runs already: its port, the key by which a second start is known, whose version it is."""

    port: int
    key: str
    version: str = ""  # those before 0.1.0 left no word of it


class Presence:
    """Whether somebody still looks, and whether the end was asked for; times are the event loop's own."""

    def __init__(self, idle: float = IDLE_SECONDS) -> None:
        self._idle = idle
        self._seen = False
        self._end = asyncio.Event()

    def seen(self) -> None:
        """Somebody asked for something."""
        self._seen = True

    def end(self) -> None:
        """The user is done."""
        self._end.set()

    async def until_over(self) -> None:
        """Wait until the end is asked for, or nobody has been seen for the whole time of idleness."""
        while True:
            self._seen = False
            try:
                await asyncio.wait_for(self._end.wait(), self._idle)
            except TimeoutError:
                if self._seen:
                    continue
            return


def open_port() -> socket.socket:
    """A free port that only this machine reaches."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.bind((HOST, 0))
    return opened


def address(port: int, token: str) -> str:
    """Where the browser is sent; the token lets in once."""
    return f"http://{HOST}:{port}{ENTRANCE}?{token}"


def serve(application: ASGIApp, opened: socket.socket, presence: Presence, begun: Callable[[], None]) -> None:
    """Serve until it is over; ``begun`` is called once the port answers."""
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=2,
        limit_concurrency=500,
    )
    server = _Server(config, begun)

    async def run() -> None:
        serving = asyncio.create_task(server.serve([opened]))
        over = asyncio.create_task(presence.until_over())
        await asyncio.wait({serving, over}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving
        over.cancel()

    asyncio.run(run())


class _Server(uvicorn.Server):
    """A server that says when it has begun."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[], None]) -> None:
        super().__init__(config)
        self._begun = begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self._begun()


def remember(file: Path, running: Running) -> None:
    """Leave word for a second start, which only the user may read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(to_builtins(running)), encoding="utf-8")


def find_running(file: Path) -> tuple[Running, str] | None:
    """The window that runs already, and a token to enter it; ``None`` where none answers."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        running = Running(int(told["port"]), str(told["key"]), str(told.get("version", "")))
        connection = HTTPConnection(HOST, running.port, timeout=_ANSWER_SECONDS)
        try:
            connection.request("POST", INVITATION, headers={KEY_HEADER: running.key})
            answer = connection.getresponse()
            token = answer.read(200).decode("ascii")
        finally:
            connection.close()
    except (OSError, ValueError, KeyError, TypeError, HTTPException):
        return None
    return (running, token) if answer.status == 200 else None  # noqa: PLR2004  RFC 9110, 15.3.1
