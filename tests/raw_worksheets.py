"""The raw XML of a worksheet → an .xlsx of that one sheet, and worksheets put together as no program does."""

from __future__ import annotations

import io
import zipfile
from typing import Final

import openpyxl
from hypothesis import strategies as st

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PART: Final = "xl/worksheets/sheet1.xml"

# How each piece of a worksheet may be written; what usual programs write stands first.
ADDRESSES: Final = (
    ' r="{0}"', " r='{0}'", ' r = "{0}"', '\nr="{0}"', ' r="&#66;2"', ' r="a1"', "", ' r="A1" r="{0}"',
    ' r="A1" x:r="{0}"', ' s="0" r="{0}"', '  r="{0}"', ' r="A0"', ' r="{0}" s="0"',
)  # fmt: skip
KINDS: Final = (
    "", ' t="n"', ' t="str"', ' t="inlineStr"', ' t="e"', " t='e'", ' t="b"', ' t="zzz"', ' t = "e"',
    ' s="0" t="e"', ' s="0" cm="1"', ' t="str" vm="2"', ' t="&#101;"', ' cm="1" t="e"', ' s="0" t="n" vm="1"',
)  # fmt: skip
CONTENTS: Final = (
    "<v>1</v>", "<v></v>", "<v/>", "<v> </v>", "<x:v>1</x:v>", "<f>1</f>", "<f>1</f><v>2</v>",
    '<f t="shared" si="0"/>', '<f t="shared" si="0"/><v>3</v>', '<f ca="1">A1&gt;2</f><v/>', "<f/>",
    "<f>A1>2</f><v/>", "<is><t>x</t></is>", "", "<!-- <c r='B1'/> --><v>4</v>", "<f>1</f>\n<v>2</v>\n",
    "<f><![CDATA[1]]></f>", '<f aca="false">1</f><v>2</v>', '<f aca="false">1</f>', "\n<v>1</v>\n",
)  # fmt: skip
LOOKS: Final = ("", ' hidden="1"', " hidden='1'", ' hidden="false"', ' hidden = "true"', ' hidden="true"')
HEADS: Final = (
    "", '<cols><col min="2" max="3" hidden="1"/></cols>', "<!-- <sheetData> -->", "<?x <sheetData>?>",
)  # fmt: skip
TAILS: Final = ("", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', '<row><c r="{0}"><v>1</v></c></row>')
DECLARED: Final = '<?xml version="1.0" encoding="{0}"?>'


def worksheet(rows: str, head: str = "", tail: str = "") -> bytes:
    """A worksheet's part around its rows."""
    data = f"{head}<sheetData>{rows}</sheetData>{tail}"
    return f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">{data}</worksheet>'.encode()


def workbook(part: bytes) -> bytes:
    """A workbook whose only sheet, 表, is the part; its shared text 0 is 文."""
    made = io.BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0].title = "表"
    book.worksheets[0]["A1"] = "文"
    book.save(made)
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, part if name == PART else source.read(name))
    return packed.getvalue()


def _mostly(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from((*pieces[:1] * 40, *pieces))


@st.composite
def _cell(draw: st.DrawFn, far: str) -> str:
    place = draw(st.sampled_from(["A1", "B2", "C3", "Z9", "AA9", "B12", far]))
    address = draw(_mostly(ADDRESSES)).format(place)
    kind, content = draw(st.sampled_from(KINDS)), draw(st.sampled_from(CONTENTS))
    tag = draw(_mostly(("c", "x:c")))
    return f"<{tag}{address}{kind}>{content}</{tag}>" if content else f"<{tag}{address}{kind}/>"


@st.composite
def odd_worksheets(draw: st.DrawFn, far: str) -> bytes:
    """A worksheet of a few cells, one of which may stand ``far`` away, written in any way that XML admits."""
    rows = ""
    for number in range(1, draw(st.integers(1, 4))):
        cells = "".join(draw(st.lists(_cell(far), max_size=3)))
        tag = draw(_mostly(("row", "x:row")))
        opening = f"<{tag}{draw(_mostly(ADDRESSES)).format(number)}{draw(st.sampled_from(LOOKS))}>"
        rows += draw(_mostly((f"{opening}{cells}</{tag}>", cells)))
    part = worksheet(rows, draw(_mostly(HEADS)), draw(_mostly(TAILS)).format(far))
    wide = DECLARED.format("UTF-16").encode("utf-16") + part.decode().encode("utf-16-le")
    named = part.replace(b"sheetData>", b"x:sheetData>")
    spaced = part.replace(b"<sheetData>", b"<sheetData >")
    return draw(
        st.sampled_from([*[part] * 20, wide, named, spaced, DECLARED.format("utf-8").encode() + part])
    )
