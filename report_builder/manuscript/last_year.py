"""``LastYear`` → the word 去年 of a narrative: the year before's figures under this year's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.manuscript.words import NarrativeFault, View
from report_builder.statistics.rows import SUITS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from report_builder.statistics.last_year import LastYear

# The word, and the paths whose figures it adds up; the same words as this year's in vocabulary.py.
_REQUESTS: Final = {
    "新收": "new",
    "上年结转": "carried_in",
    "予以公开": "granted",
    "部分公开": "partial",
    "不予公开": "refused",
    "无法提供": "unavailable",
    "不予处理": "not_handled",
    "其他处理": "other",
    "办结": "total",
    "结转下年度": "carried_out",
}
_DISPUTES: Final = {
    "总数": "total",
    "结果维持": "upheld",
    "结果纠正": "corrected",
    "其他结果": "other",
    "尚未审结": "pending",
}
_STOCK: Final = {"制发": "issued", "废止": "abolished", "有效": "in_force"}
_GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    "主动公开": {"总数": "publication.total"},
    "解读": {"总数": "interpretations.total", "按期": "interpretations.in_time"},
    "规章": {word: f"proactive.rules.{key}" for word, key in _STOCK.items()},
    "规范性文件": {word: f"proactive.normative_documents.{key}" for word, key in _STOCK.items()},
    "执法": {
        "行政许可": "proactive.licences.decisions",
        "行政处罚": "proactive.penalties.decisions",
        "行政强制": "proactive.compulsions.decisions",
        "其他服务事项": "proactive.other_services.decisions",
    },
    "收费": {"元": "proactive.fees.amount_yuan", "万元": "proactive.fees.amount_wan"},
}
_SINGLE: Final = {"不予公开备案": "withheld.total", "举报投诉": "complaints", "申诉": "petitions"}


class FigureWords(View, frozen=True):
    """Some figures of the year before by their words; ``None`` where that year did not have one."""

    _figures: Mapping[str, int | Decimal | None]
    _year: int

    def words(self) -> Mapping[str, object]:
        """The words of the figures."""
        return self._figures

    def named(self, word: str) -> object:
        """The figure; raises ``NarrativeFault`` for an unknown word or a figure that was not kept."""
        if word in self._figures and self._figures[word] is None:
            raise NarrativeFault(
                code="narrative.value",
                message=f"{self._year}年的统计数据里没有“{word}”",
                word=word,
                remedy="请改写这一句，或者直接写上年的数",
            )
        return View.named(self, word)


class LastYearWords(View, frozen=True):
    """The year before (去年): groups of figures, and single ones."""

    _words: Mapping[str, object]

    def words(self) -> Mapping[str, object]:
        """The groups' words."""
        return self._words


class UnknownLastYear(View, frozen=True):
    """去年 where nothing is known of the year before."""

    _year: int

    def __bool__(self) -> bool:
        """False, so that {% if 去年 %} asks whether there is a year before."""
        return False

    def words(self) -> Mapping[str, object]:
        """None."""
        return {}

    def named(self, word: str) -> object:
        """Raise ``NarrativeFault``: there is no figure of that year."""
        raise NarrativeFault(
            code="narrative.unknown",
            message=f"没有{self._year}年的统计数据，“去年.{word}”查不到",
            word="去年",
            remedy=(
                f"请把上年的 statistics.json 放在 out/{self._year}，或者把上年的台账放在 "
                f"data/{self._year}/ledgers；都没有的，请直接写上年的数，"
                "或者把这一句写在 {% if 去年 %} 和 {% endif %} 之间"
            ),
        )


def last_year_words(last_year: LastYear | None, year: int) -> View:
    """What 去年 answers to."""
    if last_year is None:
        return UnknownLastYear(year)
    figures = last_year.figures

    def group(paths: Mapping[str, str]) -> FigureWords:
        return FigureWords({word: figures.get(path) for word, path in paths.items()}, year)

    groups: dict[str, object] = {name: group(paths) for name, paths in _GROUPS.items()}
    requests = {word: _sum(figures, f"requests.{row}", "total") for word, row in _REQUESTS.items()}
    fees = {"收费": figures.get("requests_fees.charged"), "减免": figures.get("requests_fees.waived")}
    review, *suits = (f"litigation.{suit}" for suit in SUITS.values())
    for word, kinds in (("复议", [review]), ("诉讼", suits)):
        groups[word] = FigureWords(
            {
                each: sum(last_year.count(f"{kind}.{key}") for kind in kinds)
                for each, key in _DISPUTES.items()
            },
            year,
        )
    single = {word: figures[path] for word, path in _SINGLE.items() if figures.get(path) is not None}
    return LastYearWords({**groups, "申请": FigureWords({**requests, **fees}, year), **single})


def _sum(figures: Mapping[str, int | Decimal | None], stem: str, column: str) -> int:
    """The total of a row, or of every row under one heading, as refused.1 to refused.8."""
    return sum(
        int(figure or 0)
        for path, figure in figures.items()
        if path == f"{stem}.{column}" or (path.startswith(f"{stem}.") and path.endswith(f".{column}"))
    )
