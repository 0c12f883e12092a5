"""Small PDFs of plain text → bytes, and mutations of their objects and of what their pages draw.

A page that is painted for people has a face of 60 kB and thousands of instructions: it is read six times a
second, and most of what is changed in it is a letter's outline. These say all that a reader looks for in a
kilobyte.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OBJECT: Final = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_STREAM: Final = re.compile(rb"(?s)^(.*?)/Length \d+(.*?)>>\nstream\n(.*)\nendstream$")
_WORD: Final = re.compile(rb"[^\s\[\]<>()/]+|/[^\s\[\]<>()/]*|<[0-9A-Fa-f]*>|[\[\]<>()]+")
_VALUES: Final = (
    b"0", b"-1", b"1", b"65535", b"2147483648", b"99999999999999999999", b"1e999", b"0.0001", b"nan", b"null",
    b"true", b"()", b"<>", b"<FFFF>", b"[]", b"<<>>", b"/", b"/Im0", b"1 0 R", b"3 0 R", b"99 0 R", b"q",
    b"Q", b"cm", b"Tm", b"Do", b"BT", b"ET", b"re", b"S", b"f", b"'", b'"', b"/FlateDecode", b"/LZWDecode",
    b"/ASCII85Decode", b"/RunLengthDecode", b"/Identity-H", b"/UniGB-UCS2-H", b"/Type3", b"/Form",
)  # fmt: skip


def plain(objects: Sequence[bytes]) -> bytes:
    """A file of these objects, numbered from 1, the first of them the catalogue."""
    return written(dict(enumerate(objects, 1)))


def written(objects: dict[int, bytes]) -> bytes:
    """A file of numbered objects, with the table that says where each begins (ISO 32000-1, 7.5.4)."""
    data, starts = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        starts[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    most = max(objects, default=0) + 1
    lines = [
        b"%010d 00000 n \n" % starts[number] if number in starts else b"0000000000 65535 f \n"
        for number in range(most)
    ]
    table = b"xref\n0 %d\n%s" % (most, b"".join(lines))
    end = b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (most, len(data))
    return data + table + end


def stream(data: bytes, keys: bytes = b"") -> bytes:
    """An object of bytes."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (keys, len(data), data)


def _font(letters: str) -> list[bytes]:
    """A face that nobody embedded; what its codes stand for is told (9.10.3)."""
    pairs = "\n".join(f"<{ord(each):04X}> <{ord(each):04X}>" for each in letters)
    table = (
        "begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar\nendcmap"
    )
    return [
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/DW 1000/W[48 57 500]"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor<</Type/FontDescriptor/FontName/A/Ascent 880/Descent -120/Flags 4"
            b"/FontBBox[0 -120 1000 880]>>>>"
        ),
        stream(table.encode()),
    ]


def _shown(x: float, y: float, text: str, size: float = 16) -> bytes:
    code = "".join(f"{ord(each):04X}" for each in text)
    return f"BT /F {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm <{code}> Tj ET\n".encode()


def _grid(top: float, cells: Sequence[str], *, is_ruled: bool = True) -> bytes:
    """Two by two cells, the first row in boxes, the second between lines."""
    drawn = b""
    for number, text in enumerate(cells):
        x, y = 90 + 200 * (number % 2), top - 30 * (number // 2)
        drawn += _shown(x + 10, y - 20, text, 12)
        if is_ruled and number < 2:
            drawn += b"%d %d 200 -30 re S\n" % (x, y)
        elif is_ruled:
            drawn += b"%d %d m %d %d l %d %d l S\n" % (x, y, x, y - 30, x + 200, y - 30)
    return drawn + (b"490 %d m 490 %d l S\n" % (top, top - 60) if is_ruled else b"")


_TITLE: Final = "甲局2016年政府信息公开工作年度报告"
_TEXT: Final = ("一、主动公开情况", "全年公开3条。", "2017年1月9日")
_CELLS: Final = ("项目", "数量", "总计", "12")


def _file(pages: Sequence[bytes], form: bytes = b"") -> bytes:
    """Pages with one face, and a form that they may show."""
    letters = "".join(sorted({*_TITLE, *"".join(_TEXT), *"".join(_CELLS)}))
    first = 6 + bool(form)
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    drawn = b"/XObject<</Im0 6 0 R>>" if form else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>%s>>>>"
        % (kids, len(pages), drawn),
        *_font(letters),
    ]
    if form:
        keys = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
        objects.append(stream(form, keys))
    for number, page in enumerate(pages):
        objects += [b"<</Type/Page/Parent 2 0 R/Contents %d 0 R>>" % (first + 2 * number + 1), stream(page)]
    return plain(objects)


def foreign() -> dict[str, bytes]:
    """A page with a ruled table, one with columns and no lines, and a table over two pages."""
    text = _shown(120, 760, _TITLE, 20)
    text += b"".join(_shown(90, 700 - 30 * number, each) for number, each in enumerate(_TEXT))
    second = b"/Im0 Do\n" + _grid(760, _CELLS)
    return {
        "ruled.pdf": _file([text + _grid(560, _CELLS)]),
        "borderless.pdf": _file([text + _grid(560, _CELLS, is_ruled=False)]),
        "pages.pdf": _file([text + _grid(160, _CELLS), second], _shown(90, 90, "3")),
    }


def unsigned() -> bytes:
    """A page with an empty field for a signature (12.7.4.5)."""
    field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(A)/F 132/Rect[300 100 420 160]/P 4 0 R>>"
    return plain(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]/SigFlags 0>>>>",
            b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
            field,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Annots[3 0 R]>>",
            stream(b"90 782 200 -30 re S"),
        ]
    )


def mutated(data: bytes, seed: int, mutate: Callable[[bytes], bytes]) -> bytes:
    """The file with one or two of its objects changed, mostly with a table of places that is right."""
    chance = random.Random(seed)
    objects = {int(number): body for number, body in _OBJECT.findall(data)}
    if not objects or chance.random() < 0.05:
        return mutate(data)
    for _ in range(chance.choice((1, 1, 2))):
        _change(objects, chance, mutate)
    made = written(objects)
    return mutate(made) if chance.random() < 0.05 else made


def _change(objects: dict[int, bytes], chance: random.Random, mutate: Callable[[bytes], bytes]) -> None:
    number = chance.choice(sorted(objects))
    body = objects[number]
    match chance.randrange(12):
        case 0:
            objects[number] = objects[chance.choice(sorted(objects))]
        case 1 if len(objects) > 1:
            del objects[number]
        case 2:
            objects[max(objects) + 1] = body
        case 3:
            objects[number] = mutate(body)
        case _ if found := _STREAM.match(body):
            changed = (_lines if chance.random() < 0.4 else _words)(found[3], chance)
            keys = found[1] + found[2]
            if chance.random() < 0.1:
                keys = _words(keys, chance)
            objects[number] = stream(changed, keys.removeprefix(b"<<"))
        case _:
            objects[number] = _words(body, chance)


def _words(data: bytes, chance: random.Random) -> bytes:
    """One word in the place of another, or one of those that nobody expects."""
    found = list(_WORD.finditer(data))
    if not found:
        return data
    where = chance.choice(found)
    word = chance.choice(found)[0] if chance.random() < 0.4 else chance.choice(_VALUES)
    word = where[0] * chance.choice((0, 2, 40)) if chance.random() < 0.1 else word
    return data[: where.start()] + word + data[where.end() :]


def _lines(data: bytes, chance: random.Random) -> bytes:
    """A line dropped, moved or drawn many times."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    match chance.randrange(3):
        case 0:
            del lines[at]
        case 1:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        case _:
            lines[at:at] = [lines[at]] * chance.choice((1, 3, 50))
    return b"\n".join(lines)
