"""The file of a template → its parts, or what is told of one that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make_template import TEMPLATE
from template_files import edited, rewritten

from report_builder.budgets import Budget
from report_builder.diagnostics import Findings
from report_builder.manuscript.template_fields import check_fields
from report_builder.manuscript.templates import open_template

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000


def padded(folder: Path, size: int) -> Path:
    """The template with something that no program reads before it, so large."""
    path = folder / "template.docx"
    data = TEMPLATE.read_bytes()
    path.write_bytes(b"\0" * (size - len(data)) + data)
    return path


def told(path: Path, budget: Budget) -> list[str]:
    findings = Findings()
    open_template(path, findings, budget)
    return [found.evidence for found in findings]


def test_a_template_may_be_as_large_as_its_limit_and_no_larger(tmp_path: Path) -> None:
    budget = Budget(file_megabytes=1)
    size = budget.file_bytes

    assert not any("超过" in each for each in told(padded(tmp_path, size), budget))
    assert ["文件超过 1 MB" in each for each in told(padded(tmp_path, size + 1), budget)] == [True]


def test_a_template_that_is_not_there_is_told_as_missing(tmp_path: Path) -> None:
    assert ["找不到这个文件" in each for each in told(tmp_path / "template.docx", Budget())] == [True]


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("<w:r><w:instrText> date \\@ yyyy </w:instrText></w:r>", ["DATE"]),
        ('<w:fldSimple w:instr="TIME"><w:r><w:t>12:00</w:t></w:r></w:fldSimple>', ["TIME"]),
        ("<w:r><w:instrText/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>", []),
        ("<w:fldSimple><w:r><w:t>甲</w:t></w:r></w:fldSimple>", []),
    ],
)
def test_fields_that_go_stale_are_told_and_others_are_not(
    tmp_path: Path, field: str, names: list[str]
) -> None:
    path = edited(tmp_path, "word/document.xml", "<w:body>", f"<w:body><w:p>{field}</w:p>")
    findings = Findings()
    template = open_template(path, findings)
    assert template is not None

    check_fields(template, findings)

    assert [
        found.message.partition("域 ")[2].partition("）")[0]
        for found in findings
        if found.code == "template.field"
    ] == names


def test_changes_in_a_template_are_counted_and_its_words_are_those_that_are_accepted(tmp_path: Path) -> None:
    added = '<w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:t>旧</w:t></w:r></w:del>'
    findings = Findings()

    open_template(edited(tmp_path, "word/document.xml", "<w:body>", f"<w:body><w:p>{added}</w:p>"), findings)

    assert [(found.code, found.message[:10]) for found in findings] == [
        ("template.revisions", "模板里有 2 处修订")
    ]


def test_a_file_without_a_document_in_it_is_no_template(tmp_path: Path) -> None:
    def empty(parts: dict[str, bytes]) -> None:
        del parts["word/document.xml"]

    findings = Findings()

    assert open_template(rewritten(tmp_path, empty), findings) is None
    assert [found.code for found in findings] == ["template.unreadable"]
