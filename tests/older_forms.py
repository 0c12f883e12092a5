"""A seed → an agency's report in the trial form of 2019 (国办公开办函〔2019〕60号), or in that of 2016.

The tables are drawn after ``domain.md`` 3.8 and not after our format; the figures that today's form does not
ask for come of the seed.
"""

from __future__ import annotations

import io
import random  # noqa: TID251  the seed comes in: the same seed, the same report
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from docx import Document
from foreign_reports import APPLICANT_KEYS, ForeignReport, two_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foreign_reports import Span

TRIAL_YEAR: Final = 2020
_MADE: Final = ("本年新制作数量", "本年新公开数量", "对外公开总数量")
_DONE: Final = ("上一年项目数量", "本年增/减", "处理决定数量")
TRIAL_BLOCKS: Final = (
    ("第二十条第（一）项", _MADE, ("规章", "规范性文件")),
    ("第二十条第（五）项", _DONE, ("行政许可", "其他对外管理服务事项")),
    ("第二十条第（六）项", _DONE, ("行政处罚", "行政强制")),
    ("第二十条第（八）项", _DONE[:2], ("行政事业性收费",)),
    ("第二十条第（九）项", ("采购项目数量", "采购总金额"), ("政府集中采购",)),
)
_WIDTH: Final = 4


@dataclass
class TrialReport(ForeignReport):
    """``trial`` are the figures of part two by the labels of their rows."""

    trial: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def tables(self) -> dict[int, list[list[Span]]]:
        """The rows of each section's table, as the form has them."""
        today = super().tables()
        return {2: list(self._duties()), 3: list(self._requests(today[3])), 4: today[4]}

    def other_outcomes(self, column: str) -> int:
        """（六）其他处理, which the form does not part."""
        return sum(int(self.cells[f"requests.other.{number}.{column}"]) for number in (1, 2, 3))

    def _duties(self) -> list[list[Span]]:
        rows: list[list[Span]] = []
        for caption, heads, labels in TRIAL_BLOCKS:
            rows += [[(caption, _WIDTH, 1)], self._line("信息内容", heads)]
            rows += [self._line(label, self.trial[label]) for label in labels]
        return rows

    def _line(self, label: str, texts: Sequence[str]) -> list[Span]:
        last = _WIDTH - len(texts)
        return [(label, 1, 1), *((text, 1, 1) for text in texts[:-1]), (texts[-1], last, 1)]

    def _requests(self, today: list[list[Span]]) -> list[list[Span]]:
        rows = [list(row) for row in today]
        first = next(at for at, row in enumerate(rows) if row[0][0] == "（六）其他处理")
        sums = (str(self.other_outcomes(column)) for column in (*APPLICANT_KEYS, "total"))
        whole = rows.index(next(row for row in rows if row[0][0] == "三、本年度办理结果"))
        rows[whole][0] = ("三、本年度办理结果", 1, rows[whole][0][2] - 2)
        rows[first : first + 3] = [[("（六）其他处理", 2, 1), *((text, 1, 1) for text in sums)]]
        return rows


def trial_report(seed: int, year: int = TRIAL_YEAR) -> TrialReport:
    """An agency's report of a year in the trial form, sound."""
    chance = random.Random(seed)  # noqa: S311
    source = two_years(seed)[1]
    report = TrialReport(source.agency, year, source.cells)
    report.title = f"{report.agency}{year}年政府信息公开工作年度报告"
    report.opening = [f"根据《中华人民共和国政府信息公开条例》，现公布{report.agency}{year}年度报告。"]
    report.sections = [
        (heading, ["全年工作平稳。"] if number in {0, 4, 5} else [])
        for number, (heading, _) in enumerate(source.sections)
    ]
    report.signed = f"{year + 1}年1月20日"
    for _, heads, labels in TRIAL_BLOCKS:
        for label in labels:
            least = [-3 if "增" in head else 0 for head in heads]
            report.trial[label] = tuple(str(chance.randrange(each, 90)) for each in least)
    money = report.trial["政府集中采购"]
    report.trial["政府集中采购"] = (money[0], f"{money[1]}000元")
    return report


def report_of_2016(agency: str, year: int, rows: Sequence[tuple[str, str, str]]) -> bytes:
    """A Word file with the seven parts of 2016 and the 统计表 of 国办发〔2014〕32号: label, unit, figure."""
    document = Document()
    document.add_paragraph(f"{agency}{year}年政府信息公开工作年度报告")
    document.add_paragraph(f"根据《中华人民共和国政府信息公开条例》，现公布{agency}{year}年度报告。")
    for number, heading in zip("一二三四五六七", _SEVEN, strict=True):
        document.add_paragraph(f"{number}、{heading}")
        document.add_paragraph("全年工作平稳。")
    document.add_paragraph("附件：政府信息公开情况统计表")
    table = document.add_table(0, 3, style="Table Grid")
    for row in (("统计指标", "单位", "统计数"), *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


_SEVEN: Final = (
    "本年度政府信息公开工作的基本情况",
    "围绕国家和自治区中心工作推进政府信息公开以及推进重点领域政府信息公开情况",
    "依申请公开政府信息和不予公开政府信息的情况",
    "政府信息公开的收费及减免情况",
    "因政府信息公开申请行政复议、提起行政诉讼的情况",
    "政府信息公开工作存在的主要问题及改进方向",
    "其他需要报告的事项",
)
