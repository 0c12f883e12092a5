"""A folder still to be chosen → the page that asks for it, and the window of the one that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from starlette.responses import RedirectResponse
from starlette.routing import Route

from report_builder.budgets import USUAL
from report_builder.window.application import application, everywhere, telling, window
from report_builder.window.guard import Guard, Guarded
from report_builder.window.pages import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from report_builder.window.application import WindowWorld
    from report_builder.window.doors import Doors
    from report_builder.window.office import Office
    from report_builder.window.serving import Presence

CHOICE: Final = "/folder"


class Choice(Struct, frozen=True):
    """What is open or offered, a remark, and the way to choose: the office, or why it cannot be there."""

    office: Office | None  # the one that was chosen before
    proposed: str
    remark: str
    choose: Callable[[str], Office | str]


def choosing_window(
    choice: Choice, doors: Doors, port: int, presence: Presence, surroundings: WindowWorld
) -> ASGIApp:
    """The window of an office that may be chosen anew, or has yet to be chosen."""

    def opened(chosen: Office) -> ASGIApp:
        return window(chosen, doors, port, presence, surroundings)

    routes = [Route("/", _to_choice), Route(CHOICE, _ask), Route(CHOICE, _take, methods=["POST"])]
    inner = application([*routes, *everywhere()], surroundings)
    guarded = Guarded(inner, lambda: USUAL, telling(surroundings.record))
    asking = Guard(guarded, doors, port, presence.seen)
    switching = _Switching(asking, opened(choice.office) if choice.office else None)
    inner.state.presence = presence
    inner.state.choice = choice
    inner.state.take_office = lambda chosen: switching.open(opened(chosen))
    inner.state.office = choice.office
    return switching


class _Switching:
    """The window of the chosen folder, and before it and beside it the page that asks for one."""

    def __init__(self, choosing: ASGIApp, chosen: ASGIApp | None) -> None:
        self.application = choosing
        self._chosen = chosen

    def open(self, chosen: ASGIApp) -> None:
        """Show another folder from now on."""
        self._chosen = chosen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one of the two answer."""
        asks = self._chosen is None or scope.get("path") == CHOICE
        await (self.application if asks or self._chosen is None else self._chosen)(scope, receive, send)


async def _to_choice(_: Request) -> Response:
    return RedirectResponse(CHOICE, 303)


async def _ask(request: Request) -> Response:
    choice, office = request.app.state.choice, request.app.state.office
    typed = str(office.working_folder) if office else choice.proposed
    return page(request, "folder.html", typed=typed, remark=choice.remark, wrong="")


async def _take(request: Request) -> Response:
    form = await request.form()
    typed, choice = str(form.get("folder", "")), request.app.state.choice
    chosen = choice.choose(typed)
    if isinstance(chosen, str):
        return page(request, "folder.html", 422, typed=typed, remark="", wrong=chosen)
    request.app.state.office = chosen
    request.app.state.take_office(chosen)
    return RedirectResponse("/", 303)
