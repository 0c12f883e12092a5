"""A Word template of ``styles`` and words → a letter or a form as a Word file: 送审函, 著录卡, 回执."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # docxtpl carries no types
from jinja2 import TemplateError

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Place
from report_builder.manuscript.filling import tell_damaged, template_environment
from report_builder.manuscript.properties import with_properties
from report_builder.manuscript.templates import open_template
from report_builder.word.traces import without_traces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.properties import Properties

    Words = Mapping[str, str | int | bool | Sequence[Mapping[str, str]]]


def fill_letter(
    template: Path, words: Words, properties: Properties, findings: Findings, budget: Budget = USUAL
) -> bytes | None:
    """The filled form, the same bytes on every run; ``None`` where a finding says what is wrong with it."""
    before = len(findings.errors)
    opened = open_template(template, findings, budget, needed=())
    if opened is None or len(findings.errors) > before:
        return None
    saved = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(opened.data))
        document.render(dict(words), template_environment())
        document.save(saved)
    except TemplateError as fault:
        findings.error(
            "template.syntax",
            Place(opened.name),
            "模板里有一处占位符填不进去",
            str(fault.message),
            "请对照程序附带的模板改正；不确定时可换回附带的模板",
        )
        return None
    except Exception as fault:  # noqa: BLE001  ours goes on from there
        tell_damaged(opened, fault, findings)
        return None
    return with_properties(without_traces(saved.getvalue(), is_final=True), properties)
