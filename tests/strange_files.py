"""Word files with what strangers' files hold, as bytes: every kind that the sample documents have none of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drawing_files import inline
from equations import bare_field, built, formula, letters
from word_files import PAGE, cell, paragraph, row, table, word_file
from word_parts import of_runs, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def formulas() -> bytes:
    """Fractions in fields and formulas, a reading, a circled character, in a heading too."""
    rate = built("f", num=letters("174-139"), den=letters("139"))
    reading = (
        '<w:r><w:ruby><w:rubyPr><w:hps w:val="16"/><w:hpsRaise w:val="30"/></w:rubyPr><w:rt>'
        + run("liǔ")
        + f"</w:rt><w:rubyBase>{run('柳')}</w:rubyBase></w:ruby></w:r>"
    )
    body = of_runs(run("增长率为"), formula(rate, letters("=25%")), run("。"), reading, run("州"))
    body += of_runs(formula(built("sSup", e=letters("a"), sup=letters("2")), displayed=True))
    body += of_runs(
        bare_field(" EQ \\o\\ac(○,1)"), run("标题"), bare_field(" EQ \\f(1,2)"), properties=HEADING
    )
    return word_file(body)


def columns() -> bytes:
    """Two columns under a floating table, a page border, a chart's figures, words over an area."""
    place = 'w:vertAnchor="page" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpY="9000"'
    made = table([3000], row(cell("浮动的表")))
    floating = made.replace("<w:tblPr>", f"<w:tblPr><w:tblpPr {place}/>")
    look = 'w:val="double" w:sz="6" w:space="24"'
    sides = "".join(f"<w:{side} {look}/>" for side in ("top", "left", "bottom", "right"))
    section = PAGE + f'<w:pgBorders w:offsetFrom="page">{sides}</w:pgBorders><w:cols w:num="2"/>'
    shown = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="chart1"/>'
    body = floating + "".join(paragraph("公开信息，办理申请。" * 4) for _ in range(12))
    body += f"<w:p>{inline(shown, 180, 120)}{WATERMARK}</w:p>"
    return word_file(body, section=section, parts={"chart1": CHART})


CHART: Final = """
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea><c:ser>
<c:cat><c:strLit><c:pt idx="0"><c:v>一季度</c:v></c:pt></c:strLit></c:cat>
<c:val><c:numLit><c:pt idx="0"><c:v>12</c:v></c:pt></c:numLit></c:val>
</c:ser></c:plotArea></c:chart></c:chartSpace>
"""
WATERMARK: Final = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape type="#_x0000_t136" style="'
    'position:absolute;width:400pt;height:100pt;rotation:315;z-index:-5" fillcolor="silver" stroked="f">'
    '<v:textpath string="征求意见稿"/></v:shape></w:pict></w:r>'
)
HEADING: Final = '<w:outlineLvl w:val="0"/>'
STRANGE: Final[Mapping[str, Callable[[], bytes]]] = {
    "formulas": formulas,
    "columns": columns,
}
