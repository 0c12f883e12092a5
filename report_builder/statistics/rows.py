"""The statutory tables' rows and columns: the key of each in ``statistics.json`` beside its label.

The labels are the ledgers' own closed lists, which follow 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers import vocabulary as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_APPLICANT_KEYS: Final = ("natural_person", "business", "research", "nonprofit", "legal_service", "other")
APPLICANTS: Final = dict(zip(words.APPLICANTS, _APPLICANT_KEYS, strict=True))


class RequestRow(Struct, frozen=True):
    """A row of the table of applications: its printed ``number``, and any ``heading`` it stands under."""

    key: str
    label: str
    number: str
    heading: str = ""

    @property
    def printed(self) -> str:
        """The row's whole label: （三）不予公开：1.属于国家秘密."""
        return f"{self.heading}：{self.number}{self.label}" if self.heading else f"{self.number}{self.label}"


def _numbered(key: str, heading: str, labels: tuple[str, ...]) -> Iterator[RequestRow]:
    """The numbered rows under one heading."""
    for number, label in enumerate(labels, start=1):
        yield RequestRow(f"{key}.{number}", label, f"{number}.", heading)


NEW: Final = RequestRow("new", words.NEW_APPLICATIONS, "一、")
CARRIED_IN: Final = RequestRow("carried_in", words.CARRIED_IN, "二、")
TOTAL: Final = RequestRow("total", words.TOTAL_HANDLED, "（七）")
CARRIED_OUT: Final = RequestRow("carried_out", words.CARRIED_OUT, "四、")

OUTCOMES: Final = (
    RequestRow("granted", words.GRANTED[0], "（一）"),
    RequestRow("partial", words.GRANTED[1], "（二）"),
    *_numbered("refused", "（三）不予公开", words.REFUSED),
    *_numbered("unavailable", "（四）无法提供", words.UNAVAILABLE),
    *_numbered("not_handled", "（五）不予处理", words.NOT_HANDLED),
    *_numbered("other", "（六）其他处理", words.OTHERWISE),
)
REQUEST_ROWS: Final = (NEW, CARRIED_IN, *OUTCOMES, TOTAL, CARRIED_OUT)
_NO_OUTCOMES: Final = frozenset({NEW.key, CARRIED_IN.key, TOTAL.key, CARRIED_OUT.key})


def outcomes_of(rows: Iterable[RequestRow]) -> tuple[RequestRow, ...]:
    """The rows of a table of applications that are outcomes, each of which a finished application has one of."""
    return tuple(row for row in rows if row.key not in _NO_OUTCOMES)

METHODS: Final = words.METHOD_CHOICES.values

SUITS: Final = {
    words.REVIEW: "review",
    words.DIRECT_SUIT: "direct_suit",
    words.SUIT_AFTER_REVIEW: "suit_after_review",
}
COMPLAINT: Final = "举报投诉"
PETITION: Final = "申诉"
DISPUTE_OUTCOMES: Final = {
    "结果维持": "upheld",
    "结果纠正": "corrected",
    "其他结果": "other",
    words.PENDING: "pending",
}

RULES: Final = "规章"
NORMATIVE_DOCUMENTS: Final = "行政规范性文件"
DOCUMENTS: Final = {RULES: "rules", NORMATIVE_DOCUMENTS: "normative_documents"}
ENFORCEMENT: Final = {
    "行政许可": "licences",
    "行政处罚": "penalties",
    "行政强制": "compulsions",
    "其他对外管理服务事项": "other_services",
}

CHANNEL_KINDS: Final = words.CHANNEL_KINDS
OTHER_KIND: Final = CHANNEL_KINDS[-1]
