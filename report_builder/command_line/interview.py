"""Answers typed one by one → ``AgencyAnswers``: what a first year asks of an agency, with likely defaults."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.new_year.agency_file import AgencyAnswers
from report_builder.new_year.agency_names import guess_kind, guess_office, guess_region, guess_short_name
from report_builder.reports.dates import read_day
from report_builder.settings import may_name_a_file

if TYPE_CHECKING:
    from collections.abc import Callable

    # The question and what Enter stands for → the answer.
    Ask = Callable[[str, str], str]
    Tell = Callable[[str], None]

OPENING: Final = (
    "还没有单位设置，请回答几个问题。答案写进 data/agency.toml，以后可以用记事本改。\n"
    "方括号里的是现成的答案，直接按回车就采用；按 Ctrl+C 取消，什么也不会写。\n"
)
_LATER: Final = "以后再填"
_POSTCODE: Final = re.compile(r"[0-9]{6}", re.ASCII)


class _Asker(Struct, frozen=True):
    """Whoever asks and is told on the terminal."""

    ask: Ask
    tell: Tell

    def answer(
        self, question: str, likely: str = "", is_usable: Callable[[str], bool] | None = None, why: str = ""
    ) -> str:
        """The first answer that can be used; empty for what is left for later."""
        while True:
            answer = self.ask(question, likely or _LATER).strip()
            if answer == _LATER:
                return ""
            if is_usable is None or is_usable(answer):
                return answer
            self.tell(f"  {why}，请重新输入")


def interview(ask: Ask, tell: Tell) -> AgencyAnswers:
    """The agency's answers, each asked again until it can be used."""
    asker = _Asker(ask, tell)
    name = asker.answer("单位全称（用于标题和落款）", "", may_name_a_file, '不能含有 / \\ : * ? " < > |')
    likely_kind = "2" if guess_kind(name) == "government" else "1"
    kind = asker.answer("单位性质：1 部门，2 人民政府", likely_kind, {"1", "2"}.__contains__, "请输入 1 或 2")
    return AgencyAnswers(  # asked for in this order
        name=name,
        kind="government" if kind == "2" else "department",
        region=asker.answer("所在的省、市或县", guess_region(name)),
        short_name=asker.answer("正文里用的简称", guess_short_name(name)),
        office=asker.answer("负责解答的办公机构", guess_office(name)),
        address=asker.answer("办公地址"),
        postcode=asker.answer("邮政编码", "", _is_postcode, "邮政编码是六位数字"),
        telephone=asker.answer("联系电话（带区号）"),
    )


def ask_signing_day(ask: Ask, tell: Tell, year: int) -> date | None:
    """The day that a year's report will be signed on, asked again until it can be; ``None`` for later."""

    def is_usable(answer: str) -> bool:
        day = read_day(answer)
        return day is not None and date(year, 12, 31) <= day <= date(year + 1, 12, 31)

    question = f"成文日期（{year}年报告落款的日期，一般在{year + 1}年1至3月，如 {year + 1}-1-20）"
    why = f"请写 {year}年12月31日 以后的一天，如 {year + 1}年1月20日"
    return read_day(_Asker(ask, tell).answer(question, "", is_usable, why))


def _is_postcode(answer: str) -> bool:
    return not answer or _POSTCODE.fullmatch(answer) is not None
