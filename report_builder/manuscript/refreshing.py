"""A Word report, edited or not, and the figures of a fresh one → the report with the new figures in it.

Only the letters of figures change; every other byte of the text, and every other part of the file, stays.
Nothing that the file says is computed: a tag only names a figure that the narrative itself has given.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.archives import repack
from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.manuscript.refreshed_charts import redraw_charts
from report_builder.reports.figure_places import PLACED, cut, filled, placed_figures, read_clause
from report_builder.reports.figure_record import write_record
from report_builder.reports.figure_wording import directions, renumbered, says_the_same, tidy
from report_builder.reports.letters import letter_spans
from report_builder.word.packages import open_package
from report_builder.word.xml_text import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_builder.charted_figures import DrawnChart
    from report_builder.reports.figure_places import PlacedFigure
    from report_builder.reports.figure_record import FigureRecord
    from report_builder.reports.report import Report, TaggedFigure

_OTHER_ENCODING: Final = re.compile(
    rb"\A(?:\xff\xfe|\xfe\xff|[^>]{0,100}encoding=[\"'](?!utf-?8[\"']))", re.IGNORECASE
)
_NIL: Final = frozenset({"0", "〇", "零"})
_TURNS: Final = frozenset({"升", "降", "平"})
_REWORDED: Final = "按现在的台账和正文，这一段的写法要变，数以外的文字没有改动"
_DROPPED: Final = "按现在的台账和正文，这一段不再需要，没有删去"
_ADDED: Final = "按现在的台账和正文，多出了一段，没有加进报告"


class Change(Struct, frozen=True):
    """A figure that was changed: where, what people call it, and its wording before and after."""

    place: Place
    name: str
    old: str
    new: str


class Refreshed(Struct, frozen=True):
    """The report with the new figures, what changed in it, and what a person has to see to."""

    docx: bytes
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    is_same: bool  # the report as it was, to what it remembers of the figures


def refresh_figures(  # noqa: PLR0913, PLR0917 - a file, what it says, what it is to say
    docx: bytes,
    name: str,
    report: Report,
    fresh: FigureRecord,
    charts: Sequence[DrawnChart] = (),
    budget: Budget = USUAL,
) -> Refreshed:
    """The report with the fresh figures; ``report`` is what ``docx`` says, ``name`` how findings spell it.

    Raises ``ReportError`` where the text is not in UTF-8: no program writes it otherwise.
    """
    texts = {control.tag: control.text for control in report.figures}
    replaced: list[tuple[TaggedFigure, str]] = []
    findings: list[Finding] = []
    for figure in placed_figures(report):
        control = figure.shown
        if control.tag not in fresh.figures:
            findings.append(_unknown(report, control))
            continue
        new = _wording(control, report.built.get(control.tag), fresh.figures[control.tag].text)
        if new == control.text:
            continue
        if control.letters:
            replaced.append((control, new))
            findings.extend(_overwritten(report, control, new))
            findings.extend(_around(report, figure, new, texts))
        else:
            findings.append(_unfilled(report, control, new))
    rewordings = _rewordings(report, fresh)
    findings.extend(_tell_rewordings(report, name, rewordings, fresh))
    changes = tuple(
        Change(control.place, report.name_of(control), control.text, new) for control, new in replaced
    )
    package = open_package(docx, name, budget)
    document = _splice(package.file(report.main_part) or b"", replaced, name)
    redrawn = redraw_charts(package, document, report.record.charts if report.record else (), charts)
    findings.extend(redrawn.findings)
    parts = {report.main_part: redrawn.document, **redrawn.pictures}
    is_same = all(package.file(name) == part for name, part in parts.items())
    if report.record is not None:
        record = replace(report.record, charts=redrawn.charts)
        remembered = _remember(report, record, fresh, rewordings)
        is_same = is_same and remembered == report.record
        parts[report.record_part] = write_record(remembered)
    return Refreshed(repack(docx, parts), changes, tuple(findings), is_same)


def _wording(control: TaggedFigure, built: str | None, new: str) -> str:
    """How a figure is to be worded: in the author's own words where they still fit."""
    if tidy(control.text) == tidy(new):
        return control.text
    if built is None or control.text == built:
        return new
    if says_the_same(control.text, new):
        return control.text
    return renumbered(control.text, built, new) or new


def _splice(document: bytes, replaced: Iterable[tuple[TaggedFigure, str]], name: str) -> bytes:
    """The text with new letters in the first run of each figure, and none in its other runs."""
    if _OTHER_ENCODING.match(document):
        raise _unusual(name)
    pieces, done = [], 0
    letters = letter_spans(document)
    spans = sorted(
        (*letters[place], new if number == 0 else "")
        for control, new in replaced
        for number, place in enumerate(control.letters)
    )
    for start, end, new in spans:
        pieces += [document[done:start], escape(new).encode()]
        done = end
    return b"".join([*pieces, document[done:]])


def _unusual(name: str) -> ReportError:
    remedy = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”后再试"
    message = "这个文件的正文不是通常的写法，数放不进去"
    return ReportError([Finding("docx.unreadable", Severity.ERROR, Place(name), message, remedy=remedy)])


def _remember(
    report: Report, record: FigureRecord, fresh: FigureRecord, rewordings: Sequence[_Rewording]
) -> FigureRecord:
    """The record of the refreshed report: the places that it had, with the figures that it has now.

    A paragraph that should be worded otherwise is remembered, so that it is told again until somebody has
    reworded it.
    """
    figures = {
        tag: replace(figure, text=fresh.texts.get(tag, figure.text)) for tag, figure in record.figures.items()
    }
    passages = frozenset(report.passages)
    left = tuple((each.old, each.new) for each in rewordings if each.old in passages)
    return replace(record, figures=figures, passages=fresh.passages, rewordings=left)


def _unknown(report: Report, control: TaggedFigure) -> Finding:
    return Finding(
        "refresh.unknown",
        Severity.WARNING,
        control.place,
        f"“{report.name_of(control)}”在现在的正文和统计表里查不到，没有更新，仍写作“{cut(control.text)}”",
        remedy="正文改过的，请自行核对这一处",
    )


def _overwritten(report: Report, control: TaggedFigure, new: str) -> Iterator[Finding]:
    """Tell of a figure that the author had changed by hand: the data have the last word."""
    built = report.built.get(control.tag)
    if built is not None and not says_the_same(control.text, built):
        yield Finding(
            "refresh.edited",
            Severity.WARNING,
            control.place,
            f"“{report.name_of(control)}”曾手工改成“{cut(control.text)}”，已按统计数据改为“{new}”",
            f"生成时写作“{cut(built)}”",
            "手工改的才对的，请改台账以后重新更新",
        )


def _unfilled(report: Report, control: TaggedFigure, new: str) -> Finding:
    return Finding(
        "refresh.unfilled",
        Severity.WARNING,
        control.place,
        f"“{report.name_of(control)}”已清空，新的数“{new}”放不进去",
        remedy="需要这个数的，请在这里写上；不需要的，可以把空的控件一并删掉",
    )


def _around(report: Report, figure: PlacedFigure, new: str, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Tell where the words around a bare number may no longer fit it: it came to or from nil, or turned."""
    control = figure.shown
    if directions(new) or directions(control.text):
        return  # the figure's own words say which way it went
    came_to_nil = not figure.is_alone and (control.text in _NIL) != (new in _NIL)
    if came_to_nil or directions("".join(figure.clause)) & _TURNS:
        reason = "这个数变成了 0，或者不再是 0" if came_to_nil else "这一句说的是增减"
        yield Finding(
            "refresh.wording",
            Severity.WARNING,
            control.place,
            f"“{report.name_of(control)}”由“{cut(control.text)}”改为“{new}”，前后的文字可能不再合适",
            f"{reason}；这一句现在是：{read_clause(figure, new, texts)}",
            "请在 Word 里看一看这一段，把前后的文字改过来",
        )


class _Rewording(Struct, frozen=True):
    """A paragraph as the report had it when it was built, and as the narrative words it now."""

    old: str
    new: str


def _rewordings(report: Report, fresh: FigureRecord) -> tuple[_Rewording, ...]:
    """The paragraphs that the narrative now words otherwise: an {% if %} or {% for %} comes out differently.

    Those that an earlier refresh asked for stay until somebody has done them.
    """
    record = report.record
    if record is None:
        return ()
    found: list[_Rewording] = []
    matcher = SequenceMatcher(None, record.passages, fresh.passages, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            old, new = record.passages[start:end], fresh.passages[new_start:new_end]
            found.extend(_paired(old, new))
    passages, known = frozenset(report.passages), {each.old for each in found}
    waiting = (
        _Rewording(old, new)
        for old, new in record.rewordings
        if old in passages and old not in known and old not in fresh.passages
    )
    return (*found, *waiting)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[_Rewording]:
    """Old paragraphs with new ones one by one; what is new beyond them is told at once."""
    yield from map(_Rewording, old, new)
    yield from (_Rewording(passage, "") for passage in old[len(new) :])
    if len(new) > len(old):
        yield _Rewording("", "　".join(new[len(old) :]))


def _tell_rewordings(
    report: Report, name: str, rewordings: Sequence[_Rewording], fresh: FigureRecord
) -> Iterator[Finding]:
    places = report.places
    for each in rewordings:
        place = _place(report, name, places, each.old)
        first = f"原来的写法：{cut(filled(each.old, report.built)).strip()}" if each.old else ""
        now = f"现在的写法：{cut(filled(each.new, fresh.texts)).strip()}" if each.new else ""
        is_enough = place.paragraph is not None and now
        yield Finding(
            "refresh.wording",
            Severity.WARNING,
            place,
            _REWORDED if first and now else _DROPPED if first else _ADDED,
            now if is_enough else "；".join(filter(None, (first, now))),
            "请在 Word 里对照着改写；改动多的，请重新生成报告",
        )


def _place(report: Report, name: str, places: Mapping[str, Place], passage: str) -> Place:
    """Where a paragraph of the report as it was built stands now: word for word, or by a figure of its."""
    if passage in places:
        return places[passage]
    tags = set(PLACED.findall(passage))
    met = [control.place for control in report.figures if control.tag in tags]
    return max(met, key=met.count) if met else Place(name)
