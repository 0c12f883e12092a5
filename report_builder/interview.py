"""Answers typed one by one → ``AgencyAnswers``: what a first year asks of an agency, with likely defaults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from report_builder.agency_file import AgencyAnswers
from report_builder.settings import may_name_a_file

if TYPE_CHECKING:
    from collections.abc import Callable

    # The question and what Enter stands for → the answer; empty for what is left for later.
    Ask = Callable[[str, str], str]
    Tell = Callable[[str], None]

OPENING: Final = (
    "还没有单位设置，请回答几个问题。答案写进 data/agency.toml，以后可以用记事本改。\n"
    "方括号里的是现成的答案，直接按回车就采用；按 Ctrl+C 取消，什么也不会写。\n"
)
_REGION: Final = re.compile(r"(?:.{1,8}?(?:自治区|自治州|自治县|地区|省|市|盟|县|区|旗))+")
_LEVEL: Final = re.compile(r"(?:省|市|盟|州|县|区|旗)$")
_POSTCODE: Final = re.compile(r"[0-9]{6}", re.ASCII)


def interview(ask: Ask, tell: Tell) -> AgencyAnswers:
    """The agency's answers, each asked again until it can be used."""
    name = _ask_until(
        ask, tell, ("单位全称（用于标题和落款）", ""), may_name_a_file, '不能含有 / \\ : * ? " < > |'
    )
    kind = _ask_until(
        ask,
        tell,
        ("单位性质：1 部门，2 人民政府", "2" if name.endswith("政府") else "1"),
        lambda answer: answer in {"1", "2", ""},
        "请输入 1 或 2",
    )
    region = ask("所在的省、市或县", guess_region(name))
    short_name = ask("正文里用的简称", guess_short_name(name))
    office = ask("负责解答的办公机构", f"{name}办公室" if name else "")
    address = ask("办公地址", "")
    postcode = _ask_until(
        ask,
        tell,
        ("邮政编码", ""),
        lambda answer: not answer or _POSTCODE.fullmatch(answer) is not None,
        "邮政编码是六位数字",
    )
    telephone = ask("联系电话（带区号）", "")
    sort: Literal["department", "government"] = "government" if kind == "2" else "department"
    return AgencyAnswers(
        name=name,
        short_name=short_name,
        kind=sort,
        region=region,
        office=office,
        address=address,
        postcode=postcode,
        telephone=telephone,
    )


def guess_region(name: str) -> str:
    """The region in an agency's full name: 柳州市 for 柳州市教育局."""
    found = _REGION.match(name)
    return found[0] if found else ""


def guess_short_name(name: str) -> str:
    """How an agency is called in its own region: 市教育局 for 柳州市教育局."""
    region = guess_region(name)
    level = _LEVEL.search(region)
    rest = name.removeprefix(region).replace("人民政府", "政府")
    return f"{level[0]}{rest}" if level and rest else ""


def _ask_until(
    ask: Ask, tell: Tell, question: tuple[str, str], is_usable: Callable[[str], bool], why: str
) -> str:
    while not is_usable(answer := ask(*question)):
        tell(f"  {why}，请重新输入")
    return answer
