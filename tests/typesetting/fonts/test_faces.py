"""Faces: what stands for which font, and that opening a font quickly changes nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase.ttfonts import TTFont
from traces import ROOT, faces, set_pages
from word_files import PAGE, paragraph, word_file

from report_builder.diagnostics import Findings, ReportError
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
    [
        ("仿宋_GB2312", "FangSong"),
        ("GW Song", "Song"),
        ("SIMHEI", "Hei"),
        (" 宋体 ", "Song"),
        ("没有这个", "FangSong"),
    ],
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


def test_a_font_is_opened_once_for_documents_made_one_after_the_other() -> None:
    first, second = (load_faces([ROOT / "fonts"]).face("Kai") for _ in range(2))

    assert first.font is second.font


def test_a_font_file_that_has_changed_is_opened_anew(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes((ROOT / "fonts" / "LiberationSerif-Regular.ttf").read_bytes())
    (tmp_path / "faces.toml").write_text('[[face]]\nname = "Own"\nfile = "own.ttf"')
    assert not load_faces([tmp_path]).face("Own").covers("字")

    (tmp_path / "own.ttf").write_bytes((ROOT / "fonts" / "GWKai.ttf").read_bytes())

    assert load_faces([tmp_path]).face("Own").covers("字")


def test_a_folder_without_a_list_of_faces_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        load_faces([tmp_path])

    assert [finding.code for finding in caught.value.findings] == ["font.list_unreadable"]


def fonts_of(docx: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """The runs of a file's first page by face, and the fonts that are told to be stood in for."""
    findings = Findings()
    pages = set_pages(docx, findings)
    told = [found.message for found in findings if found.code == "font.unknown"]
    return [(run.look.face, run.text) for run in pages.pages[0].runs], told


def named(font: str, text: str = "Text", size: int = 28) -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="宋体"/><w:sz w:val="{size}"/>'
    return paragraph(text, "", fonts)


@pytest.mark.parametrize(
    ("font", "face", "stand_in"),
    [
        ("Consolas", "Mono", "Courier New"),
        ("Segoe UI", "Sans", "Arial"),
        ("Source Sans Pro", "Sans", "Arial"),
        ("Palatino Linotype", "Roman", "Times New Roman"),
        ("FZLanTingHei-R-GBK", "FangSong", "仿宋_GB2312"),
        ("某某体", "FangSong", "仿宋_GB2312"),
    ],
)
def test_letters_of_an_unknown_font_are_set_in_a_face_of_the_class_that_its_name_tells(
    font: str, face: str, stand_in: str
) -> None:
    assert fonts_of(word_file(named(font))) == (
        [(face, "Text")],
        [f"没有“{font}”这个字体，用“{stand_in}”代替"],
    )


@pytest.mark.parametrize(
    ("traits", "face"),
    [
        ('<w:family w:val="roman"/>', "Roman"),
        ('<w:family w:val="swiss"/><w:pitch w:val="variable"/>', "Sans"),
        ('<w:family w:val="modern"/>', "Mono"),
        ('<w:family w:val="auto"/><w:pitch w:val="fixed"/>', "Mono"),
        ('<w:panose1 w:val="020B0604020202020204"/>', "Sans"),
        ('<w:panose1 w:val="02020603050405020304"/>', "Roman"),
        ('<w:panose1 w:val="020B0609020204030204"/>', "Mono"),
        ('<w:charset w:val="86"/><w:family w:val="swiss"/>', "FangSong"),
        ('<w:panose1 w:val="02zz0603050405020304"/>', "Roman"),
    ],
)
def test_what_the_file_says_of_a_font_goes_before_its_name(traits: str, face: str) -> None:
    fonts = f'<w:fonts><w:font w:name="Strange">{traits}</w:font></w:fonts>'

    runs, _ = fonts_of(word_file(named("Strange"), parts={"fontTable": fonts}))

    assert runs == [(face, "Text")]


def test_hanzi_of_an_unknown_latin_font_are_set_in_the_default_face() -> None:
    fonts = '<w:rFonts w:ascii="Lato" w:hAnsi="Lato" w:eastAsia="Lato"/>'

    for text in ("国AB", "AB国"):
        runs, told = fonts_of(word_file(paragraph(text, "", fonts)))
        assert sorted(runs) == [("FangSong", "国"), ("Sans", "AB")]
        assert len(told) == 1


def test_a_line_of_an_unknown_latin_font_is_as_high_as_its_stand_in() -> None:
    grid = PAGE + '<w:docGrid w:type="lines" w:linePitch="312"/>'
    body = named("Consolas") * 2

    first, second = set_pages(word_file(body, section=grid), Findings()).pages[0].runs

    assert second.baseline - first.baseline == pytest.approx(31.2)


@pytest.mark.parametrize(
    "runs",
    [
        "He said “yes” and “no”",
        "He said </w:t></w:r><w:r>FONTS<w:t>“</w:t></w:r><w:r>FONTS<w:t>yes</w:t></w:r><w:r>FONTS<w:t>”",
        "“</w:t></w:r><w:r>FONTS<w:t>yes",
    ],
)
def test_curly_quotes_stay_latin_in_latin_text_however_it_is_cut_into_runs(runs: str) -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/></w:rPr>'
    text = runs.replace("FONTS", fonts)
    body = f"<w:p><w:r>{fonts}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"

    found, _ = fonts_of(word_file(body))

    assert {face for face, _ in found} == {"Roman"}


def test_a_latin_quote_at_a_lines_end_has_no_empty_half_to_give() -> None:
    settings = '<w:settings><w:characterSpacingControl w:val="compressPunctuation"/></w:settings>'
    fonts = (
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="32"/>'
    )
    docx = word_file(paragraph("a“b”" * 60, '<w:jc w:val="both"/>', fonts), parts={"settings": settings})

    page = set_pages(docx).pages[0]

    right = (11906 - 1474) / 20
    ends = [
        run.left + sum(faces().face("Roman").advance(each) * 16 + run.spacing for each in run.text)
        for run in page.runs
    ]
    assert max(ends) <= right + 1


@pytest.mark.parametrize(
    ("name", "file"),
    [("Roman", "Liberation Serif"), ("Sans", "Liberation Sans"), ("Mono", "Liberation Mono")],
)
def test_fontconfig_is_told_of_the_same_latin_names(name: str, file: str) -> None:
    told = (ROOT / "fonts" / "30-gongwen.conf").read_text(encoding="utf-8")
    pairs = dict(
        re.findall(r"<test[^>]*><string>(.*?)</string></test>\s*<edit[^>]*><string>(.*?)</string>", told)
    )

    families = set(faces().face(name).families) - {file}

    assert {family: pairs.get(family) for family in families} == dict.fromkeys(families, file)
