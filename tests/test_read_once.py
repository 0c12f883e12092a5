"""A whole build → how often the text of its report is read and written beyond the template's filling."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import pytest
    from lxml.etree import _Element


def test_a_build_reads_and_writes_the_text_of_its_report_once_each(
    own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever reads or writes XML, python-docx among it, does so by these two functions."""
    read: list[bytes] = []
    written: list[bytes] = []
    parse, spell = etree.fromstring, etree.tostring

    def note_read(text: str | bytes, *rest: Any, **how: Any) -> _Element:  # noqa: ANN401  whatever lxml takes
        read.append(text.encode() if isinstance(text, str) else text)
        made: _Element = parse(text, *rest, **how)
        return made

    def note_written(*given: Any, **how: Any) -> bytes:  # noqa: ANN401  whatever lxml takes
        made: bytes = spell(*given, **how)
        written.append(made)
        return made

    monkeypatch.setattr(etree, "fromstring", note_read)
    monkeypatch.setattr(etree, "tostring", note_written)

    folder = outcome_of(build(BuildRequest(own_data, 2016, own_data.parent / "out", own_data.parent))).folder

    report_name = "柳州市教育局2016年政府信息公开工作年度报告.docx"
    with zipfile.ZipFile(folder / report_name) as report:
        text = report.read("word/document.xml")
    assert (read.count(text), written.count(text)) == (1, 1)
