"""Tables that reports have, as WordprocessingML: the statutory one, nested ones, ones on their side."""

from __future__ import annotations

from random import Random  # noqa: TID251  seeded: the same seed, the same table
from typing import TYPE_CHECKING, Final

from word_files import PAGE, cell, paragraph, row, table, word_file

if TYPE_CHECKING:
    from collections.abc import Iterable

LANDSCAPE: Final = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1587" w:right="2098"'
    ' w:bottom="1474" w:left="1984" w:header="851" w:footer="1420"/>'
)
RESTART: Final = '<w:vMerge w:val="restart"/>'
CONTINUE: Final = "<w:vMerge/>"
DOWN: Final = '<w:textDirection w:val="tbRl"/>'
UP: Final = '<w:textDirection w:val="btLr"/>'
HEADER: Final = "<w:tblHeader/><w:cantSplit/>"
# Type small enough for ten columns (domain: 小四 to 五号).
_SMALL: Final = '<w:sz w:val="21"/>'
_WIDTHS: Final = [560, 1300, 2285, *[640] * 7]
# Rows 3 to 24 of the statutory table: the label over several rows, and those rows.
_RESULTS: Final = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
    ("（七）总计", ()),
)


def span(columns: int) -> str:
    """A cell over so many columns of the grid."""
    return f'<w:gridSpan w:val="{columns}"/>'


def spanned_table(seed: int) -> str:
    """A table with cells merged at random, sideways and downwards, rows wholly; some rows start late."""
    random = Random(seed)  # noqa: S311  tables, not secrets
    columns = random.randint(1, 5)
    rows: list[str] = []
    above: dict[tuple[int, int], bool] = {}
    for number in range(random.randint(1, 8)):
        cells: list[str] = []
        now: dict[tuple[int, int], bool] = {}
        late = random.choice((0, 0, 0, 1)) if columns > 1 else 0
        wholly = random.random() < 0.3
        column = late
        while column < columns:
            keys = [key for key in above if key[0] == column]
            key = keys[0] if keys and (wholly or random.random() < 0.5) else None
            goes_on = key is not None and above[key]
            key = key or (column, random.randint(1, columns - column))
            merges = goes_on or random.random() < 0.6
            now[key] = merges
            merge = (CONTINUE if goes_on else RESTART) if merges else ""
            cells.append(cell("" if goes_on else f"第{number}行", span(key[1]) + merge))
            column += key[1]
        rows.append(row(*cells, properties=f'<w:gridBefore w:val="{late}"/>' if late else ""))
        above = now
    return table([1500] * columns, *rows)


def _small(text: str, properties: str = "", alignment: str = "center") -> str:
    return cell(
        paragraph(text, f'<w:jc w:val="{alignment}"/>', _SMALL), f'{properties}<w:vAlign w:val="center"/>'
    )


def _head() -> Iterable[str]:
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    kinds = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    yield row(_small(note, span(3) + RESTART), _small("申请人情况", span(7)), properties=HEADER)
    yield row(
        _small("", span(3) + CONTINUE),
        _small("自然人", RESTART),
        _small("法人或其他组织", span(5)),
        _small("总计", RESTART),
        properties=HEADER,
    )
    yield row(
        _small("", span(3) + CONTINUE),
        _small("", CONTINUE),
        *(_small(kind) for kind in kinds),
        _small("", CONTINUE),
        properties=HEADER,
    )


def _figures(number: int) -> list[str]:
    return [_small(str((number * 7 + column) % 13)) for column in range(7)]


def statutory_table() -> str:
    """Table 三 of 国办公开办函〔2021〕30号: ten columns, a head of three rows, a label over 22 rows."""
    rows = [*_head()]
    for number, text in enumerate(("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")):
        rows.append(row(_small(text, span(3), "left"), *_figures(number)))
    first = True
    for label, outcomes in _RESULTS:
        for index, outcome in enumerate(outcomes or ("",)):
            texts = [_small("三、本年度办理结果" if first else "", (RESTART if first else CONTINUE) + DOWN)]
            first = False
            if outcome:
                texts.append(_small("" if index else label, CONTINUE if index else RESTART))
                texts.append(_small(outcome, alignment="left"))
            else:
                texts.append(_small(label, span(2), "left"))
            rows.append(row(*texts, *_figures(len(rows)), properties="<w:cantSplit/>"))
    rows.append(row(_small("四、结转下年度继续办理", span(3), "left"), *_figures(25)))
    return table(_WIDTHS, *rows)


def _statutory() -> bytes:
    lines = "".join(paragraph(f"正文{number}") for number in range(12))
    return word_file(lines + statutory_table() + paragraph("后文"))


def _nested() -> bytes:
    inner = table([1500, 1500], *(row(cell(f"内{number}"), cell("数")) for number in range(30)))
    outer = table([2000, 5000], row(cell("外"), cell(paragraph("前") + inner + paragraph("后"))))
    return word_file(paragraph("正文") + outer + paragraph("后文"))


def _across() -> bytes:
    rows = [row(*(cell(f"{line}.{column}") for column in range(9))) for line in range(30)]
    ends = f"<w:p><w:pPr><w:sectPr>{PAGE}</w:sectPr></w:pPr></w:p>"
    return word_file(
        paragraph("正文") + ends + paragraph("横表") + table([1400] * 9, *rows), section=LANDSCAPE
    )


def _split() -> bytes:
    texts = ("国" * 40, "家" * 300, "法" * 90)
    rows = [row(*(cell(paragraph(text)) for text in texts)) for _ in range(3)]
    return word_file(paragraph("正文") + table([2400, 3600, 2400], *rows) + paragraph("后文"))


TABLE_DOCUMENTS: Final = {
    "statutory": _statutory(),
    "nested": _nested(),
    "across": _across(),
    "split": _split(),
}
