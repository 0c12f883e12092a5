"""The counts of applications, reviews and suits that the text states → a warning where the tables differ."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.checks.counts import REVIEWS, SUITS, add, request_count, total
from report_builder.checks.other_agencies import own_names
from report_builder.checks.sentences import figures_of, read_sentences
from report_builder.checks.shares_in_text import check_shares
from report_builder.checks.table_claims import check_table_claims
from report_builder.checks.universal_claims import check_universal
from report_builder.diagnostics import Finding, Severity
from report_builder.patterns import Pattern, cut_at, has_any
from report_builder.quantities import plain_number
from report_builder.request_rows import shipped_rows
from report_builder.statistics.rows import APPLICANTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from report_builder.checks.sentences import FigureInText, Sentence
    from report_builder.reports.report import Report

    Figures = Mapping[str, int | Decimal | None]

# What may stand between 收到 and 申请 where every application is meant; another word (企业, 咨询) means some.
_ALL: Final = (
    "(?:[到了过共的]|共计|总计|累计|各类|各种|有效|群众|公众|社会|提出|提交|有关|关于|书面|政府|信息|公开|依申请公开"
    "|公民、法人(?:和|或者?|及|以及)其他组织)*"
)
_RECEIVED: Final = f"(?:收到|受理|接收|收悉){_ALL}申请|申请(?:总量|总数|数量|总计)"
_CLOSED: Final = f"(?:办结|答复){_ALL}申请|^[^，；。、]*办结(?:{_ALL}|事项)(?:数量?)?(?:为|达)?$"
_HANDLED: Final = f"办理{_ALL}申请"
# “收到3525件政府信息公开申请” says the same as “收到政府信息公开申请3525件”.
_HANDLING: Final = ("收到", "受理", "接收", "办结", "答复", "办理")
_ABOUT_TO_NAME: Final = Pattern("(?:收到|受理|接收|办结|答复|办理)[^，；。、]{0,6}$", _HANDLING)
# Under a heading that names applications, a sentence need not name them again: 全年共办理116件.
_BARE: Final = Pattern("(?:收到|受理|接收|办结|答复|办理)(?:了|共|共计|数)?$", _HANDLING)
# 其中，商业企业75件: whose applications those are, where nothing is said of what became of them.
_APPLICANT: Final = Pattern(
    f"(?:^|其中|[，、：；])(?:{'|'.join(APPLICANTS)})(?:的|提出|提交)?$", tuple(APPLICANTS)
)
_BECAME: Final = ("办结", "答复", "结转", "予以", "不予", "无法提供", "处理")
# 另有18件顺延到下年度答复: what is carried out is said behind its figure.
_CARRIED_ON: Final = Pattern(
    "^(?:申请)?[^，；。、0-9]{0,6}(?:顺延|结转|转入|延续|跨年|留待)(?:至|到|入)?(?:下|次|明|20[0-9]{2}年)",
    ("顺延", "结转", "转入", "延续", "跨年", "留待"),
)
_ORGANISATIONS: Final = ("business", "research", "nonprofit", "legal_service", "other")
_CASES: Final = frozenset({"件", "起", "宗", "例"})
_FILLER: Final = "[^，；。：、]{0,8}$"
_PARTIAL: Final = (
    "比|增|减|上升|下降|网络|信函|当面|传真|邮寄|邮件|线上|现场|窗口|备案|按时|按期|延期|涉及|平均|占|责令|重新|咨询|补正|抽查|评查"
).split("|")
# Matters that are also answered, and disclosed or not, but are no applications.
_OTHER_MATTERS: Final = ("提案|建议|热线|留言").split("|")
_STAGES: Final = (
    "比|增|减|上升|下降|维持|纠正|纠错|撤销|驳回|撤回|审结|办结|尚未|未审|未经|直接|调解|败诉|胜诉|结果|后起诉|后提起|不服|占|复议机关|责令"
).split("|")
_DISPUTED: Final = ("复议", "诉讼")
_NAMED_AFTER: Final = Pattern("的?(?:行政)?(?:复议|诉讼)", _DISPUTED)
_YEAR: Final = re.compile(r"([0-9]{4})年")
_LAST_YEAR: Final = ("上年", "去年", "上一年", "往年")
# “近三年分别收到3300件、3511件、3525件” divides its figures among years, or among parts of one.
_SHARED_OUT: Final = Pattern(
    "分别|近[0-9两三四五]年|季度|上半年|下半年|[0-9]月份?[共新收受接办]",
    ("分别", "近", "季度", "半年", "月"),
)
_DISCLOSURE: Final = (
    "信息公开", "依申请", "申请", "被提起", "复议后", "未经复议", "结果维持", "结果纠正",
    "予以公开", "部分公开", "不予公开", "无法提供", "不予处理",
)  # fmt: skip
# 行政诉讼均已审结: of a report on disclosure this is said of its own; how many an agency decided is not.
_OWN_DISPUTES: Final = Pattern("行政(?:复议|诉讼)(?:案件)?(?:均|全部|都|结果)", ("行政复议", "行政诉讼"))
_NO_REQUESTS: Final = Pattern(
    "(?:未|没有)(?:收到|接到|接收|受理)(?:过|任何|到)?(?:依申请)?(?:公开)?(?:的)?(?:政府信息公开|政府信息)?(?:的)?申请",
    ("未", "没有"),
)
_NO_DISPUTES: Final = Pattern(
    "(?:未|没有)(?:发生|出现|产生|收到|接到|有|因|被)[^，；。]*|(?:^|[，；。])[^，；。]*无(?:因|行政复议|被|发生)[^，；。]*",
    ("未", "没有", "无"),
)


_GROUPS: Final = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
_JOINT: Final = Pattern(f"({'|'.join(_GROUPS)})(?:及|和|与|、|以及)({'|'.join(_GROUPS)}){_FILLER}", _GROUPS)


class _StatementKind(Struct, frozen=True):
    """A kind of statement: the words before its figure, its name, and the figures that bear it out.

    Behind 其中 the same words may be said of a part (其中，某区收到申请500件): ``of_whole`` are not
    looked for there.
    """

    pattern: Pattern
    name: str
    allowed: tuple[int, ...]
    of_whole: bool = False

    def is_made_by(self, words: str, earlier: str) -> bool:
        """Whether the words before a figure, ``earlier`` ones of the sentence before them, make it."""
        return self.pattern.search(words) is not None and not (self.of_whole and "其中" in earlier)


def check_figures_in_text(
    report: Report, figures: Figures, year: int, names: Iterable[str] = ()
) -> Iterator[Finding]:
    """What the text says of the year's applications, reviews and suits, beside the tables.

    A figure inserted from the statistics always agrees; it is the typed ones that are found. ``names`` are
    the agency's own: what is said of another body (沭阳县收到申请1200件) the tables do not tell.
    """
    claims, own = _request_claims(figures), own_names(names)
    for sentence in read_sentences(report):
        if sentence.concerns(*_DISCLOSURE) or _OWN_DISPUTES.search(sentence.text):
            for stated in figures_of(sentence):
                found = _check_figure(stated, claims, figures, year)
                if found and not own.are_not_meant(sentence.text[: stated.figure.start]):
                    yield from found
            yield from _check_nil(sentence, figures)
            yield from check_universal(sentence, figures)
            yield from check_shares(sentence, figures)
        if not _speaks_of_another_year(sentence, year) and not own.are_not_meant(sentence.text):
            yield from check_table_claims(sentence, figures)


def _check_figure(
    stated: FigureInText, claims: Sequence[_StatementKind], figures: Figures, year: int
) -> list[Finding]:
    """What is wrong with one figure if the agency is spoken of."""
    if stated.figure.unit not in _CASES or _is_another_years(stated, year):
        return []
    return [*_check_request(stated, claims), *_check_dispute(stated, figures)]


def _speaks_of_another_year(sentence: Sentence, year: int) -> bool:
    """Whether a sentence names a year other than the report's."""
    return bool({int(found) for found in _YEAR.findall(sentence.own_words)} - {year})


def _is_another_years(stated: FigureInText, year: int) -> bool:
    """Whether the clause speaks of a year other than the report's, or of no exact figure."""
    years = {int(found) for found in _YEAR.findall(stated.before)}
    of_last_year = any(word in stated.before for word in _LAST_YEAR) and "结转" not in stated.before
    clause = cut_at(stated.sentence.text[: stated.figure.start], "，；。：")[-1]
    is_shared_out = _SHARED_OUT.search(clause) is not None
    return stated.figure.rough or of_last_year or is_shared_out or bool(years - {year})


def _request_claims(figures: Figures) -> list[_StatementKind]:
    """What a text can say of applications: each group of outcomes, then each kind of count."""
    new, carried_in = request_count(figures, "new"), request_count(figures, "carried_in")
    received = (new, add((new, carried_in)))
    closed = request_count(figures, "total")
    claims = [
        _claim(
            "结转(?:至|到|入)?(?:下|次|本年度?结转下)",
            "结转下年度",
            request_count(figures, "carried_out"),
            telling="结转",
        ),
        _claim(f"(?:上年度?结转|结转上年)(?:{_ALL}申请)?", "上年结转", carried_in, telling="结转"),
        _claim(
            "(?<!公民、)法人(?:和|或者?|及|以及|、)?其他组织[^，；。、]{0,4}申请",
            "法人或其他组织申请",
            organisations := add(request_count(figures, "new", key) for key in _ORGANISATIONS),
            add((organisations, *(request_count(figures, "carried_in", key) for key in _ORGANISATIONS))),
            telling="其他组织",
        ),
        *_outcome_claims(figures),
        *(
            _claim(f"{name}[^，；。、]{{0,4}}申请", f"{name}申请", mine, add((mine, carried)), telling=name)
            for name, key in APPLICANTS.items()
            for mine, carried in [
                (request_count(figures, "new", key), request_count(figures, "carried_in", key))
            ]
            if name != "其他"
        ),
        _claim("新收[^，；。、]*", "本年新收申请", new, telling="新收"),
        replace(_claim(_RECEIVED, "申请总量", *received, telling="申请"), of_whole=True),
        replace(_claim(_CLOSED, "办理结果总计", closed), of_whole=True),
        replace(_claim(_HANDLED, "办理的申请", closed, *received, telling="办理"), of_whole=True),
    ]
    return [claim for claim in claims if claim.allowed]


def _outcome_claims(figures: Figures) -> Iterator[_StatementKind]:
    """The six groups of outcomes, and the leaf rows whose labels cannot be taken for anything else."""
    outcomes = [row for row in shipped_rows() if row.is_outcome]
    groups = {row.group: row.group_label for row in outcomes if row.heading}
    for row in outcomes:
        if row.label not in {"其他", "重复申请"}:
            yield _claim(re.escape(row.label), row.label, request_count(figures, row.key), telling=row.label)
    for group, name in groups.items():
        shipped = (f"requests.{row.key}.total" for row in outcomes if row.group == group)
        # A format may have a row under the heading that others do not have.
        own = (path for path in figures if re.fullmatch(rf"requests\.{group}\.\w+\.total", path))
        yield _claim(name, name, total(figures, *dict.fromkeys([*shipped, *own])), telling=name)


def _claim(words: str, name: str, *allowed: int | None, telling: str = "") -> _StatementKind:
    """A statement by the words before its figure, which hold the ``telling`` one in any case."""
    known = tuple(count for count in allowed if count is not None)
    return _StatementKind(_pattern(words, telling), name, known)


@cache
def _pattern(words: str, telling: str) -> Pattern:
    return Pattern(f"(?:{words}){_FILLER}", (telling,) if telling else ())


def _check_request(stated: FigureInText, claims: Sequence[_StatementKind]) -> Iterator[Finding]:
    """P-1: 申请总量 and the figures of the table's rows."""
    before, after = stated.before, stated.after
    earlier = stated.sentence.text[: stated.figure.start]
    if has_any(before, _PARTIAL) or has_any(before + after, _DISPUTED) or has_any(earlier, _OTHER_MATTERS):
        return
    is_bare = _BARE.search(before) is not None or (
        _APPLICANT.search(before) is not None and not has_any(earlier, _BECAME)
    )
    is_bare = is_bare and re.match("[^\\w]|$", after) is not None
    is_meant = is_bare and any("申请" in each for each in (stated.sentence.heading, stated.sentence.below))
    names_them = _ABOUT_TO_NAME.search(before) is not None and "申请" in after
    words = f"{before}申请" if is_meant or names_them else before
    if _CARRIED_ON.match(after):
        words = "结转下"
    claim = _joint_claim(words, claims) or next(
        (claim for claim in claims if claim.is_made_by(words, earlier)), None
    )
    if claim is not None and stated.figure.value not in claim.allowed:
        yield _differs("text.requests", stated, claim.name, claim.allowed)


def _joint_claim(words: str, claims: Sequence[_StatementKind]) -> _StatementKind | None:
    """Two outcomes told with one figure: 予以公开及部分公开208件."""
    joint = _JOINT.search(words)
    if joint is None:
        return None
    allowed = {claim.name: claim.allowed for claim in claims}
    first, second = allowed.get(joint[1], ()), allowed.get(joint[2], ())
    if joint[1] == joint[2] or not first or not second:
        return None
    return _StatementKind(_JOINT, f"{joint[1]}及{joint[2]}", (first[0] + second[0],))


def _check_dispute(stated: FigureInText, figures: Figures) -> Iterator[Finding]:
    """P-2: the number of reviews and of suits."""
    if has_any(stated.before, _STAGES):
        return
    words = stated.after if _NAMED_AFTER.match(stated.after) else stated.before
    reviews, suits = total(figures, *REVIEWS), total(figures, *SUITS)
    if reviews is None or suits is None:
        return
    if "复议" in words and "诉讼" in words:
        name, expected = "行政复议、行政诉讼", reviews + suits
    elif "复议" in words:
        name, expected = "行政复议", reviews
    elif "诉讼" in words:
        name, expected = "行政诉讼", suits
    else:
        return
    if stated.figure.value != expected:
        yield _differs("text.disputes", stated, name, (expected,))


def _differs(code: str, stated: FigureInText, name: str, allowed: Sequence[int]) -> Finding:
    written = f"{plain_number(stated.figure.value)}{stated.figure.unit}"
    expected = "或".join(f"{count}" for count in dict.fromkeys(allowed))
    return Finding(
        code,
        Severity.WARNING,
        stated.sentence.place,
        f"正文写的{name}是{written}，统计表是 {expected}",
        evidence=stated.sentence.quoted,
        remedy="请核对正文和台账；正文里的数可以用 {{ }} 取自统计，不必手写；口径不同的，请在文中说明",
    )


def _check_nil(sentence: Sentence, figures: Figures) -> Iterator[Finding]:
    """A text that says there was none, where the tables have some."""
    counts = {
        "复议": ("行政复议", total(figures, *REVIEWS)),
        "诉讼": ("行政诉讼", total(figures, *SUITS)),
    }
    if _NO_REQUESTS.search(sentence.text) and (new := total(figures, "requests.new.total")):
        yield _not_nil("text.requests", sentence, "政府信息公开申请", new)
    denied = [match.group() for match in _NO_DISPUTES.finditer(sentence.text)]
    for word, (name, count) in counts.items():
        if count and any(
            word in clause and not has_any(clause, _STAGES) and "复议机关" not in clause for clause in denied
        ):
            yield _not_nil("text.disputes", sentence, name, count)


def _not_nil(code: str, sentence: Sentence, name: str, count: int) -> Finding:
    return Finding(
        code,
        Severity.WARNING,
        sentence.place,
        f"正文说没有{name}，统计表有 {count} 件",
        evidence=sentence.quoted,
        remedy="请核对正文和台账",
    )
