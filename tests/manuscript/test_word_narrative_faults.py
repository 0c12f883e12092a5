"""What a narrative in Word has that a report cannot keep, and files that are none → findings."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import pytest
from word_files import paragraph, word_file
from word_narratives import compose_bytes, compose_word, told
from word_parts import of_runs, run

if TYPE_CHECKING:
    from pathlib import Path

DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"


MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"


OBJECTS: Final = {
    "文本框": (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    ),
    "公式": f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>a+b</m:t></m:r></m:oMath>',
    "嵌入的对象": (
        '<w:r><w:object xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    ),
    **{
        name: (
            f'<w:r><w:drawing xmlns:a="{DRAWING}/main"><a:graphic><a:graphicData uri="{DRAWING}/{kind}"/>'
            "</a:graphic></w:drawing></w:r>"
        )
        for name, kind in {"图表": "chart", "SmartArt 图形": "diagram"}.items()
    },
    "符号字体里的符号": '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
}


@pytest.mark.parametrize("name", OBJECTS)
def test_what_the_text_cannot_keep_is_an_error_that_names_the_place(tmp_path: Path, name: str) -> None:
    composed = compose_word(tmp_path, "甲。", of_runs(run("乙"), OBJECTS[name]))

    assert composed.manuscript is None
    assert told(composed) == [("narrative.unsupported", 2)]
    assert name in next(iter(composed.findings)).message


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, of_runs(OBJECTS["公式"]), "{{ 机关.全衬 }}", of_runs(OBJECTS["图表"]))

    assert [code for code, _ in told(composed)] == [
        "narrative.unsupported",
        "narrative.unsupported",
        "narrative.unknown",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"no Word file",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        word_file("").replace(b"PK\x05\x06", b"PK\x05\x07"),
    ],
)
def test_a_file_that_is_no_word_file_is_told(tmp_path: Path, data: bytes) -> None:
    composed = compose_bytes(tmp_path, data)

    assert composed.manuscript is None
    assert told(composed) == [("docx.unreadable", None)]


def test_a_file_with_a_password_is_told_to_be_one(tmp_path: Path) -> None:
    composed = compose_bytes(
        tmp_path, b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )

    [found] = composed.findings
    assert (found.code, found.evidence) == ("docx.unreadable", "文件设有打开密码，读不出内容")


def test_a_file_without_a_paragraph_is_told(tmp_path: Path) -> None:
    composed = compose_bytes(tmp_path, word_file(""))

    [found] = composed.findings
    assert (found.code, found.evidence) == ("docx.unreadable", "正文是空的")


def test_breaks_beyond_number_are_joined_in_no_time(tmp_path: Path) -> None:
    composed = compose_bytes(tmp_path, word_file(of_runs(run("甲乙") + "<w:r><w:br/></w:r>") * 30_000))

    assert composed.manuscript is None


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_file(paragraph("&a;")))) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for name in source.namelist():
            text = source.read(name).decode()
            entity = '<!DOCTYPE w:document [<!ENTITY a "甲">]><w:document'
            target.writestr(name, text.replace("<w:document", entity, 1))

    composed = compose_bytes(tmp_path, made.getvalue())

    assert told(composed) == [("docx.unreadable", None)]
