"""What the text cites of the law, and how it is reached → what is another year's, wrong, or not filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.checks.sentences import read_sentences
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.patterns import Pattern, cut_at, has_any
from report_builder.settings import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.checks.sentences import Sentence
    from report_builder.reports.report import Report
    from report_builder.settings import Settings

_WIDE_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
# 国令第711号 is in force from 15 May 2019: the report of 2019 is the first under it.
_REVISED: Final = 2019
_OLD, _NEW = "492", "711"
_DECREE: Final = Pattern("国令第?([0-9]{2,4})号|国务院令?第?([0-9]{2,4})号", ("国",))
_BESIDE_IT: Final = Pattern("信息公开条例》?[（(]?[^（）()。；，]{0,14}?第?([0-9]{2,4})号", ("信息公开条例",))
# Who prescribes the form of the report, and for which years.
_NOTICE: Final = Pattern("国办公开办函〔([0-9]{4})〕([0-9]{1,4})号", ("国办",))
_NOTICES: Final = {("2019", "60"): (2019, 2020), ("2021", "30"): (2021, 9999)}
_LIMIT: Final = Pattern(
    "(?:法定|规定|时限|期限|《条例》|条例)[^。；]{0,20}?([0-9]{1,2})个?工作日", ("工作日",)
)
_REPLY: Final = "答复|办理|办结|申请".split("|")
_OTHER_LIMITS: Final = "补正|公开之日|形成|变更|解读|复议|起诉|征求|第三方|延长".split("|")
_NOT_FILLED: Final = Pattern(
    r"〔请填写[^〕]{0,40}〕?|（请填写[^）]{0,40}）|[×Ｘ]{2,}|[Xx]{2,}(?=[年月日号件人元条次局市县区])|_{3,}|＿{2,}"
    r"|(?<!\{)\{ ?[\u4e00-\u9fff][^{}]{0,60}\}(?!\})",
    ("请填写", "×", "Ｘ", "X", "x", "_", "＿", "{"),
)
_POSTCODE: Final = Pattern("(?:邮编|邮政编码)[：:，,为]?([0-9A-Za-z]{4,9})", ("邮",))
_TELEPHONE: Final = Pattern(
    "(?:电话|传真)(?:号码)?[：:，,为]?([0-9][0-9（）()—－-]{3,24}[0-9])", ("电话", "传真")
)
_NUMBER: Final = Pattern(
    "(?:0[0-9]{2,3}[-—－]?)?[2-9][0-9]{6,7}(?:[-—－][0-9]{1,5})?|1[3-9][0-9]{9}|1[0-9]{4,5}|[48]00[-—－]?[0-9]{3}"
    "[-—－]?[0-9]{4}|9[0-9]{4,6}"
)


class _Phrase(Struct, frozen=True):
    """Words that belong to the law of some reporting years: the years, and what holds in the others."""

    pattern: Pattern
    last: int
    remedy: str


_PHRASES: Final = (
    _Phrase(
        Pattern("收费及减免|收费和减免|费用减免", ("减免",)),
        2018,
        "修订后的《条例》第四十二条规定不收取费用，只有信息处理费；请删去",
    ),
    _Phrase(
        Pattern("检索、?复制、?(?:和|及)?邮寄", ("检索",)),
        2018,
        "修订后的《条例》不再收取检索、复制、邮寄等成本费用；请删去，收取信息处理费的按信息处理费写",
    ),
)


def check_law(report: Report, year: int) -> Iterator[Finding]:
    """Decrees, notices and limits that do not hold in the report's year."""
    for sentence in read_sentences(report):
        yield from _check_text(sentence.text, sentence.place, sentence.quoted, year)
    for section in report.sections:
        yield from _check_text(section.heading, section.place, f"标题：{section.heading}", year)


def check_filled_in(report: Report, settings: Settings | None = None) -> Iterator[Finding]:
    """Stand-ins that nobody has filled in, and addresses that nobody can reach.

    What comes from the settings is to be put right there, wherever the report says it.
    """
    met: dict[str, list[Sentence]] = {}
    for sentence in read_sentences(report):
        for found in _NOT_FILLED.finditer(sentence.text):
            met.setdefault(found.group(), []).append(sentence)
        for each in _check_contact("".join(sentence.text.split()), sentence.place, sentence.quoted):
            yield _at_its_setting(each, settings)
    yield from (_unfilled(word, sentences) for word, sentences in met.items())


def _unfilled(word: str, sentences: Sequence[Sentence]) -> Finding:
    """One stand-in, told once wherever it stands."""
    if PLACEHOLDER in word:
        remedy = "这是单位设置里没有填的一项；请在 agency.toml 里填上，正文和落款就都有了"
    else:
        remedy = "请填上实际的内容；取自统计的数用两层花括号，例如 {{ 申请.新收 }}"
    many = f"，共 {len(sentences)} 处" if len(sentences) > 1 else ""
    first = sentences[0]
    return Finding(
        "text.unfilled", Severity.WARNING, first.place, f"“{word}”还没有填写{many}", first.quoted, remedy
    )


def _check_contact(text: str, place: Place, quoted: str) -> Iterator[Finding]:
    for found in _POSTCODE.finditer(text):
        if not re.fullmatch("[0-9]{6}", found[1]):
            yield _unreachable(f"邮政编码“{found[1]}”不是六位数字", place, quoted)
    for found in _TELEPHONE.finditer(text):
        number = re.sub("[（）()]", "", found[1])
        if not _NUMBER.fullmatch(number):
            yield _unreachable(f"电话号码“{found[1]}”的位数或者开头几位不对", place, quoted)


def _at_its_setting(finding: Finding, settings: Settings | None) -> Finding:
    """The finding, in the settings where they have the number that it speaks of."""
    for key, number in _numbers(settings) if settings else ():
        if f"“{number}”" in finding.message:
            remedy = f"这个号码取自单位设置，请改正 agency.toml 里 contact 的 {key}；{finding.remedy}"
            return replace(finding, place=Place("agency.toml", part=key), remedy=remedy)
    return finding


def _numbers(settings: Settings) -> Iterator[tuple[str, str]]:
    """The numbers of the contact by their keys, as they stand in a sentence."""
    contact = settings.contact
    for key, number in (
        ("postcode", contact.postcode),
        ("telephone", contact.telephone),
        ("fax", contact.fax),
    ):
        if bare := "".join(number.split()):
            yield key, bare


def _unreachable(message: str, place: Place, quoted: str) -> Finding:
    remedy = "请核对号码；区号和号码之间用短横线，例如 0772-2822960"
    return Finding("text.contact", Severity.WARNING, place, message, quoted, remedy)


def _check_text(text: str, place: Place, quoted: str, year: int) -> Iterator[Finding]:
    bare = "".join(text.split()).translate(_WIDE_DIGITS)
    for wrong, remedy in (*_decrees(bare, year), *_notices(bare, year), *_limits(bare, year)):
        yield _other(wrong, remedy, place, quoted, year)
    for phrase in _PHRASES:
        found = phrase.pattern.search(bare)
        if found and year > phrase.last:
            yield _other(found.group(), phrase.remedy, place, quoted, year)


def _decrees(text: str, year: int) -> Iterator[tuple[str, str]]:
    """A decree's number beside the regulation; of 492号公布、711号修订 both are right together."""
    right, other = (_NEW, _OLD) if year >= _REVISED else (_OLD, _NEW)
    cited = {found[1] or found[2]: found.group() for found in _DECREE.finditer(text)}
    beside = {found[1] for found in _BESIDE_IT.finditer(text)}
    remedy = (
        "2019年5月15日起施行的是修订后的《条例》，请写国令第711号"
        if year >= _REVISED
        else "修订后的《条例》2019年4月才公布，请写国令第492号"
    )
    for number in dict.fromkeys((*cited, *beside)):
        tells_history = number == _OLD and _NEW in cited and "修订" in text
        is_wrong = number == other or (number in beside and number != right)
        if is_wrong and not (tells_history and year >= _REVISED):
            yield cited.get(number, f"第{number}号"), remedy


def _notices(text: str, year: int) -> Iterator[tuple[str, str]]:
    lawful = next(
        (
            f"国办公开办函〔{made}〕{number}号"
            for (made, number), (first, last) in _NOTICES.items()
            if first <= year <= last
        ),
        "",
    )
    for found in _NOTICE.finditer(text):
        first, last = _NOTICES.get((found[1], found[2]), (0, 0))
        if lawful and not first <= year <= last:
            yield found.group(), f"{year}年度的报告格式由{lawful}规定，请改正"


def _limits(text: str, year: int) -> Iterator[tuple[str, str]]:
    """How long a reply may take: 15 working days before the revision, 20 since (第三十三条)."""
    right = 20 if year >= _REVISED else 15
    for found in _LIMIT.finditer(text):
        before = cut_at(text[max(0, found.start() - 20) : found.start()], "。；")[-1]
        clause = before + found.group() + cut_at(text[found.end() : found.end() + 12], "。；")[0]
        if (
            has_any(clause, _REPLY)
            and not has_any(clause, _OTHER_LIMITS)
            and int(found[1]) in {15, 20} - {right}
        ):
            yield f"{found[1]}个工作日", f"答复申请的法定期限是{right}个工作日，请核对"


def _other(wrong: str, remedy: str, place: Place, quoted: str, year: int) -> Finding:
    message = f"{year}年度的报告写着“{wrong}”，与这一年度适用的规定不符"
    return Finding("text.law", Severity.WARNING, place, message, quoted, remedy)
