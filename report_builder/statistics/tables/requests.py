"""The figures of 依申请公开: the statutory table, and what else is told of applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.statistics.declaring import Aggregate, FigureDeclaration

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATIONS: Final = "applications"
UNKNOWN_METHOD: Final = "未注明"

_LISTED: Final = "申请办理"
_CLOSED: Final = "closed"


def _row(key: str, where: str, caption: str, word: str = "") -> Iterator[FigureDeclaration]:
    """A row of the statutory table: its six columns, and 总计.

    What became of applications is not in every file: a format may add an outcome that no earlier file knows.
    """
    in_every_file = "{outcome}" not in key
    yield FigureDeclaration(
        path=f"requests.{key}.{{applicant}}",
        source=APPLICATIONS,
        where=where,
        caption=f"{caption}：{{applicant}}",
        unit="件",
        in_every_file=in_every_file,
    )
    yield FigureDeclaration(
        path=f"requests.{key}.total",
        source=APPLICATIONS,
        where=where,
        word=word,
        caption=caption,
        unit="件",
        in_every_file=in_every_file,
    )


def _heading(key: str, word: str) -> FigureDeclaration:
    """The rows of the table under one heading together, as refused.1 to refused.8."""
    return FigureDeclaration(
        path=f"requests.{key}.rows", sum_of=(f"requests.{key}.*.total",), word=word, in_file=False
    )


def _fee(key: str, column: str, word: str, caption: str) -> Iterator[FigureDeclaration]:
    """What was charged for information (信息处理费), or waived of it: in yuan, and in ten thousands."""
    path = f"requests_fees.{key}"
    yield FigureDeclaration(
        path=path,
        source=APPLICATIONS,
        where=_CLOSED,
        measure=Aggregate.EXACT_SUM,
        column=column,
        word=f"申请.{word}",
        caption=caption,
        unit="元",
        listed=_LISTED,
    )
    yield FigureDeclaration(path=f"{path}_wan", sum_of=(path,), scale=-4, unit="万元")


FIGURES: Final = (
    *_row("new", "received", "新收公开申请", "申请.新收"),
    *_row("carried_in", "carried in", "上年结转申请", "申请.上年结转"),
    *_row("{outcome}", _CLOSED, "办理结果：{outcome}"),
    *_row("total", _CLOSED, "办理结果总计", "申请.办结"),
    *_row("carried_out", "carried out", "结转下年度继续办理", "申请.结转下年度"),
    FigureDeclaration(
        path="requests.granted.rows", sum_of=("requests.granted.total",), word="申请.予以公开", in_file=False
    ),
    FigureDeclaration(
        path="requests.partial.rows", sum_of=("requests.partial.total",), word="申请.部分公开", in_file=False
    ),
    _heading("refused", "申请.不予公开"),
    _heading("unavailable", "申请.无法提供"),
    _heading("not_handled", "申请.不予处理"),
    _heading("other", "申请.其他处理"),
    FigureDeclaration(
        path="requests_by_method.{method}",
        source=APPLICATIONS,
        where="received",
        word="申请.方式({method})",
        caption="{method}申请数",
        unit="件",
        listed=_LISTED,
    ),
    FigureDeclaration(
        path="requests_closed.in_time",
        source=APPLICATIONS,
        where="closed in time",
        word="申请.按期",
        caption="按时办结数",
        unit="件",
        listed=_LISTED,
    ),
    FigureDeclaration(
        path="requests_closed.extended",
        source=APPLICATIONS,
        where="closed extended",
        word="申请.延期",
        caption="延期办结数",
        unit="件",
        listed=_LISTED,
    ),
    FigureDeclaration(
        path="requests_closed.late",
        source=APPLICATIONS,
        where="closed late",
        word="申请.逾期",
        caption="逾期答复的申请",
        unit="件",
    ),
    # What 按时办结 and 延期办结 leave out of all that were closed, where these are listed one by one.
    FigureDeclaration(
        path="requests_closed.neither",
        source=APPLICATIONS,
        where="closed neither",
        caption="逾期没有延期的申请",
        unit="件",
        in_file=False,
    ),
    *_fee("charged", "收费金额（元）", "收费", "收取费用"),
    *_fee("waived", "减免金额（元）", "减免", "减免费用"),
)
