"""Files that are not what they say: each gets a finding, none gets a traceback."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from traces import faces
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings, ReportError
from report_builder.typesetting.typeset import typeset

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


ENTITY = b'<!DOCTYPE d [<!ENTITY x "y">]><w:document xmlns:w="http://example.org/"><w:body>&x;</w:body></w:document>'


@pytest.mark.parametrize(
    ("docx", "evidence"),
    [
        (b"", "压缩包"),
        (b"not a zip file", "压缩包"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, ".doc"),
        (zipped({"a.txt": b"x"}), "没有正文"),
        (zipped({"word/document.xml": b"<broken"}), "XML"),
        (zipped({"word/document.xml": ENTITY}), "DTD"),
        (zipped({"word/document.xml": b"<other/>"}), "WordprocessingML"),
        (word_file(paragraph("正文"))[:-200], "压缩包"),
    ],
)
def test_a_file_that_is_no_word_file_is_a_finding(docx: bytes, evidence: str) -> None:
    with pytest.raises(ReportError) as caught:
        typeset(docx, "报告.docx", faces(), Findings())

    (finding,) = caught.value.findings
    assert finding.code == "docx.unreadable"
    assert str(finding.place) == "报告.docx"
    assert evidence in finding.evidence


def test_what_is_not_understood_is_named_with_its_place() -> None:
    findings = Findings()
    docx = word_file(paragraph("第一段") + "<w:p><w:r><w:t>图</w:t><w:drawing/></w:r></w:p>")

    typeset(docx, "报告.docx", faces(), findings)

    assert [(found.code, str(found.place)) for found in findings] == [
        ("docx.unsupported", "报告.docx › 第2段")
    ]
    assert "drawing" in next(iter(findings)).message


@pytest.mark.parametrize("command", ["pdf", "verify", "refresh", "check"])
def test_a_file_with_a_damaged_part_is_a_finding_and_no_fault_of_the_program(
    command: str,
    built: Path,
    tmp_path: Path,
    report_builder: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    (report,) = built.glob("*.docx")
    data = bytearray(report.read_bytes())
    with zipfile.ZipFile(report) as archive:
        part = archive.getinfo("word/document.xml")
    start = part.header_offset + 30 + len(part.filename)  # APPNOTE 4.3.7: a local header of 30 bytes
    data[start + 40 : start + 80] = bytes(255 - byte for byte in data[start + 40 : start + 80])
    (tmp_path / "损坏.docx").write_bytes(data)

    done = report_builder(command, "损坏.docx", cwd=tmp_path)

    assert done.returncode == 1, done.stderr.decode()
    assert "docx.unreadable" in done.stderr.decode()
