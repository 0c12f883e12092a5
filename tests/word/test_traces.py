"""A Word file part by part → the same without what tells of its authors; what is shown stays."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import pytest

from report_builder.report_files import RECORD_NAMESPACE
from report_builder.word.traces import without_traces

if TYPE_CHECKING:
    from collections.abc import Mapping

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES: Final = "http://schemas.openxmlformats.org/package/2006"
HIDING: Final = '<w:pPr><w:pStyle w:val="密件"/></w:pPr>'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def links(**targets: str) -> str:
    """Relationships, each of the kind of its name (``customXml_2`` is another ``customXml``)."""
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name.partition("_")[0]}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{TYPES}/relationships">{each}</Relationships>'


def document(body: str) -> str:
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"


def cleaned(parts: Mapping[str, str], *, is_final: bool = False) -> dict[str, str]:
    """The parts that are left, with what they hold."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with zipfile.ZipFile(io.BytesIO(without_traces(packed.getvalue(), is_final=is_final))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def body_of(body: str) -> str:
    """What is left of a body."""
    found = cleaned({"word/document.xml": document(body)})["word/document.xml"]
    return found.partition("<w:body>")[2].partition("</w:body>")[0]


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ('<w:p w:rsidR="1" w:rsidP="2"><w:r w:rsidRPr="3"/></w:p>', "<w:p><w:r/></w:p>"),
        ("<w:p><w:del><w:r/></w:del><w:r/></w:p>", "<w:p><w:r/></w:p>"),
        ("<w:p><w:ins><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:ins></w:p>",
         "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>"),
        ("<w:p><w:r/><w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo></w:p>",
         "<w:p><w:r/><w:r><w:t>乙</w:t></w:r></w:p>"),
        ("<w:p><w:ins/></w:p>", "<w:p/>"),
        ("<w:p><w:moveFrom><w:r/></w:moveFrom></w:p>", "<w:p/>"),
        ("<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>", "<w:p><w:pPr/></w:p>"),
        ('<w:p><w:commentRangeStart w:id="1"/><w:r><w:commentReference/></w:r></w:p>', "<w:p><w:r/></w:p>"),
        ('<w:p w:keep="1"/>', '<w:p w:keep="1"/>'),
    ],
)  # fmt: skip
def test_revisions_comments_and_marks_of_editing_go_and_the_accepted_text_stays(body: str, left: str) -> None:
    assert body_of(body) == left


def test_a_part_without_traces_keeps_its_very_bytes() -> None:
    written = document("<w:p  ><w:r /></w:p>")

    assert cleaned({"word/document.xml": written})["word/document.xml"] == written


def test_settings_lose_what_tells_of_sessions_and_templates() -> None:
    settings = f"<w:settings {W}><w:docVars/><w:zoom/><w:rsids/><w:attachedTemplate/></w:settings>"

    found = cleaned({"word/settings.xml": settings})["word/settings.xml"]

    assert "zoom" in found
    assert not any(name in found for name in ("docVars", "rsids", "attachedTemplate"))


PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}/content-types">'
    '<Override PartName="/word/comments.xml"/><Override PartName="/word/document.xml"/></Types>',
    "_rels/.rels": links(officeDocument="word/document.xml", thumbnail="docProps/thumb.jpeg"),
    "word/document.xml": document("<w:p/>"),
    "word/_rels/document.xml.rels": links(
        comments="comments.xml", styles="styles.xml", customXml="../customXml/item1.xml",
        customXml_2="../customXml/item2.xml",
    ),
    "word/comments.xml": f"<w:comments {W}/>",
    "word/_rels/comments.xml.rels": links(image="media/a.bin"),
    "word/media/a.bin": "图",
    "word/styles.xml": f"<w:styles {W}/>",
    "docProps/thumb.jpeg": "图",
    "customXml/item1.xml": "<secret/>",
    "customXml/_rels/item1.xml.rels": links(customXmlProps="itemProps1.xml"),
    "customXml/itemProps1.xml": "<props/>",
    "customXml/item2.xml": f'<figures xmlns="{RECORD_NAMESPACE}"/>',
}  # fmt: skip


def test_silent_parts_go_with_all_that_only_they_lead_to() -> None:
    found = cleaned(PARTS)

    assert set(found) == {
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels",
        "word/styles.xml", "customXml/item2.xml",
    }  # fmt: skip


def test_nothing_leads_to_a_part_that_has_gone_and_no_type_names_it() -> None:
    found = cleaned(PARTS)

    left = found["word/_rels/document.xml.rels"]
    assert 'Id="styles"' in left
    assert 'Id="customXml_2"' in left
    assert 'Id="comments"' not in left
    assert 'Id="customXml"' not in left
    assert "thumbnail" not in found["_rels/.rels"]
    assert "comments" not in found["[Content_Types].xml"]
    assert "document" in found["[Content_Types].xml"]


def test_a_final_report_remembers_no_figure() -> None:
    assert "customXml/item2.xml" not in cleaned(PARTS, is_final=True)


@pytest.mark.parametrize(
    ("run", "is_left"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>", False),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>密</w:t></w:r>', True),
        ('<w:r><w:rPr><w:vanish w:val="off"/></w:rPr><w:t>密</w:t></w:r>', True),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar/></w:r>", True),
        ("<w:r><w:rPr><w:b/></w:rPr><w:t>明</w:t></w:r>", True),
    ],
)
def test_a_final_report_has_no_hidden_words_and_any_other_keeps_them(run: str, *, is_left: bool) -> None:
    parts = {"word/document.xml": document(f"<w:p>{run}</w:p>")}

    assert ("<w:r>" in cleaned(parts, is_final=True)["word/document.xml"]) is is_left
    assert cleaned(parts)["word/document.xml"] == parts["word/document.xml"]


@pytest.mark.parametrize(
    ("paragraph", "is_left"),
    [
        (f"{HIDING}<w:r><w:t>密</w:t></w:r>", False),
        ('<w:pPr><w:pStyle w:val="密件之下"/></w:pPr><w:r><w:t>密</w:t></w:r>', False),
        ('<w:r><w:rPr><w:rStyle w:val="密件"/></w:rPr><w:t>密</w:t></w:r>', False),
        (f'{HIDING}<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>明</w:t></w:r>', True),
        ('<w:pPr><w:pStyle w:val="正文"/></w:pPr><w:r><w:t>明</w:t></w:r>', True),
    ],
)
def test_a_final_report_has_no_words_that_a_style_hides(paragraph: str, *, is_left: bool) -> None:
    hiding = '<w:style w:styleId="密件"><w:rPr><w:vanish/></w:rPr></w:style>'
    below = '<w:style w:styleId="密件之下"><w:basedOn w:val="密件"/></w:style><w:style w:styleId="正文"/>'
    parts = {
        "word/document.xml": document(f"<w:p>{paragraph}</w:p>"),
        "word/_rels/document.xml.rels": links(styles="styles.xml"),
        "word/styles.xml": f"<w:styles {W}>{hiding}{below}</w:styles>",
    }

    assert ("<w:t>" in cleaned(parts, is_final=True)["word/document.xml"]) is is_left
    assert cleaned(parts)["word/document.xml"] == parts["word/document.xml"]


def test_a_final_report_without_anything_hidden_keeps_its_very_bytes() -> None:
    written = document("<w:p  ><w:r /></w:p>")

    assert cleaned({"word/document.xml": written}, is_final=True)["word/document.xml"] == written
