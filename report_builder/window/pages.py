"""A template's name and its values → a page of the window in Chinese, every text escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from report_builder import __version__
from report_builder.page_templates import page_environment
from report_builder.quantities import plain_number
from report_builder.visible_text import spelt_name
from report_builder.window.received_folder import RECEIVED

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from report_builder.window.office import Office

SCREENS: Final = (
    ("", "年度"),
    ("ledgers", "台账"),
    ("figures", "统计表"),
    ("text", "正文"),
    ("pages", "版面"),
    ("finish", "定稿"),
    ("settings", "单位设置"),
)


def page(request: Request, name: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page; of a request by htmx the piece that it asks for."""
    office: Office | None = request.app.state.office
    shared = {
        "version": __version__,
        "screens": SCREENS,
        "is_piece": request.headers.get("hx-request") == "true",
        "year": None,
        "received": None,
        "receives": office is not None and (office.working_folder / RECEIVED).is_dir(),
        "screen": None,
        "office": office,
        "may_choose": request.app.state.may_choose,
    }
    return HTMLResponse(_environment().get_template(name).render({**shared, **values}), status)


@cache
def _environment() -> Environment:
    return page_environment(
        "report_builder.window.templates",
        filters={
            "address": lambda text: quote(str(text), safe="", errors="surrogateescape"),
            "number": plain_number,
            "exact": lambda text: Markup(escape(spelt_name(str(text)))),  # noqa: S704  escaped
            "typed": lambda text: Markup("\n") + escape(text),  # as it is, to be sent back so
        },
    )
