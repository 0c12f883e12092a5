"""The figures that art. 20 (1), (5), (6) and (8) of the 2019 regulation (国令第711号) ask for."""

from __future__ import annotations

from typing import Final

from report_builder.statistics.declaring import Aggregate, FigureDeclaration

DOCUMENTS: Final = "documents"
ENFORCEMENT: Final = "enforcement"
CHARGES: Final = "charges"

_LISTED: Final = "法定公开事项"


def _stock(key: str, where: str, word: str, caption: str) -> FigureDeclaration:
    """Rules and normative documents made, abolished, or in force at the year's end."""
    return FigureDeclaration(
        path=f"proactive.{{document_kind}}.{key}",
        source=DOCUMENTS,
        where=where,
        word=f"{{document_kind}}.{word}",
        caption=f"{{document_kind}}：{caption}",
        unit="件",
        listed=_LISTED,
        in_every_file=True,
    )


FIGURES: Final = (
    _stock("issued", "issued", "制发", "本年制发件数"),
    _stock("abolished", "abolished", "废止", "本年废止件数"),
    _stock("in_force", "in force", "有效", "现行有效件数"),
    FigureDeclaration(
        path="proactive.{enforcement}.decisions",
        source=ENFORCEMENT,
        where="in year",
        measure=Aggregate.SUM,
        column="数量",
        word="执法.{enforcement}",
        caption="{enforcement}：本年处理决定数量",
        unit="件",
        listed=_LISTED,
        in_every_file=True,
    ),
    FigureDeclaration(
        path="proactive.fees.amount_yuan",
        source=CHARGES,
        where="in year",
        measure=Aggregate.EXACT_SUM,
        column="金额（元）",
        word="收费.元",
        caption="行政事业性收费",
        unit="元",
    ),
    FigureDeclaration(
        path="proactive.fees.amount_wan",
        sum_of=("proactive.fees.amount_yuan",),
        scale=-4,
        word="收费.万元",
        caption="行政事业性收费：本年收费金额",
        unit="万元",
        listed=_LISTED,
    ),
)
