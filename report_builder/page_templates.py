"""A package whose folder holds pages of HTML → their templates: every text escaped and shown."""

from __future__ import annotations

from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined

from report_builder.visible_text import written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
        loader=FunctionLoader(lambda name: files(package).joinpath(name).read_text(encoding="utf-8")),
    )
    environment.filters |= filters
    environment.globals |= functions
    return environment


def _printable(value: object) -> object:
    """What a value says, a path too, its control characters and marks of direction shown, and not obeyed."""
    return value if hasattr(value, "__html__") else written(str(value))
