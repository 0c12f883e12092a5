"""Word files that have a little of every kind of one thing each: of formulas, borders, lists, drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from documents_text import FIGURES, MARKS, PLAIN
from drawing_files import (
    SPACES,
    anchored,
    box,
    inline,
    line_of,
    photograph,
    picture,
    seal,
    with_files,
)
from drawing_files import run as drawn
from equations import bare_field, built, formula, letters
from word_files import PAGE, cell, paragraph, row, table, word_file
from word_parts import field, level, listed, mark, notes, numbering, of_runs, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LINE: Final = '<w:spacing w:line="579" w:lineRule="exact"/>'
_SIDES: Final = ("top", "left", "bottom", "right")
_BORDER_STYLES: Final = (
    "single", "thick", "double", "dotted", "dashed", "dotDash", "triple", "thinThickSmallGap",
    "thickThinLargeGap", "thinThickThinMediumGap", "wave", "dashDotStroked", "inset",
)  # fmt: skip


def _matrix(*rows: tuple[str, str]) -> str:
    lines = ("".join(f"<m:e>{each}</m:e>" for each in row) for row in rows)
    return f"<m:m>{''.join(f'<m:mr>{line}</m:mr>' for line in lines)}</m:m>"


def formulas() -> bytes:
    """Every part of a formula, in a line and on a line of its own, and the switches of an EQ field."""
    tall = built("f", num=letters("a+b"), den=letters("c"))
    parts = (
        tall,
        built("f", '<m:type m:val="skw"/>', num=letters("1"), den=letters("2")),
        built("f", '<m:type m:val="noBar"/>', num=letters("n"), den=letters("k")),
        built("sSup", e=letters("a"), sup=letters("2")),
        built("sSub", e=tall, sub=letters("i")),
        built("sSubSup", e=letters("x"), sub=tall, sup=tall),
        built("sPre", sub=letters("1"), sup=letters("23"), e=letters("X")),
        built("rad", deg=letters("3"), e=tall),
        built("rad", '<m:degHide m:val="1"/>', deg="", e=letters("b+c")),
        built("d", e=tall + "|" + letters("b")),
        built("d", '<m:begChr m:val="["/><m:endChr m:val="}"/>', e=tall),
        built("func", fName=letters("sin", '<m:rPr><m:sty m:val="p"/></m:rPr>'), e=letters("x")),
        built("limLow", e=letters("lim"), lim=letters("n→0")),
        built("limUpp", e=letters("lim"), lim=letters("n")),
        built("eqArr", e=letters("x&amp;=1") + "|" + letters("yy&amp;=22")),
        built("bar", '<m:pos m:val="top"/>', e=letters("xy")),
        built("bar", e=letters("xy")),
        built("acc", e=letters("x")),
        built("groupChr", e=letters("x+y")),
        built("borderBox", e=tall),
        built("nary", '<m:chr m:val="∑"/>', sub=letters("i=1"), sup=letters("n"), e=tall),
        built("nary", '<m:chr m:val="∫"/>', sub=letters("0"), sup=letters("1"), e=letters("x")),
        _matrix((letters("1"), letters("222")), (letters("333"), tall)),
    )
    small = '<w:position w:val="3"/><w:sz w:val="18"/>'
    fields = (
        ("\\o\\ac(○,", ("密", small), ")"),
        ("\\o\\al(甲乙丙,", ("丁", small), ")"),
        ("\\o\\ar(甲乙丙,", ("丁", small), ")"),
        ('\\* jc2 \\* "Font:宋体" \\* hps16 \\o\\ad(\\s\\up 15(', ("liu", small), "),柳)"),
        ("\\o(\\s\\up 5(市教),\\s\\do 2(育局))",),
        ("\\f(174-139,139)",),
        ("\\r(3,x)",),
        ("\\b\\bc\\{(\\f(1,2))",),
        ("\\a\\ac\\co2\\vs3\\hs5(甲,乙乙,丙丙丙,丁)",),
        ("\\a\\ar\\co1(甲,乙乙)",),
        ("\\i\\su(i=1,n,x)",),
        ("\\i\\in(0,1,x)",),
        ("x\\s\\up8(甲)\\do8(乙)",),
        ("甲\\d\\fo10\\li()乙\\d\\ba5()丙",),
        ("\\x(甲)\\x\\le\\ri(乙)\\x\\to(丙)",),
    )
    body = "".join(of_runs(run("式"), formula(part, letters("+1")), run("。")) for part in parts)
    body += "".join(of_runs(formula(part, displayed=True)) for part in parts[5:])
    body += "".join(of_runs(run("域"), bare_field(" EQ ", *each), run("。")) for each in fields)
    return word_file(body)


def borders() -> bytes:
    """Borders of every style about paragraphs, cells and words, and between paragraphs; shadings."""
    body = ""
    for style in _BORDER_STYLES:
        sides = "".join(
            f'<w:{side} w:val="{style}" w:sz="12" w:space="3" w:color="FF0000"/>' for side in _SIDES
        )
        between = f'<w:between w:val="{style}" w:sz="6" w:space="1"/>'
        spaced = '<w:spacing w:before="200" w:after="100"/>'
        body += 2 * paragraph(style, f"<w:pBdr>{sides}{between}</w:pBdr>{spaced}")
        outer = sides.replace('w:space="3"', "")
        inner = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("insideH", "insideV"))
        if "ave" in style:  # a wave is drawn in many strokes
            continue
        rows = 2 * row(cell("甲"), cell("乙"))
        grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="1500"/></w:tblGrid>'
        body += f"<w:tbl><w:tblPr><w:tblBorders>{outer}{inner}</w:tblBorders></w:tblPr>{grid}{rows}</w:tbl>"
        about = f'<w:bdr w:val="{style}" w:sz="6" w:space="0"/>'
        body += of_runs(
            run("框内", about), run("框外"), run("下划", f'<w:u w:val="{style}" w:color="0000FF"/>')
        )
    shaded = '<w:shd w:val="clear" w:fill="DDEEFF"/>'
    body += paragraph("底纹", shaded + '<w:ind w:left="400" w:right="300"/>') + of_runs(run("字底", shaded))
    body += paragraph("半影", '<w:shd w:val="pct25" w:color="FF0000" w:fill="FFFFFF"/>')
    around = "".join(f'<w:{side} w:val="double" w:sz="6" w:space="10"/>' for side in _SIDES)
    return word_file(body, section=f"{PAGE}<w:pgBorders>{around}</w:pgBorders>")


def looks() -> bytes:
    """Every look of a run, every alignment, tabs with leaders, spaces and indents of each unit."""
    marks = (
        "<w:b/>", "<w:i/>", '<w:color w:val="C00000"/>', '<w:spacing w:val="40"/>', '<w:w w:val="66"/>',
        '<w:position w:val="10"/>', '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>',
        '<w:u w:val="single"/>', '<w:u w:val="double"/>', '<w:u w:val="thick"/>', '<w:u w:val="dash"/>',
        '<w:u w:val="wave"/>', "<w:strike/>", "<w:dstrike/>", "<w:caps/>", "<w:smallCaps/>",
        '<w:em w:val="dot"/>', '<w:highlight w:val="yellow"/>', '<w:fitText w:val="1200" w:id="3"/>',
        '<w:eastAsianLayout w:id="1" w:combine="1" w:combineBrackets="square"/>', '<w:sz w:val="21"/>',
        '<w:bdr w:val="single" w:sz="4" w:space="1"/>', "<w:vanish/>",
    )  # fmt: skip
    body = "".join(of_runs(run("前文"), run("样字Word12", each), run("后文")) for each in marks)
    ruby = (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="{}"/><w:hps w:val="16"/><w:hpsRaise w:val="30"/>'
        "</w:rubyPr><w:rt><w:r><w:t>liuzhou</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{}</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r>"
    )
    for align in ("center", "left", "right", "distributeLetter", "distributeSpace"):
        body += of_runs(run("读"), ruby.format(align, "柳州市"), ruby.format(align, "柳"))
    for align in ("left", "center", "right", "both", "distribute"):
        body += paragraph(FIGURES[0], f'<w:jc w:val="{align}"/>')
    kinds = "left 1000 dot, center 3000 hyphen, decimal 5000 underscore, right 8000 middleDot, bar 8400 none"
    stops = "".join(
        f'<w:tab w:val="{kind}" w:pos="{pos}" w:leader="{leader}"/>'
        for kind, pos, leader in map(str.split, kinds.split(", "))
    )
    tabbed = "".join(f"<w:r><w:tab/><w:t>{text}</w:t></w:r>" for text in ("左", "居中", "12.345", "右边"))
    body += of_runs(run("序"), tabbed, properties=f"<w:tabs>{stops}</w:tabs>")
    body += of_runs(run("序"), "<w:r><w:tab/></w:r>" * 3, run("缺省"))
    for properties in (
        '<w:ind w:leftChars="300" w:rightChars="200" w:hangingChars="100"/>',
        '<w:ind w:left="800" w:right="600" w:firstLine="400"/>',
        '<w:ind w:left="800" w:hanging="800"/>',
        '<w:spacing w:beforeLines="100" w:afterLines="50" w:line="360" w:lineRule="auto"/>',
        '<w:spacing w:line="400" w:lineRule="atLeast"/>',
        '<w:spacing w:before="100" w:after="300"/><w:contextualSpacing/>',
        '<w:overflowPunct w:val="0"/><w:jc w:val="both"/>',
        "<w:topLinePunct/>",
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>',
        '<w:wordWrap w:val="0"/>',
        '<w:kinsoku w:val="0"/>',
    ):
        body += paragraph(f"（{FIGURES[1]}）{PLAIN[1]}", properties)
    return word_file(body)


def lists() -> bytes:
    """Lists of many ways to count, their numbers before a tab, a blank or nothing, and at each side."""
    hanging = '<w:pPr><w:ind w:left="{}" w:hanging="{}"/></w:pPr>'
    numbers = (
        "decimal", "chineseCounting", "chineseCountingThousand", "decimalEnclosedCircleChinese",
        "upperRoman", "lowerLetter", "ideographTraditional", "chineseLegalSimplified", "decimalZero",
    )  # fmt: skip
    definitions = tuple(
        level(0, "%1.", style, hanging.format(720, 360), suffix="tab")
        + level(1, "（%2）", style, '<w:lvlJc w:val="right"/>', hanging.format(1440, 720), suffix="space")
        + level(2, "%1-%2-%3", style, '<w:lvlJc w:val="center"/>', hanging.format(2000, 0))
        for style in numbers
    )
    body = "".join(
        listed(f"{FIGURES[0]}第{index}级" if index < 1 else "项", number, index)
        for number in range(1, len(numbers) + 1)
        for index in (0, 1, 1, 2, 2, 0, 2)
    )
    body += table([3000, 3000], row(cell(listed("格内", 1)), cell(listed("格内", 1, 1))))
    return word_file(body, parts=numbering(*definitions))


def _header(*lines: str) -> str:
    return f"<w:hdr>{''.join(lines)}</w:hdr>"


def sections() -> bytes:
    """Sections with mirrored margins, a gutter, tall headers and footers on their sides, columns, notes."""
    references = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="{part}{number}"/>'
        for part in ("header", "footer")
        for number, kind in enumerate(("default", "even", "first"), 1)
    )
    gutter = PAGE.replace("w:header=", 'w:gutter="300" w:header=')
    columns = '<w:cols w:num="3" w:space="300" w:sep="1"/>'
    roman = '<w:pgNumType w:fmt="upperRoman" w:start="5"/>'
    number = paragraph("眉").replace("</w:r>", "</w:r>" + field(" PAGE ", run("9")), 1)
    footer = of_runs(
        run("第"), field(" PAGE ", run("9")), run("页，共"), field(" NUMPAGES ", run("9")), run("页")
    )
    parts = {
        "settings": "<w:settings><w:evenAndOddHeaders/><w:mirrorMargins/></w:settings>",
        "header1": _header(*(paragraph(f"单页眉{line}") for line in range(6))),
        "header2": _header(number, paragraph("双", '<w:jc w:val="right"/>')),
        "header3": _header(paragraph("首页眉")),
        "footer1": _header(footer, *(paragraph(f"脚{line}") for line in range(7))).replace("w:hdr", "w:ftr"),
        "footer2": _header(footer).replace("w:hdr", "w:ftr"),
        "footer3": _header(paragraph("首页脚")).replace("w:hdr", "w:ftr"),
        **notes("footnote", "第十二条", "注" * 400, "短注", "又注", "栏注"),
        **notes("endnote", "尾注一", "尾注二"),
    }
    lines = "".join(paragraph(f"行{number}", LINE) for number in range(17))
    first = (
        lines
        + of_runs(run("据条例"), mark(1), run("又据"), mark(2), properties=LINE)
        + lines
        + of_runs(run("再据"), mark(3), mark(1, "endnote"), properties=LINE)
        + of_runs(run("完"), properties=f"<w:sectPr>{references}<w:titlePg/>{gutter}</w:sectPr>")
    )
    second = "".join(paragraph(text) for text in PLAIN) + of_runs(
        run("栏末"), mark(5), mark(2, "endnote"), properties=f"<w:sectPr>{gutter}{columns}</w:sectPr>"
    )
    third = paragraph("续排") + lines
    fourth = f'<w:type w:val="continuous"/>{roman}{gutter}'
    return word_file(first + second + third, section=fourth, parts=parts)


def _member(kind: str, left: int, top: int) -> str:
    return (
        f'<v:{kind} style="left:{left};top:{top};width:300;height:200;flip:x" fillcolor="#4f81bd [3204]"'
        f' strokecolor="navy" strokeweight="12700"/>'
    )


def drawings() -> bytes:
    """Drawings in lines, about text and in groups, of this Word and of older ones; words as a picture."""
    cut = '<a:srcRect l="10000" t="20000" r="30000" b="5000"/>'
    old = (
        '<v:shape style="position:absolute;margin-left:1in;margin-top:20pt;width:5cm;height:40px;rotation:{}"'
        ' fillcolor="silver"><v:fill opacity="{}"/><v:textpath style="font-family:宋体;font-weight:bold"'
        ' string="内部资料"/></v:shape>'
    )
    group = (
        '<v:group style="position:absolute;margin-left:60pt;margin-top:90pt;width:200pt;height:100pt;'
        'mso-position-vertical-relative:page" coordorigin="100,50" coordsize="1000,500">'
        f"{_member('rect', 100, 50)}{_member('oval', 500, 250)}"
        '<v:line from="200,100" to="900,500" strokecolor="red" strokeweight="3pt">'
        '<v:stroke linestyle="thickBetweenThin"/></v:line></v:group>'
    )
    text_box = (
        '<v:shape style="position:absolute;margin-left:100pt;margin-top:10pt;width:120pt;height:60pt;'
        'z-index:-5;mso-position-horizontal:right;mso-position-horizontal-relative:margin;v-text-anchor:middle"'
        ' strokeweight="1mm"><v:stroke linestyle="thinThin"/><v:textbox inset="1mm,2px,,4pt"><w:txbxContent>'
        "<w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
    )
    olds = (old.format("315", "0.5"), old.format("2949120fd", "32768f"), group, text_box)
    framed = '<a:solidFill><a:srgbClr val="FFF2CC"/></a:solidFill>' + line_of("C00000", 1.5, "dbl")
    beside = 'wrapSquare wrapText="bothSides" distL="91440" distR="182880"'
    body = "".join(
        f"<w:p>{drawn(f'<w:pict {SPACES}>{each}</w:pict>')}<w:r><w:t>旧图文字</w:t></w:r></w:p>"
        + 6 * paragraph("行", LINE)
        for each in olds
    )
    line = '<v:rect style="width:0;height:1.5pt" o:hralign="center" o:hr="t" fillcolor="#a0a0a0"/>'
    body += f"<w:p>{drawn(f'<w:pict {SPACES}>{line}</w:pict>')}</w:p>"
    body += of_runs(
        run("图"), inline(picture("a.jpg", crop=cut, outline=line_of("00B050", 2)), 90, 60), run("后")
    )
    for form in ("ellipse", "rect", "line"):
        shape = box(paragraph("形内", '<w:jc w:val="center"/>'), properties=framed, form=form)
        body += f"<w:p>{drawn(anchored(shape, 120, 60, across=('column', 150.0), wrap=beside))}"
        body += f"<w:r><w:t>{PLAIN[0]}</w:t></w:r></w:p>"
    for across, down in (("inside", "top"), ("outside", "bottom"), ("center", "center")):
        placed = anchored(picture("seal.png"), 60, 50, across=("margin", across), down=("margin", down))
        body += f"<w:p>{drawn(placed)}<w:r><w:t>印</w:t></w:r></w:p>"
    return with_files(word_file(body), {"a.jpg": photograph(), "seal.png": seal()})


def tables() -> bytes:
    """Tables of all widths and heights: by content, in shares, spanned, nested, turned, over pages."""
    bordered = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in (*_SIDES, "insideH", "insideV"))

    def made(properties: str, *rows: str, grid: tuple[int, ...] = ()) -> str:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
        start = f"<w:tbl><w:tblPr><w:tblBorders>{bordered}</w:tblBorders>{properties}</w:tblPr>"
        return f"{start}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{paragraph('表后')}"

    def wide(text: str, width: int, kind: str = "dxa", span: int = 1, more: str = "") -> str:
        return cell(text, f'<w:tcW w:w="{width}" w:type="{kind}"/><w:gridSpan w:val="{span}"/>{more}')

    tall = '<w:trHeight w:val="1200" w:hRule="atLeast"/>'
    spaced = '<w:tblCellMar><w:top w:w="100" w:type="dxa"/><w:left w:w="300" w:type="dxa"/></w:tblCellMar>'
    inner = table([900, 900], row(cell("内"), cell("里")), row(cell("表"), cell("格")))
    body = made(
        "", row(cell("序号"), cell(PLAIN[0]), cell("Longest-word")), row(cell("1"), cell("短"), cell("中"))
    )
    body += made(
        "", row(wide("合并两列", 3000, span=2), wide("丙", 800)), row(cell("甲"), cell("乙"), cell("丙"))
    )
    body += made("", row(wide("窄", 400, span=2)), row(wide("甲", 600), cell("乙")))
    share = '<w:tblW w:w="4000" w:type="pct"/><w:jc w:val="center"/>'
    body += made(share, row(wide("甲", 1500, "pct"), cell("乙"), cell("丙丙丙")), grid=(500, 600, 700))
    fixed = '<w:tblLayout w:type="fixed"/><w:tblInd w:w="300" w:type="dxa"/>'
    body += made(fixed + spaced, row(cell("固定" * 9), cell("乙"), properties=tall), grid=(1500, 1000))
    for align in ("top", "center", "bottom"):
        aligned = cell("对齐", f'<w:vAlign w:val="{align}"/>')
        down = cell("竖排（1）", f'<w:textDirection w:val="tbRl"/><w:vAlign w:val="{align}"/>')
        up = cell("上行ab", f'<w:textDirection w:val="btLr"/><w:vAlign w:val="{align}"/>')
        body += made("", row(aligned, down, up, properties=tall), grid=(1500, 900, 900))
    slashed = cell(
        "斜线", '<w:tcBorders><w:tl2br w:val="single" w:sz="4"/><w:tr2bl w:val="dashed"/></w:tcBorders>'
    )
    shaded = cell(paragraph("套") + inner + paragraph("完"), '<w:shd w:val="clear" w:fill="EEEEEE"/>')
    merged = [cell("跨行", '<w:vMerge w:val="restart"/>'), cell("", "<w:vMerge/>")]
    body += made("", row(slashed, shaded), *(row(each, cell("右")) for each in merged), grid=(2000, 4000))
    head = row(cell("表头"), cell("数"), properties="<w:tblHeader/><w:cantSplit/>")
    rows = [row(cell(f"第{number}行"), cell(PLAIN[1][:70])) for number in range(12)]
    body += made("", head, *rows, grid=(2000, 3000))
    place = '<w:tblpPr w:vertAnchor="text" w:horzAnchor="margin" w:tblpX="3000" w:tblpY="200"/>'
    body += made(place, row(cell("浮动"), cell("表")), grid=(1000, 1000)) + paragraph(PLAIN[2])
    return word_file(body)


_CONDITIONS: Final = (
    "firstRow", "lastRow", "firstCol", "lastCol", "band1Vert", "band2Vert", "band1Horz", "band2Horz",
    "nwCell", "neCell", "swCell", "seCell",
)  # fmt: skip
_LOOKS: Final = ("01E0", "06A0", "0440", "0200", "04A0", "07E0", "0000")


def table_styles() -> bytes:
    """A table style that sets every part of a table apart, in bands of one and of two, under many looks."""

    def style(name: str, band: int) -> str:
        parts = "".join(
            f'<w:tblStylePr w:type="{kind}"><w:rPr><w:sz w:val="{20 + number}"/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:top w:val="single" w:sz="{4 + 2 * number}"/><w:insideV w:val="dashed" w:sz="{3 + number}"/>'
            f'</w:tcBorders><w:shd w:val="clear" w:fill="{number:02X}8899"/></w:tcPr></w:tblStylePr>'
            for number, kind in enumerate(_CONDITIONS)
        )
        bands = f'<w:tblStyleRowBandSize w:val="{band}"/><w:tblStyleColBandSize w:val="{band}"/>'
        edges = '<w:top w:val="double" w:sz="4"/><w:insideH w:val="single" w:sz="2"/>'
        return (
            f'<w:style w:type="table" w:styleId="{name}"><w:name w:val="{name}"/>'
            f"<w:tblPr>{bands}<w:tblBorders>{edges}</w:tblBorders></w:tblPr>{parts}</w:style>"
        )

    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="正文"/></w:style>'
    made = ""
    for name in ("one", "two"):
        for look in _LOOKS:
            rows = "".join(row(*(cell(f"{line}{place}") for place in "甲乙丙丁")) for line in range(5))
            grid = 4 * '<w:gridCol w:w="1200"/>'
            said = f'<w:tblStyle w:val="{name}"/><w:tblLook w:val="{look}"/>'
            head = f"<w:tblPr>{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
            made += f"<w:tbl>{head}{rows}</w:tbl>{paragraph(look)}"
    return word_file(made, styles=normal + style("one", 1) + style("two", 2))


def line_ends() -> bytes:
    """Marks, figures, letters, tabs and breaks at the ends of lines of every width, under every rule."""
    rules = (
        "",
        '<w:kinsoku w:val="0"/>',
        '<w:overflowPunct w:val="0"/>',
        '<w:wordWrap w:val="0"/>',
        "<w:topLinePunct/>",
    )
    body = ""
    for width in range(9, 15):
        texts = "".join(
            paragraph(MARKS[(number + width) % len(MARKS)], f'{each}<w:jc w:val="both"/>')
            for number, each in enumerate(rules)
        )
        first, second = run("国" * (width - 2)), run("国" * (width - 1))
        tab, turn = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
        hyphen = "<w:r><w:noBreakHyphen/></w:r>"
        last = run("， 。  后Word-2016"), hyphen, run("a\u00a0b")
        texts += of_runs(first, tab, run("，12.5"), turn, second, *last)
        body += table([320 * width + 216], row(cell(texts)))
        body += paragraph("")
    return word_file(body)


# What needs no other program and is shown to none: a page of each is drawn as text.
FEATURES: Final[Mapping[str, Callable[[], bytes]]] = {
    "formulas": formulas,
    "borders": borders,
    "looks": looks,
    "lists": lists,
    "sections": sections,
    "drawings": drawings,
    "table-kinds": tables,
    "table-styles": table_styles,
    "line-ends": line_ends,
}
