"""What a Word file asks for and is not set → its name in the user's words, for the warning that names it.

Whatever the reader meets and does not know is warned of under its own tag; what is known to be left out
stands here, and in the table of this stage's README.
"""

from __future__ import annotations

from typing import Final

OMITTED: Final = {
    # of characters
    "outline": "空心字",
    "shadow": "阴影字",
    "emboss": "阳文",
    "imprint": "阴文",
    "effect": "动态效果",
    "eastAsianLayout": "纵横混排",
    "numForm": "旧式数字",
    "rtl": "从右向左的文字",
    "specVanish": "样式分隔符",
    # of paragraphs
    "bidi": "从右向左的段落",
    "dropCap": "首字下沉",
    "framePr": "图文框的位置",
    "mirrorIndents": "对称缩进",
    "pBdr": "段落旁的竖线",
    "shd": "底纹的图案",
    "textAlignment": "一行之内的文本对齐方式",
    "textDirection": "文字方向",
    # of tables
    "bidiVisual": "从右向左的表格",
    "tblCellSpacing": "单元格间距",
    "tcFitText": "单元格的适应文字",
    "hidden": "隐藏的行",
    # of sections
    "cols": "宽窄不同的分栏",
    "lnNumType": "行号",
    "vAlign": "页面的垂直对齐方式",
    "pgSz": "纸张大小",
    "pgNumType": "页码的格式",
    # of notes
    "footnoteReference": "这里的脚注",
    "endnoteReference": "这里的尾注",
    "pos": "脚注、尾注的位置",
    "numFmt": "脚注、尾注的编号格式",
    # of drawings
    "alpha": "半透明的颜色",
    "blip": "图片的颜色调整",
    "effectLst": "阴影、发光等效果",
    "flip": "图片的翻转",
    "headEnd": "线条的箭头",
    "layoutInCell": "单元格里不随单元格移动的图形",
    "numCol": "文本框的分栏",
    "object": "嵌入对象",
    "prstGeom": "图片裁成的形状",
    "roundRect": "圆角矩形的圆角",
    # of the document
    "altChunk": "嵌入的其他文档",
    "subDoc": "子文档",
    "noLineBreaksAfter": "自定义的后置标点",
    "noLineBreaksBefore": "自定义的前置标点",
}


def spell(name: str) -> str:
    """The user's name for what is left out, with the file's own beside it; else the file's own alone."""
    plain = name.rpartition("}")[2]
    return f"{OMITTED[plain]}（{plain}）" if plain in OMITTED else plain
