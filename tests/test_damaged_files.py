"""Damaged, hostile and misplaced files end as findings in every command that is given one, within seconds."""

from __future__ import annotations

import io
import os
import re
import shutil
import time
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pytest

from report_builder.diagnostics import ReportError
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.editing import RefreshRequest, VerifyRequest, refresh_file, verify_file
from report_builder.page_formats import TypesetRequest
from report_builder.pipeline import LintRequest, build, check, lint_file, typeset_file
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PATIENCE: Final = 20  # seconds, on a machine that does other things besides


def repacked(docx: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A Word file with its parts changed; ``None`` leaves one out."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if (data := change(name, source.read(name))) is not None:
                target.writestr(name, data)
    return written.getvalue()


def in_document(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change of the first such place in the text."""

    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        text, count = re.subn(old, new, data.decode(), count=1, flags=re.DOTALL)
        assert count, old
        return text.encode()

    return lambda docx: repacked(docx, change)


def without(part: str) -> Callable[[bytes], bytes]:
    return lambda docx: repacked(docx, lambda name, data: None if name == part else data)


def with_link(kind: str, target: str) -> Callable[[bytes], bytes]:
    links = f'<Relationship Id="x1" Type="{LINK}/{kind}"{target}/>'

    def change(name: str, data: bytes) -> bytes:
        return (
            data.replace(b"</Relationships>", f"{links}</Relationships>".encode())
            if name.endswith("document.xml.rels")
            else data
        )

    return lambda docx: repacked(docx, change)


def patched(offset: int, data: bytes) -> Callable[[bytes], bytes]:
    """Bytes written over a central directory entry's field, counted from its beginning."""

    def change(docx: bytes) -> bytes:
        entry = docx.index(b"PK\x01\x02")
        return docx[: entry + offset] + data + docx[entry + offset + len(data) :]

    return change


LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DAMAGES: Final[dict[str, Callable[[bytes], bytes]]] = {
    "nothing": lambda _: b"",
    "half of it": lambda docx: docx[: len(docx) // 2],
    "its end": lambda docx: docx[len(docx) // 2 :],
    "a zip of a later version": patched(6, b"\xff\x7f"),
    "an unknown packing": patched(10, b"\x63\x00"),
    "an entry that begins elsewhere": patched(42, b"\xff\xff\xff\xf0"),
    "an entry before the beginning": patched(42, b"\xf0\xff\xff\x7f"),
    "a part that nobody reads": lambda docx: repacked(
        docx, lambda name, data: b"<broken" if name == "word/settings.xml" else data
    ),
    "an empty part": lambda docx: repacked(docx, lambda name, data: b"" if "styles" in name else data),
    "no document": without("word/document.xml"),
    "no content types": without("[Content_Types].xml"),
    "an empty document": in_document("<w:body.*</w:body>", ""),
    "an empty body": in_document("<w:body.*</w:body>", "<w:body/>"),
    "a cell outside a row": in_document("<w:body>", "<w:body><w:tbl><w:tc><w:p/></w:tc></w:tbl>"),
    "a cell outside a table": in_document("<w:body>", "<w:body><w:tc><w:p/></w:tc>"),
    "a row outside a table": in_document("<w:body>", "<w:body><w:tr><w:tc><w:p/></w:tc></w:tr>"),
    "text outside a paragraph": in_document("<w:body>", "<w:body><w:r><w:t>甲</w:t></w:r>"),
    "text outside a run": in_document("<w:body>", "<w:body><w:p><w:t>甲</w:t></w:p>"),
    "a paragraph in a paragraph": in_document("<w:body>", "<w:body><w:p><w:p/></w:p>"),
    "a link to nowhere": with_link("header", ' Target="nowhere.xml"'),
    "a link to itself": with_link("styles", ' Target="document.xml"'),
    "a link without a target": with_link("image", ""),
    "a link out of the file": with_link("image", ' Target="../../../etc/passwd"'),
    "an entity": in_document(r"^(<\?xml[^>]*>)?", '<!DOCTYPE x [<!ENTITY a "b">]>'),
    "depth": in_document("<w:body>", "<w:body>" + "<w:smartTag>" * 120 + "</w:smartTag>" * 120),
    "empty paragraphs": in_document("<w:body>", "<w:body>" + "<w:p/>" * 400_000),
    "empty elements": in_document("<w:body>", "<w:body>" + "<w:x/>" * 2_000_000),
    "endless text": in_document("<w:body>", f"<w:body><w:p><w:r><w:t>{'甲' * 2_000_000}</w:t></w:r></w:p>"),
    "zeros": lambda docx: repacked(docx, lambda name, data: b" " * 90_000_000 if "styles" in name else data),
    "an old Word file": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
}  # fmt: skip


LINKS: Final = frozenset(each for each in DAMAGES if each.startswith("a link"))
REFUSED: Final = frozenset(DAMAGES) - LINKS
WITHOUT_HARM: Final = frozenset({"no content types"})
TOO_MUCH: Final = frozenset({"depth", "empty paragraphs", "empty elements", "endless text", "zeros"})


@pytest.fixture(scope="module")
def report(built: Path) -> bytes:
    """The sample year's Word report."""
    return next(built.glob("*.docx")).read_bytes()


def use_everywhere(folder: Path, docx: bytes) -> list[str]:
    """Give a file to everything that takes one; the codes of all findings."""
    path = folder / "报告.docx"
    path.write_bytes(docx)
    data = folder / "data"
    refresh = RefreshRequest(path, folder / "新.docx", data, 2016, folder / "out", folder)
    commands: list[Callable[[], object]] = [
        lambda: lint_file(LintRequest(path, data, folder)),
        lambda: verify_file(VerifyRequest(path)),
        lambda: outcome_of(typeset_file(TypesetRequest(path, folder / "报告.pdf", folder))),
        lambda: outcome_of(refresh_file(refresh)),
    ]
    codes = []
    for command in commands:
        try:
            command()
        except ReportError as error:
            codes += [finding.code for finding in error.findings]
    return codes


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_report_is_a_finding_in_every_command(own_data: Path, report: bytes, damage: str) -> None:
    begun = time.perf_counter()

    codes = use_everywhere(own_data.parent, DAMAGES[damage](report))

    assert codes.count("docx.unreadable") == (4 if damage in REFUSED - WITHOUT_HARM - TOO_MUCH else 0)
    assert codes.count("file.too_large") == (4 if damage in TOO_MUCH else 0)
    assert time.perf_counter() - begun < PATIENCE


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_narrative_is_a_finding(own_data: Path, report: bytes, damage: str) -> None:
    (own_data / "2016" / "narrative.md").unlink()
    (own_data / "2016" / "narrative.docx").write_bytes(DAMAGES[damage](report))

    request = BuildRequest(own_data, 2016, own_data.parent / "out", own_data.parent)
    codes = []

    try:
        outcome_of(check(request))
    except ReportError as error:
        codes = [finding.code for finding in error.findings]

    assert bool(codes) == (damage in REFUSED - WITHOUT_HARM)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_template_is_a_finding(own_data: Path, damage: str) -> None:
    working = own_data.parent
    styles = working / "styles" / "guangxi-seven-part"
    shutil.copytree(packaged_folder("styles") / "guangxi-seven-part", styles)
    template = styles / "template.docx"
    template.write_bytes(DAMAGES[damage](template.read_bytes()))

    try:
        outcome_of(build(BuildRequest(own_data, 2016, working / "out", working)))
    except ReportError as error:
        codes = {finding.code for finding in error.findings}
        assert {code for code in codes if code.startswith("template.")}, codes


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
@pytest.mark.parametrize(
    "place", ["报告.docx", "data/agency.toml", "data/2016/report.toml", "data/2016/narrative.docx",
              "styles/guangxi-seven-part/template.docx", "statistics.json"],
)  # fmt: skip
def test_what_is_no_file_is_a_finding_and_never_waited_for(
    own_data: Path, report: bytes, place: str, kind: str
) -> None:
    working = own_data.parent
    (working / "报告.docx").write_bytes(report)
    shutil.copytree(
        packaged_folder("styles") / "guangxi-seven-part", working / "styles" / "guangxi-seven-part"
    )
    path = working / place
    if path.exists():
        path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    begun = time.perf_counter()
    request = BuildRequest(own_data, 2016, working / "out", working)
    codes = []

    for command in (
        lambda: outcome_of(build(request)),
        lambda: verify_file(VerifyRequest(working / "报告.docx")),
    ):
        try:
            command()
        except ReportError as error:
            codes += [finding.code for finding in error.findings]

    assert codes
    assert time.perf_counter() - begun < PATIENCE


@pytest.mark.parametrize("seed", range(8))
def test_bits_turned_anywhere_are_findings(own_data: Path, report: bytes, seed: int) -> None:
    spoilt = bytearray(report)
    digest = sha256(str(seed).encode()).digest()  # the same at every run
    places = [int.from_bytes(digest[at : at + 3]) % len(spoilt) for at in range(0, 30, 3)]
    for place in places[: (1, 3, 10)[seed % 3]]:
        spoilt[place] ^= 1 << place % 8
    data = bytes(spoilt[: places[0]] if seed % 4 == 0 else spoilt)

    use_everywhere(own_data.parent, data)
