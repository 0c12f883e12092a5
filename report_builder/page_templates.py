"""A package whose folder holds pages of HTML → their templates: every text escaped and shown.

Pages that stand alone share a frame (``page_frame.html``) and its look, to which each adds its own.
"""

from __future__ import annotations

from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from report_builder.visible_text import written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Template

_SHARED: Final = "report_builder"
_NONE: Final[Mapping[str, Callable[..., object]]] = MappingProxyType({})


def page_environment(
    package: str,
    *,
    filters: Mapping[str, Callable[..., object]] = _NONE,
    functions: Mapping[str, Callable[..., object]] = _NONE,
) -> Environment:
    """The pages of a package by their names, with the filters and functions that they call."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda name: _text(package if _has(package, name) else _SHARED, name)),
    )
    environment.filters |= filters
    environment.globals |= functions
    return environment


def page_look(package: str, page: str) -> str:
    """The style sheet of a page that stands alone: the frame's, then its own (``<page>.css``)."""
    return f"{_text(_SHARED, 'page_frame.css')}{_text(package, f'{page}.css')}"


def page_template(
    package: str,
    page: str,
    *,
    filters: Mapping[str, Callable[..., object]] = _NONE,
    functions: Mapping[str, Callable[..., object]] = _NONE,
) -> Template:
    """The page of a package that stands alone, by its name without ``.html``."""
    environment = page_environment(package, filters=filters, functions=functions)
    look = Markup(page_look(package, page))  # noqa: S704  our own files
    return environment.get_template(f"{page}.html", globals={"look": look})


def _has(package: str, name: str) -> bool:
    return files(package).joinpath(name).is_file()


def _text(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")


def _printable(value: object) -> object:
    """What a value says, a path too, its control characters and marks of direction shown, and not obeyed."""
    return value if hasattr(value, "__html__") else written(str(value))
