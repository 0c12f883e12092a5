"""Measures of GB/T 9704-2012 → ``word/styles.xml`` of the Word template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

FANGSONG: Final = "仿宋_GB2312"
HEI: Final = "黑体"
KAI: Final = "楷体_GB2312"
XIAOBIAOSONG: Final = "方正小标宋简体"
SONG: Final = "宋体"
LATIN: Final = "Times New Roman"

# 22 lines to a 版心 of 225 mm, 12756 twips (5.2.2): 580 each, and 4 twips, 0.07 mm, off the lower margin.
ROW: Final = 580
# 28 characters in 156 mm: 16 pt less a quarter of a point each, in twips (5.2.2).
CHARACTER: Final = 315
TYPE_AREA: Final = 8845

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


class Style(Struct, frozen=True, kw_only=True):
    """A paragraph style; it says everything itself, so that a change to 正文 moves nothing else.

    ``size`` is in half-points, ``line``, ``before`` and ``after`` are in twips, as Word keeps them. Where
    Word has a style for the purpose, ``built_in`` is what it calls it: every program knows a heading by that
    name, and Word shows ``name`` beside its own as the style's alias.
    """

    name: str
    built_in: str = ""
    follow: str = "正文"
    east_asian: str = FANGSONG
    latin: str = LATIN
    size: int = 32
    line: int = ROW
    line_rule: str = "exact"
    before: int = 0
    after: int = 0
    align: str = "both"
    indent: str = 'w:left="0" w:right="0" w:firstLine="0"'
    condensed: bool = False
    colour: str = ""
    outline: int | None = None
    keep_next: bool = False
    new_page: bool = False
    between_scripts: bool = True
    on_grid: bool = False
    frame: str = ""
    borders: str = ""
    tabs: str = ""


TWO_CHARACTERS: Final = f'w:left="0" w:right="0" w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"'

FRAME: Final = (
    f'<w:framePr w:w="{TYPE_AREA}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:x="0" '
    'w:yAlign="bottom"/>'
)
RED: Final = "FF0000"
# A character of 16 pt that nothing condenses.
ONE_CHARACTER: Final = 320
# Measured on the page: where a face's ink begins and ends within its line is the face's own affair.
MARK_LINE: Final = 960
ABOVE_MARK: Final = 194
BELOW_MARK: Final = 2 * ROW
ABOVE_RED_RULE: Final = 166

BLACK: Final = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'


def rule(side: str, width: int, colour: str = "auto") -> str:
    """A rule along one side of a paragraph, its width in eighths of a point."""
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/></w:pBdr>'


STYLES: Final = (
    # 7.3.1: 2号小标宋, centred. Two lines and the space below them take four rows of the page.
    Style(
        name="标题",
        built_in="Title",
        east_asian=XIAOBIAOSONG,
        latin=XIAOBIAOSONG,
        size=44,
        line=720,
        after=4 * ROW - 2 * 720,
        align="center",
        keep_next=True,
    ),
    # A report that is signed below its title has 3号楷体 there, a line for the name and one for the date.
    Style(name="题下署名", follow="题下日期", east_asian=KAI, align="center", keep_next=True, on_grid=True),
    Style(
        name="题下日期",
        after=ROW,
        east_asian=KAI,
        align="center",
        keep_next=True,
        between_scripts=False,
        on_grid=True,
    ),
    # 7.2.1 to 7.2.3: 3号, flush left on the first three lines of the type area.
    Style(name="份号", follow="份号", align="left"),
    Style(name="密级", follow="密级", east_asian=HEI, align="left"),
    # 7.2.4: red 小标宋, its upper edge 35 mm below that of the type area; two blank lines below it (7.2.5).
    Style(
        name="发文机关标志",
        follow="发文字号",
        east_asian=XIAOBIAOSONG,
        latin=XIAOBIAOSONG,
        size=84,
        line=MARK_LINE,
        before=ABOVE_MARK,
        after=BELOW_MARK,
        align="center",
        colour=RED,
        keep_next=True,
    ),
    Style(name="发文字号", follow="红色分隔线", align="center", between_scripts=False, keep_next=True),
    # 7.2.6: the number one character from the left, the signers one character from the right.
    Style(
        name="签发人",
        follow="签发人",
        align="left",
        indent=f'w:left="0" w:right="0" w:firstLine="{ONE_CHARACTER}"',
        between_scripts=False,
        keep_next=True,
    ),
    # 7.2.7: a red rule as wide as the type area, 4 mm below the number; the title stands two blank lines
    # below it (7.3.1).
    Style(
        name="红色分隔线",
        follow="标题",
        size=2,
        line=20,
        before=ABOVE_RED_RULE,
        after=2 * ROW,
        align="left",
        keep_next=True,
        borders=rule("top", 12, RED),
    ),
    # 7.3.3: 3号, each level in its own face, none of them bold.
    Style(
        name="一级标题",
        built_in="heading 1",
        east_asian=HEI,
        indent=TWO_CHARACTERS,
        condensed=True,
        outline=0,
        keep_next=True,
        on_grid=True,
    ),
    Style(
        name="二级标题",
        built_in="heading 2",
        east_asian=KAI,
        indent=TWO_CHARACTERS,
        condensed=True,
        outline=1,
        keep_next=True,
        on_grid=True,
    ),
    Style(
        name="三级标题",
        built_in="heading 3",
        indent=TWO_CHARACTERS,
        condensed=True,
        outline=2,
        keep_next=True,
        on_grid=True,
    ),
    Style(
        name="四级标题",
        built_in="heading 4",
        indent=TWO_CHARACTERS,
        condensed=True,
        outline=3,
        keep_next=True,
        on_grid=True,
    ),
    Style(name="正文", indent=TWO_CHARACTERS, condensed=True, on_grid=True),
    # 7.3.4: one blank line below the text, two characters in; a second line starts below the name.
    Style(
        name="附件说明",
        follow="署名",
        before=ROW,
        indent=f'w:left="{5 * CHARACTER}" w:right="0" w:hanging="{3 * CHARACTER}"',
        condensed=True,
        on_grid=True,
    ),
    # 7.3.5.2: one blank line below the text; the right indents follow from name and date, see signature.py.
    # A gap between the year's digits and 年 would push the date's first character to the left.
    Style(
        name="署名",
        follow="成文日期",
        before=ROW,
        align="right",
        condensed=True,
        keep_next=True,
        on_grid=True,
    ),
    Style(name="成文日期", align="right", condensed=True, between_scripts=False, on_grid=True),
    # 7.3.7: a new page, 附件 flush left in 3号黑体 on line 1, the title centred on line 3.
    Style(
        name="附件",
        follow="附件标题",
        east_asian=HEI,
        align="left",
        keep_next=True,
        new_page=True,
        on_grid=True,
    ),
    Style(
        name="附件标题",
        follow="表格",
        east_asian=XIAOBIAOSONG,
        latin=XIAOBIAOSONG,
        size=44,
        line=720,
        before=ROW,
        after=2 * ROW - 720,
        align="center",
        keep_next=True,
    ),
    Style(name="表头", follow="表头", east_asian=HEI, size=24, line=400, align="center"),
    Style(name="表格", follow="表格", east_asian=SONG, size=24, line=400, align="left"),
    Style(name="表格单位", follow="表格单位", east_asian=SONG, size=24, line=400, align="center"),
    Style(
        name="表格数字",
        follow="表格数字",
        east_asian=SONG,
        size=24,
        line=400,
        align="right",
        indent='w:left="0" w:right="240" w:firstLine="0"',
    ),
    # 小五, for tables of many columns.
    Style(name="小表头", follow="小表头", east_asian=HEI, size=18, line=280, align="center"),
    Style(name="小表格", follow="小表格", east_asian=SONG, size=18, line=280, align="left"),
    # A picture's line is as high as the picture, and stays with the caption below it.
    Style(name="图", follow="题注", line=240, line_rule="auto", after=60, align="center", keep_next=True),
    Style(name="题注", built_in="caption", east_asian=HEI, size=24, line=400, after=300, align="center"),
    # A note is smaller than the text (小五号宋体), on close lines.
    Style(
        name="脚注文本",
        built_in="footnote text",
        follow="脚注文本",
        east_asian=SONG,
        size=18,
        line=240,
        line_rule="auto",
    ),
    # 7.4: 4号仿宋, one character in, between rules of 0.35 mm (8 eighths of a point); the last rule is the
    # lower edge of the type area. A border stands in by as much as the paragraph does, and the rules are
    # to be as wide as the type area, so only the first line is indented; finishing.py sees to two lines.
    Style(
        name="版记",
        follow="版记",
        size=28,
        line=480,
        indent='w:left="0" w:right="0" w:firstLine="280"',
        frame=FRAME,
        borders=(
            '<w:pBdr><w:top w:val="single" w:sz="8" w:space="3" w:color="auto"/>'
            '<w:bottom w:val="single" w:sz="8" w:space="3" w:color="auto"/></w:pBdr>'
        ),
    ),
    # 7.4: the rules of a 版记 of several lines, the first and the last of 0.35 mm, those between of 0.25 mm:
    # 20 and 14 twips of black. LibreOffice gives up a frame whose paragraphs have borders that differ.
    Style(name="版记粗线", follow="抄送", size=2, line=20, align="left", frame=FRAME, borders=BLACK),
    Style(name="版记细线", follow="印发", size=2, line=14, align="left", frame=FRAME, borders=BLACK),
    # One character in from both sides; a second line begins behind the colon.
    Style(
        name="抄送",
        follow="抄送",
        size=28,
        line=480,
        indent='w:left="1120" w:right="280" w:hanging="840"',
        frame=FRAME,
    ),
    Style(
        name="印发",
        follow="文末",
        size=28,
        line=480,
        align="left",
        indent='w:left="280" w:right="280" w:firstLine="0"',
        between_scripts=False,
        frame=FRAME,
        tabs=f'<w:tabs><w:tab w:val="right" w:pos="{TYPE_AREA - 280}"/></w:tabs>',
    ),
    # A frame is placed by the next paragraph outside it (ECMA-376-1, 17.3.1.11), so one has to follow.
    Style(name="文末", follow="文末", size=2, line=20, align="left"),
    # 7.5: 4号半角宋体; the footer's distance puts the dash 7 mm below the type area.
    Style(
        name="页码",
        follow="页码",
        east_asian=SONG,
        latin=SONG,
        size=28,
        line=280,
        align="right",
        indent='w:left="0" w:rightChars="100" w:right="280" w:firstLine="0"',
        between_scripts=False,
    ),
    # The lines that tell the program what to repeat; they vanish from the filled report.
    Style(name="模板指令", follow="模板指令", size=21, line=300, align="left", colour="7F7F7F"),
)


SIGNER_NAME: Final = "签发人姓名"


def character_styles() -> str:
    """The styles of words within a paragraph: a note's mark, and a signer's name (7.2.6: 3号楷体)."""
    return (
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{SIGNER_NAME}">'
        f'<w:name w:val="{SIGNER_NAME}"/><w:rPr>{fonts(KAI)}</w:rPr></w:style>'
    )


def fonts(east_asian: str, latin: str = LATIN) -> str:
    """``w:rFonts``; the hint has Word set “ ” — … in the Chinese face."""
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asian}" w:cs="{latin}" '
        'w:hint="eastAsia"/>'
    )


def style_id(name: str) -> str:
    """The id by which a file refers to a style: Word's own for what is built in, else the name."""
    built_in = next((style.built_in for style in STYLES if style.name == name), "")
    return "".join(word[0].upper() + word[1:] for word in built_in.split()) or name


def style_xml(style: Style) -> str:
    """One ``w:style``, its children in the order that the schema asks for."""
    spacing = (
        f'w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" '
        f'w:lineRule="{style.line_rule}"'
    )
    paragraph = [
        "<w:keepNext/>" if style.keep_next else '<w:keepNext w:val="0"/>',
        "<w:pageBreakBefore/>" if style.new_page else "",
        style.frame,
        # Widow control would leave pages of 21 lines where the standard asks for 22.
        '<w:widowControl w:val="0"/>',
        style.borders,
        style.tabs,
        "" if style.between_scripts else '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>',
        "" if style.on_grid else '<w:snapToGrid w:val="0"/>',
        f"<w:spacing {spacing}/>",
        f"<w:ind {style.indent}/>",
        f'<w:jc w:val="{style.align}"/>',
        "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>',
    ]
    run = [
        fonts(style.east_asian, style.latin),
        f'<w:color w:val="{style.colour}"/>' if style.colour else "",
        '<w:spacing w:val="-5"/>' if style.condensed else "",
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>',
    ]
    custom = "" if style.built_in else ' w:customStyle="1"'
    # A Chinese Word shows these by our names already: an alias would say them twice.
    alias = f'<w:aliases w:val="{style.name}"/>' if style.outline is not None else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.built_in or style.name}"/>{alias}<w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{style_id(style.follow)}"/><w:qFormat/>'
        f"<w:pPr>{''.join(paragraph)}</w:pPr><w:rPr>{''.join(run)}</w:rPr></w:style>"
    )


def styles_part(styles: Iterable[Style] = STYLES) -> str:
    """``word/styles.xml``: 3号仿宋 as the default, and nothing of a foreign theme."""
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANGSONG)}"
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(map(style_xml, styles))}{character_styles()}</w:styles>"
    )
