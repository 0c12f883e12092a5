"""Text → numbers in mixed forms, with lost units, broken figures or wrong noughts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.rule import NUMERALS, StyleBreach, StyleRule, matching, running
from report_builder.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.lint.passages import Text

_HANZI: Final = "二三四五六七八九十百"
# What a report counts both ways; 一次, 两次 and the like are turns of phrase, 三四次 an estimate (4.2.2).
_COUNTED: Final = "个工作日|个月|人次|次(?![生供])|件(?![套实大])|篇|场"
_ARABIC: Final = re.compile(rf"(?<![\d.第])(第?)\d+({_COUNTED})")
_IN_HANZI: Final = re.compile(rf"(?<![{_HANZI}一几数上第])(第?)[{_HANZI}]{{1,5}}({_COUNTED})")
_ESTIMATE: Final = re.compile("第?[二三四五六七八九]{2}|十[二三四五六七八九]{2}")
_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?=[余多]?[个人次件条篇元户万])")
_PLAIN: Final = re.compile(r"(?<![\d.,\-/])\d{5,}(?=[余多]?[个人次件条篇元户万])")
_BY_THREES: Final = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
_TELEPHONE: Final = re.compile(r"0\d{2,3} \d{7,8}|1\d{2} \d{4} \d{4}|400 \d{3,4} \d{3,4}")


def _forms(text: Text) -> Iterator[StyleBreach]:
    """The rarer form of each class of number, where a text has both."""
    figures, words = (_classes(text, form) for form in (_ARABIC, _IN_HANZI))
    for each in sorted(figures.keys() & words.keys()):
        written = [span for span in words[each] if not _ESTIMATE.match(span.text)]
        if written:
            yield from written if len(written) <= len(figures[each]) else figures[each]


def _classes(text: Text, form: re.Pattern[str]) -> dict[tuple[str, str], list[StyleBreach]]:
    """The numbers of one form by what they count, and whether they put it in order."""
    found: dict[tuple[str, str], list[StyleBreach]] = {}
    for each in running(text):
        for match in form.finditer(each.bare):
            found.setdefault((match[1], match[2]), []).append(StyleBreach(each, *match.span()))
    return found


def _grouping(text: Text) -> Iterator[StyleBreach]:
    """The rarer way of writing long figures, where a text has both."""
    grouped, plain = (
        [StyleBreach(each, *match.span()) for each in running(text) for match in form.finditer(each.bare)]
        for form in (_GROUPED, _PLAIN)
    )
    if grouped and plain:
        yield from grouped if len(grouped) <= len(plain) else plain


def _is_split(match: re.Match[str]) -> bool:
    """Whether spaces cut a figure anywhere but at its thousands; telephone numbers are cut as one likes."""
    return not (_BY_THREES.fullmatch(match.group()) or _TELEPHONE.fullmatch(match.group()))


RULES: Final = (
    StyleRule(
        "style.numeral_forms",
        Severity.WARNING,
        "同一类数字前后用了两种形式",
        "同类别的数字用同一种形式，或都用阿拉伯数字，或都用汉字",
        "文件形成后20个工作日内公开，解读在三个工作日内完成。",
        "第5个工作日公开，解读在3个工作日内完成，另有三四个工作日用于准备。",
        f"{NUMERALS}，4.3",
        _forms,
    ),
    StyleRule(
        "style.mixed_number",
        Severity.WARNING,
        "一个数里混用了阿拉伯数字和汉字数字",
        "阿拉伯数字后面除“万”“亿”外不与汉字数字连用",
        "二〇一六年8月公开4千条，占百分之5。",
        "2016年8月公开4000条，支出10亿零817万5288元，重3千克，壮族2016年三月三放假。",
        f"{NUMERALS}，4.3、5.3",
        matching(
            r"[〇零○一二三四五六七八九]{4}年\d{1,2}月|(?:19|20)\d\d年[一二三四五六七八九十]{1,2}月(?!三)"
            r"|(?<!\d)\d{1,15}[千百十](?![克米瓦伏帕卡字周赫分兆吨牛安升])|百分之\d{1,9}"
        ),
    ),
    StyleRule(
        "style.range_units",
        Severity.WARNING,
        "数值范围里前一个数省略了“%”“万”“亿”",
        "“%”“万”“亿”前后两个数都要写",
        "增长15～30%，约需13～17万元。",
        "增长15%～30%，约需13万元～17万元，见400—429页、2015—2020年。",
        f"{NUMERALS}，5.1.3",
        matching(r"(?<![\d.])(\d+(?:\.\d+)?)([～—~\-])(\d+(?:\.\d+)?)([%％万亿]元?)", r"\1\4\2\3\4"),
    ),
    StyleRule(
        "style.grouping",
        Severity.WARNING,
        "大数有的分节、有的不分节",
        "全文统一：要么都用“,”三位分节，要么都不分节",
        "累计阅读683,366次，累计人数408220人。",
        "累计阅读683366次，累计人数408220人，邮政编码545001。",
        f"{NUMERALS}，5.1.1",
        _grouping,
    ),
    StyleRule(
        "style.decimal",
        Severity.WARNING,
        "小数点前面没有写0",
        "纯小数必须写出小数点前的0",
        "收费.46万元。",
        "收费0.46万元。",
        f"{NUMERALS}，5.1.2",
        matching(r"(?<![\dA-Za-z.])\.(\d+)(?=[万亿元%％个，。；]|$)", r"0.\1"),
    ),
    StyleRule(
        "style.full_width_digits",
        Severity.WARNING,
        "用了全角的阿拉伯数字",
        "阿拉伯数字用半角",
        "全年公开１３９条。",
        "全年公开139条。",
        f"{NUMERALS}，5.1.7.1",
        matching("[０-９]+"),
    ),
    StyleRule(
        "style.split_figure",
        Severity.WARNING,
        "一个数被空格隔开了",
        "一个用阿拉伯数字书写的数应连着写，不能断开",
        "新收申请36 46件。",
        "新收申请3646件，累计阅读683 366次，电话0772 2822960。",
        f"{NUMERALS}，5.1.7.2",
        matching(r"(?<![\d.\-])\d+(?: \d+)+(?![\d.\-])", accept=_is_split),
    ),
    StyleRule(
        "style.hanzi_zero",
        Severity.WARNING,
        "汉字年份里的零没有写作“〇”",
        "编号和年份里的零用“〇”，数量里的零用“零”",
        "二零一六年十二月",
        "二〇一六年十二月，共三千零五十二条。",
        f"{NUMERALS}，5.2.5",
        matching(
            "[一二三四五六七八九][零○oO0〇一二三四五六七八九]{3}年",
            accept=lambda match: bool(re.search("[零○oO0]", match.group())),
        ),
    ),
)
