"""The inside of reportlab that is used is that of the version it was read from."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import ttfonts
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from traces import ROOT, faces

from report_builder.painting.canvases import open_canvas
from report_builder.painting.inside_reportlab import VERSION_READ, show_in_text, write_in_text
from report_builder.typesetting.fonts.faces import Face

PRIVATE = re.compile(r"\b(?:canvas|text|target)\._\w+|ttfonts\.\w+ = |pdfmetrics\._\w+|_formatText|\._code\b")


def test_the_version_that_was_read_is_the_one_that_is_installed() -> None:
    # Where this fails: read textobject.py, canvas.py and ttfonts.py of the new version again.
    assert reportlab.__version__ == VERSION_READ


def test_nothing_else_reaches_into_reportlab() -> None:
    reaching = [
        path.name
        for path in (ROOT / "report_builder" / "painting").glob("*.py")
        if PRIVATE.search(Path(path).read_text(encoding="utf-8"))
    ]

    assert reaching == ["inside_reportlab.py"]


@pytest.mark.parametrize("first", ["GWSong.ttf", "GWHei.ttf"])
def test_a_face_of_the_same_name_in_another_file_is_the_one_of_its_own_document(first: str) -> None:
    def base_fonts(file: str) -> set[str]:
        face = Face("Own", ROOT / "fonts" / file, ("自备字体",), ())
        saved = io.BytesIO()
        canvas = open_canvas(saved, [face], language="zh-CN")
        canvas.setFont("Own", 16)
        canvas.drawString(100, 100, "甲")
        canvas.save()
        return {found.decode() for found in re.findall(rb"/BaseFont /[A-Z]+\+(\w+)", saved.getvalue())}

    registerFont(TTFont("Own", str(ROOT / "fonts" / "GWKai.ttf")))  # as another program in the process may
    second = {"GWSong.ttf": "GWHei.ttf", "GWHei.ttf": "GWSong.ttf"}[first]

    assert base_fonts(first) == {first.removesuffix(".ttf")}
    assert base_fonts(second) == {second.removesuffix(".ttf")}


def test_operators_and_characters_stand_in_a_text_object_in_their_order() -> None:
    canvas = open_canvas(io.BytesIO(), [faces().face("Kai")], language="zh-CN")
    text = canvas.beginText()
    text.setFont("Kai", 16)

    write_in_text(text, "/P <</MCID 0>> BDC")
    show_in_text(text, "甲A")
    write_in_text(text, "EMC")

    written = " ".join(text.getCode().split())
    assert re.search(r"BDC .*\(\S+\) Tj.* EMC", written)


def test_a_character_beyond_the_first_plane_is_mapped_in_two_halves() -> None:
    made: str = ttfonts.makeToUnicodeCMap("any", [0, ord("国"), ord("𠀀")])

    assert "2 beginbfchar\n<01> <56FD>\n<02> <D840DC00>\nendbfchar" in made
