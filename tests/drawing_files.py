"""Pictures and DrawingML → runs of WordprocessingML, and a Word file that holds the pictures."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from PIL import Image, ImageDraw
from word_files import paragraph, word_file

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WPS: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_V: Final = "urn:schemas-microsoft-com:vml"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES: Final = (
    f'xmlns:a="{_A}" xmlns:mc="{_MC}" xmlns:wp="{_WP}" xmlns:pic="{_PIC}" xmlns:wps="{_WPS}"'
    f' xmlns:v="{_V}" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w10="urn:schemas-microsoft-com:office:word"'
)


def emu(points: float) -> int:
    """Points as DrawingML writes lengths."""
    return round(points * 12_700)


def png(image: Image.Image) -> bytes:
    """A picture as a PNG file."""
    return saved(image, "PNG")


def saved(image: Image.Image, kind: str) -> bytes:
    """A picture as a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def seal(size: int = 240) -> bytes:
    """A round red seal on nothing, as a PNG with an alpha channel."""
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((4, 4, size - 5, size - 5), outline=(217, 0, 0, 255), width=size // 24)
    middle, arm = size // 2, size // 8
    draw.ellipse((middle - arm, middle - arm, middle + arm, middle + arm), fill=(217, 0, 0, 128))
    return png(image)


def photograph(width: int = 64, height: int = 48) -> bytes:
    """A plain blue JPEG."""
    return saved(Image.new("RGB", (width, height), (30, 60, 160)), "JPEG")


def picture(link: str, *, extra: str = "", crop: str = "", outline: str = "") -> str:
    """A ``pic:pic`` of the picture that a relationship leads to."""
    return (
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="图片"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{link}">{extra}</a:blip>{crop}<a:stretch/></pic:blipFill>'
        f'<pic:spPr><a:prstGeom prst="rect"/>{outline}</pic:spPr></pic:pic>'
    )


def _graphic(shown: str) -> str:
    return f'<a:graphic><a:graphicData uri="x">{shown}</a:graphicData></a:graphic>'


def _described(text: str) -> str:
    return f'<wp:docPr id="1" name="对象" descr="{text}"/>' if text else '<wp:docPr id="1" name="对象"/>'


def inline(shown: str, width: float, height: float, text: str = "一张图") -> str:
    """A run with a drawing in the line; ``text`` is its alternative text."""
    return (
        f'<w:r {SPACES}><w:drawing><wp:inline><wp:extent cx="{emu(width)}" cy="{emu(height)}"/>'
        f"{_described(text)}{_graphic(shown)}</wp:inline></w:drawing></w:r>"
    )


def at(offset: float | str) -> str:
    """A position: points, or the name of an alignment."""
    if isinstance(offset, str):
        return f"<wp:align>{offset}</wp:align>"
    return f"<wp:posOffset>{emu(offset)}</wp:posOffset>"


def anchored(  # noqa: PLR0913 - an anchor is made up of that much
    shown: str,
    width: float,
    height: float,
    *,
    across: tuple[str, float | str] = ("column", 0.0),
    down: tuple[str, float | str] = ("paragraph", 0.0),
    behind: bool = False,
    wrap: str = "wrapNone",
    text: str = "一张图",
    order: int = 1,
) -> str:
    """A ``w:drawing`` anchored where it stands; ``across`` and ``down`` are its base and offset."""
    return (
        f'<w:drawing {SPACES}><wp:anchor behindDoc="{int(behind)}" relativeHeight="{order}" simplePos="0"'
        ' distT="0" distB="0"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{across[0]}">{at(across[1])}</wp:positionH>'
        f'<wp:positionV relativeFrom="{down[0]}">{at(down[1])}</wp:positionV>'
        f'<wp:extent cx="{emu(width)}" cy="{emu(height)}"/><wp:{wrap}/>{_described(text)}{_graphic(shown)}'
        "</wp:anchor></w:drawing>"
    )


def run(drawing: str) -> str:
    """A run that holds a drawing."""
    return f"<w:r>{drawing}</w:r>"


def line_of(colour: str, width: float, compound: str = "sng") -> str:
    """An ``a:ln`` of one colour."""
    solid = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    return f'<a:ln w="{emu(width)}" cmpd="{compound}">{solid}</a:ln>'


def box(content: str, *, properties: str = "", body: str = "<wps:bodyPr/>", form: str = "rect") -> str:
    """A ``wps:wsp`` with text; ``properties`` is what its ``spPr`` holds besides its form."""
    return (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="{form}"/>{properties}</wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>{body}</wps:wsp>"
    )


def alternatives(choice: str, fallback: str) -> str:
    """A run that offers a drawing of Word 2010 and one of older Word's."""
    return (
        f'<w:r><mc:AlternateContent {SPACES}><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def with_files(docx: bytes, files: dict[str, bytes], part: str = "document") -> bytes:
    """A Word file with pictures added, each linked to from a part by its own name as its id."""
    links = "".join(f'<Relationship Id="{name}" Type="{_R}/image" Target="media/{name}"/>' for name in files)
    rels = f"word/_rels/{part}.xml.rels"
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(written, "w") as new:
        contents = {name: old.read(name) for name in old.namelist()}
        empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        known = contents.get(rels, empty.encode()).decode()
        contents[rels] = known.replace("</Relationships>", f"{links}</Relationships>").encode()
        types = contents["[Content_Types].xml"].decode()
        contents["[Content_Types].xml"] = types.replace(
            "<Default", '<Default Extension="png" ContentType="image/png"/><Default', 1
        ).encode()
        for name, data in contents.items():
            new.writestr(name, data)
        for name, data in files.items():
            new.writestr(f"word/media/{name}", data)
    return written.getvalue()


def signed_and_sealed() -> bytes:
    """A page under a letterhead's double red line: a photograph, a text box, a seal that shows through."""
    exact = '<w:spacing w:line="579" w:lineRule="exact"/>'
    indented = exact + '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'
    straight = (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(442.2)}" cy="0"/></a:xfrm><a:prstGeom prst="line"/>'
    )
    rule = f"<wps:wsp><wps:cNvCnPr/><wps:spPr>{straight}{line_of('FF0000', 4.5, 'thickThin')}</wps:spPr>"
    letterhead = anchored(f"{rule}<wps:bodyPr/></wps:wsp>", 442.2, 0, across=("margin", 0.0), text="红色双线")
    framed = '<a:solidFill><a:srgbClr val="FFF2CC"/></a:solidFill>' + line_of("C00000", 1.5)
    centred = paragraph("内部资料　注意保存", exact + '<w:jc w:val="center"/>')
    note = box(centred, properties=framed, body='<wps:bodyPr anchor="ctr"/>')
    notice = anchored(
        note, 220, 48, across=("column", "center"), down=("paragraph", 6.0), wrap="wrapTopAndBottom"
    )
    stamp = anchored(
        picture("seal.png"), 119, 119, across=("margin", 245.0), down=("paragraph", -75.0), text="印章"
    )
    shown = inline(picture("a.jpg"), 160, 120, "办公楼")
    body = (
        paragraph("政府信息公开工作年度报告", '<w:jc w:val="center"/>')
        + f"<w:p>{run(letterhead)}</w:p>"
        + paragraph("本年度主动公开政府信息一百三十九条，全部按期公开，没有收费。" * 4, indented)
        + f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{shown}</w:p>'
        + f"<w:p>{run(notice)}</w:p>"
        + paragraph("柳州市教育局", exact + '<w:jc w:val="right"/><w:ind w:right="1600"/>')
        + f'<w:p><w:pPr>{exact}<w:jc w:val="right"/><w:ind w:right="1280"/></w:pPr>{run(stamp)}'
        "<w:r><w:t>2016年12月31日</w:t></w:r></w:p>"
    )
    return with_files(word_file(body), {"a.jpg": photograph(), "seal.png": seal()})
