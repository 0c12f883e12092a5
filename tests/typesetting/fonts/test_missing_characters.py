"""Characters that no face has: a stand-in, one finding, and the faces that a user may add for them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from traces import ROOT, faces, lines_of, set_pages
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings, ReportError, Severity
from report_builder.drafts import outcome_of
from report_builder.page_formats import TypesetRequest
from report_builder.painting.pdf import paint_pdf
from report_builder.pipeline import typeset_file
from report_builder.typesetting.fonts.faces import load_faces
from report_builder.typesetting.fonts.missing_characters import STAND_IN
from report_builder.typesetting.typeset import typeset

if TYPE_CHECKING:
    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.placed.pages import Pages

FONTS: Final = Path(__file__).parent
UYGHUR: Final = "شىنجاڭ"


def set_with(text: str, with_faces: Faces) -> tuple[Pages, Findings]:
    findings = Findings()
    return typeset(word_file(paragraph(text)), "样张.docx", with_faces, findings), findings


def faces_with(folder: Path, file: str) -> Faces:
    """The project's faces, and one that a user has put beside them."""
    (folder / "faces.toml").write_text(f'[[face]]\nname = "Own"\nfile = "{file}"\n')
    return load_faces([ROOT / "fonts", folder])


def test_a_character_that_no_face_has_is_painted_as_a_stand_in_and_still_said() -> None:
    pages, _ = set_with("表情😀。", faces())

    assert lines_of(pages.pages[0]) == [f"表情{STAND_IN}。"]
    assert "".join(run.said for run in pages.pages[0].runs) == "表情😀。"


def test_what_a_stand_in_stands_for_is_copied_and_heard() -> None:
    pages, _ = set_with("甲😀", faces())

    with pikepdf.open(io.BytesIO(paint_pdf(pages, faces()))) as document:
        content = b"".join(document.pages[0].Contents.read_bytes().split())

    assert b"/Span<</ActualText<feffd83dde00>>>BDC" in content


def test_all_that_no_face_has_is_one_finding_with_every_place() -> None:
    findings = Findings()
    docx = word_file(paragraph("正常") + paragraph("😀和😀") + paragraph(UYGHUR[:2]) + paragraph("又是😀"))

    set_pages(docx, findings)

    (finding,) = findings
    assert (finding.code, finding.severity, str(finding.place)) == (
        "font.no_glyph",
        Severity.WARNING,
        "样张.docx › 第2段",
    )
    assert finding.evidence == "“😀”（U+1F600）：第2、4段；“ش”（U+0634）、“ى”（U+0649）：第3段"
    assert "Noto Naskh Arabic" in finding.remedy


def test_a_finding_of_very_many_characters_names_some_and_counts_the_rest() -> None:
    _, findings = set_with("".join(map(chr, range(0xA000, 0xA000 + 50))), faces())

    (finding,) = findings
    assert "有 50 个字" in finding.message
    assert finding.evidence.endswith("；还有 10 个")


def test_a_private_character_that_no_face_has_is_named_by_its_code() -> None:
    _, findings = set_with("甲\ue037乙", faces())

    assert [found.evidence for found in findings] == ["编码为 U+E037 的自造字：第1段"]


def test_a_strict_pdf_is_refused_for_what_no_face_has(tmp_path: Path) -> None:
    source, target = tmp_path / "样张.docx", tmp_path / "样张.pdf"
    source.write_bytes(word_file(paragraph("表情😀")))

    with pytest.raises(ReportError) as caught:
        outcome_of(typeset_file(TypesetRequest(source, target, tmp_path, None, strict=True)))

    assert [(found.code, found.severity) for found in caught.value.findings] == [
        ("font.no_glyph", Severity.ERROR)
    ]
    assert not target.exists()


def test_a_letter_that_no_face_has_is_half_as_wide_as_a_hanzi() -> None:
    pages, _ = set_with("ش国", faces())

    letter, hanzi = pages.pages[0].runs
    assert hanzi.left - letter.left == pytest.approx(8 + 4)  # and the space between the scripts


def test_no_line_ends_inside_a_word_of_a_script_that_no_face_has() -> None:
    pages, _ = set_with("国" * 26 + UYGHUR, faces())

    assert [len(line) for line in lines_of(pages.pages[0])] == [26, 6]


@pytest.mark.parametrize(
    ("file", "text", "joins"),
    [
        ("hanzi.ttf", "𠀀", False),
        ("yi.ttf", "ꆈꌠ", False),
        ("korean.ttf", "조선말", False),
        ("arabic.ttf", UYGHUR, True),
        ("tibetan.ttf", "བོད", True),
        ("mongolian.ttf", "ᠮᠣᠩ", True),
    ],
)
def test_a_face_that_the_user_adds_sets_its_script_and_says_what_it_cannot(
    tmp_path: Path, file: str, text: str, *, joins: bool
) -> None:
    (tmp_path / file).write_bytes((FONTS / file).read_bytes())

    pages, findings = set_with(f"甲{text}", faces_with(tmp_path, file))

    assert [(run.look.face, run.text) for run in pages.pages[0].runs] == [("FangSong", "甲"), ("Own", text)]
    assert [found.code for found in findings] == (["font.unjoined"] if joins else [])
