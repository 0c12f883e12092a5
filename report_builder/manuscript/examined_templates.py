"""A template's file → the template and what is found of it, looked at once for the same content."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Finding, Findings
from report_builder.manuscript.placeholders import check_placeholders
from report_builder.manuscript.template_faces import check_faces
from report_builder.manuscript.template_fields import check_fields
from report_builder.manuscript.templates import Template, open_template
from report_builder.plain_files import open_plain

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.budgets import Budget

_KEPT: Final = 4  # formats that a process fills in turn


class ExaminedTemplate(Struct, frozen=True):
    """A template that nobody may change, and what is found of its text and of its looks.

    ``None`` where it cannot be used: then the findings of its text say why.
    """

    template: Template | None
    of_text: tuple[Finding, ...]
    of_looks: tuple[Finding, ...] = ()


def examine_template(path: Path, budget: Budget) -> ExaminedTemplate:
    """The template of that path, of a budget; every build of a process that fills the same has the same."""
    try:
        with open_plain(path) as file:
            content = hashlib.sha256(file.read(budget.file_bytes + 1)).digest()
    except OSError:
        return _examined(path, budget)
    return _kept(path, content, budget)


@lru_cache(maxsize=_KEPT)
def _kept(path: Path, _content: bytes, budget: Budget) -> ExaminedTemplate:
    return _examined(path, budget)


def _examined(path: Path, budget: Budget) -> ExaminedTemplate:
    of_text, of_looks = Findings(), Findings()
    template = open_template(path, of_text, budget)
    if template is not None:
        check_placeholders(template, of_text)
        check_faces(template, of_looks)
        check_fields(template, of_looks)
    return ExaminedTemplate(template, tuple(of_text), tuple(of_looks))
