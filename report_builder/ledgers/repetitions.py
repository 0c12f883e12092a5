"""The records of all departments → findings where one thing stands in two rows and would count twice."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.records import ApplicationTotal, Ledgers, Origin

_NO_WORD: Final = re.compile(r"[\W_]+")
_SPACE: Final = re.compile(r"\s+")
# Marks that look alike and are typed for one another in numbers: 柳教〔2016〕1号, 2016-1.
_LIKE_MARKS: Final = str.maketrans({"〔": "(", "〕": ")", "[": "(", "]": ")", "–": "-", "—": "-", "−": "-"})


class Numbered(Struct, frozen=True):
    """A row by its registration or case number, whether or not the rest of the row is right."""

    number: str
    origin: Origin


class _Record(Protocol):
    @property
    def origin(self) -> Origin: ...


T = TypeVar("T", bound=_Record)


def check_repetitions(
    ledgers: Ledgers, applications: Iterable[Numbered], disputes: Iterable[Numbered], findings: Findings
) -> None:
    """Tell numbers given twice, which is an error, and what is likely the same thing twice, as a warning.

    The numbers are those of every row: one that is wrong elsewhere is a repetition all the same.
    """
    _check_numbers(applications, disputes, findings)
    _check_published(ledgers, findings)
    _check_documents(ledgers, findings)
    _check_other_items(ledgers, findings)
    _check_table_rows(ledgers.application_totals, findings)


def _check_numbers(
    applications: Iterable[Numbered], disputes: Iterable[Numbered], findings: Findings
) -> None:
    for row, first in _repeated(applications, lambda one: _number_key(one.number)):
        findings.error(
            "ledger.duplicate_number",
            row.origin.cell("登记编号"),
            f"登记编号“{row.number}”重复",
            evidence=_first_at(row.origin, first.origin, "登记编号"),
            remedy="同一件申请请只留一行；两件不同的申请请各给一个编号",
        )
    for row, first in _repeated(disputes, lambda one: _number_key(one.number)):
        findings.error(
            "ledger.duplicate_case",
            row.origin.cell("案号"),
            f"案号“{row.number}”重复",
            evidence=_first_at(row.origin, first.origin, "案号"),
            remedy="同一案件请只留一行",
        )


def _check_published(ledgers: Ledgers, findings: Findings) -> None:
    # 统计表: the same information shown through several channels counts once.
    repeated = _repeated_titles(
        ledgers.published,
        lambda one: (_title_key(one.title), one.published_on),
        lambda one: one.document_number,
    )
    for item, first in repeated:
        findings.warn(
            "ledger.duplicate_item",
            item.origin.cell("信息名称"),
            f"“{item.title}”（{item.published_on.isoformat()} 公开）登记了两次",
            evidence=_first_at(item.origin, first.origin, "信息名称"),
            remedy="如果是同一条信息，请只留一行，各渠道用“、”连写在“公开渠道”里",
        )


def _check_documents(ledgers: Ledgers, findings: Findings) -> None:
    repeated = _repeated_titles(
        ledgers.normative_documents,
        lambda one: (_title_key(one.title), one.made_on),
        lambda one: one.document_number,
    )
    for document, first in repeated:
        findings.warn(
            "ledger.duplicate_item",
            document.origin.cell("文件名称"),
            f"“{document.title}”（{document.made_on.isoformat()} 制发）登记了两次",
            evidence=_first_at(document.origin, first.origin, "文件名称"),
            remedy="如果是同一份文件，请只留一行，否则会重复计数",
        )


def _check_other_items(ledgers: Ledgers, findings: Findings) -> None:
    for one, first in _repeated(
        ledgers.interpretations,
        lambda one: (_title_key(one.title), _title_key(one.policy), one.interpreted_on),
    ):
        _tell_item(one.title, one.origin, first.origin, "解读名称", findings)
    for item, first_item in _repeated(ledgers.withheld, lambda one: (_title_key(one.title), one.filed_on)):
        _tell_item(item.title, item.origin, first_item.origin, "信息名称", findings)


def _tell_item(title: str, here: Origin, first: Origin, column: str, findings: Findings) -> None:
    findings.warn(
        "ledger.duplicate_item",
        here.cell(column),
        f"“{title}”登记了两次，日期也相同",
        evidence=_first_at(here, first, column),
        remedy="如果是同一条，请只留一行，否则会重复计数",
    )


def _check_table_rows(totals: Iterable[ApplicationTotal], findings: Findings) -> None:
    """Several departments may each give a table, but one table has each row once."""
    for total, first in _repeated(totals, lambda one: (one.origin.source.file, one.label)):
        findings.error(
            "ledger.duplicate_row",
            total.origin.cell("项目"),
            f"“{total.label}”出现了两次",
            evidence=_first_at(total.origin, first.origin, "项目"),
            remedy="请只留一行",
        )


def _number_key(number: str) -> str:
    """A number without what departments type differently: width, spaces, case, kinds of dash and bracket."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", number)).translate(_LIKE_MARKS).casefold()


def _title_key(title: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", title)).casefold()


def _repeated(records: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Each record whose key has been met before, with the first that had it."""
    met: dict[Hashable, T] = {}
    for record in records:
        first = met.setdefault(key(record), record)
        if first is not record:
            yield record, first


def _repeated_titles(
    records: Iterable[T], key: Callable[[T], Hashable], number: Callable[[T], str]
) -> Iterator[tuple[T, T]]:
    """Likewise, but two documents that each have a number of their own are two."""
    met: dict[Hashable, dict[str, T]] = {}
    for record in records:
        same, own = met.setdefault(key(record), {}), _number_key(number(record))
        first = same.get(own) or same.get("") or (None if own else next(iter(same.values()), None))
        same.setdefault(own, record)
        if first is not None:
            yield record, first


def _first_at(here: Origin, first: Origin, column: str) -> str:
    """The first place in full, or only its cell where it stands on the same sheet."""
    place = first.cell(column)
    same = here.source is first.source
    return f"第一次出现在 {place.cell if same else place}"
