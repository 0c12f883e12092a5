"""Faces: what stands for which font, and that opening a font quickly changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase.ttfonts import TTFont
from traces import ROOT, faces

from report_builder.diagnostics import ReportError
from report_builder.typesetting.fonts.faces import load_faces
from report_builder.typesetting.fonts.font_files import QuickFont

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(path.name for path in (ROOT / "fonts").glob("*.ttf"))
NO_BREAK_SPACE = 0xA0
BEYOND_THE_SECOND_PLANE = 0x30000


@pytest.mark.parametrize("name", FILES)
def test_a_font_opened_quickly_is_the_font_that_reportlab_reads(name: str) -> None:
    path = str(ROOT / "fonts" / name)

    quick, slow = QuickFont("quick", path).face, TTFont("slow", path).face

    # reportlab maps the sentinel U+FFFF of a segmented table to "no glyph", and adds a missing U+00A0.
    shown = {code: glyph for code, glyph in slow.charToGlyph.items() if glyph and code != NO_BREAK_SPACE}
    assert {code: quick.charToGlyph[code] for code in shown} == shown
    unknown = set(range(BEYOND_THE_SECOND_PLANE)) - set(slow.charToGlyph)
    assert [code for code in unknown if code in quick.charToGlyph] == []
    assert [quick.charWidths[code] for code in shown] == [slow.charWidths[code] for code in shown]
    assert [quick.hmetrics[glyph] for glyph in range(slow.numGlyphs)] == slow.hmetrics
    assert list(quick.glyphPos) == slow.glyphPos
    assert quick.defaultWidth == slow.defaultWidth


@pytest.mark.parametrize(
    ("family", "name"),
    [("仿宋_GB2312", "FangSong"), ("SIMHEI", "Hei"), (" 宋体 ", "Song"), ("没有这个", "FangSong")],
)
def test_a_font_name_leads_to_the_face_that_stands_for_it(family: str, name: str) -> None:
    assert faces().for_family(family).name == name


def test_a_folder_of_the_user_replaces_a_face(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes((ROOT / "fonts" / "GWKai.ttf").read_bytes())
    (tmp_path / "faces.toml").write_text('[[face]]\nname = "FangSong"\nfile = "own.ttf"\nfamilies = ["仿宋"]')

    found = load_faces([ROOT / "fonts", tmp_path])

    assert found.for_family("仿宋").path == tmp_path / "own.ttf"
    assert found.for_family("黑体").path == ROOT / "fonts" / "GWHei.ttf"


@pytest.mark.parametrize("content", [b"no font at all", b""])
def test_a_font_that_cannot_be_embedded_is_a_finding(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own.ttf").write_bytes(content)
    (tmp_path / "faces.toml").write_text('[[face]]\nname = "FangSong"\nfile = "own.ttf"')

    with pytest.raises(ReportError) as caught:
        load_faces([tmp_path]).face("FangSong").covers("字")

    assert [finding.code for finding in caught.value.findings] == ["font.unreadable"]


def test_a_folder_without_a_list_of_faces_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        load_faces([tmp_path])

    assert [finding.code for finding in caught.value.findings] == ["font.list_unreadable"]
