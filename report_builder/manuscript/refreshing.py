"""A Word report, edited or not, and the figures of a fresh one → the report with the new figures in it.

Only the letters of figures change; every other byte of the text, and every other part of the file, stays.
Nothing that the file says is computed: a tag only names a figure that the narrative itself has given.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from report_builder.archives import repack
from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.manuscript.edited_reports import DOCUMENT, OBJECT, read_text
from report_builder.manuscript.figure_record import write_record
from report_builder.manuscript.figure_wording import directions, renumbered, says_the_same, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.manuscript.edited_reports import Control, EditedReport
    from report_builder.manuscript.figure_record import FigureRecord

_OTHER_ENCODING: Final = re.compile(
    rb"\A(?:\xff\xfe|\xfe\xff|[^>]{0,100}encoding=[\"'](?!utf-?8[\"']))", re.IGNORECASE
)
_PLACES: Final = re.compile(f"{OBJECT}([^{OBJECT}]*){OBJECT}")
_CLAUSE: Final = re.compile(r"[，。；：！？]")
_NIL: Final = frozenset({"0", "〇", "零"})
_TURNS: Final = frozenset({"升", "降", "平"})
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that was changed: where, what people call it, and its wording before and after."""

    place: Place
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The report with the new figures, what changed in it, and what a person has to see to."""

    docx: bytes
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def refresh_figures(docx: bytes, name: str, report: EditedReport, fresh: FigureRecord) -> Refreshed:
    """The report with the fresh figures; ``report`` is what ``docx`` says, ``name`` how findings spell it.

    Raises ``ReportError`` where the text is not in UTF-8: no program writes it otherwise.
    """
    built = report.record.texts if report.record else {}
    replaced: list[tuple[Control, str]] = []
    findings: list[Finding] = []
    for control in report.controls:
        if control.tag not in fresh.figures:
            findings.append(_unknown(control))
            continue
        new = _wording(control, built.get(control.tag), fresh.figures[control.tag].text)
        if new == control.text:
            continue
        if control.spans:
            replaced.append((control, new))
            findings.extend(_overwritten(control, built.get(control.tag), new))
            findings.extend(_around(report, control, new))
        else:
            findings.append(_unfilled(control, new))
    findings.extend(_rewording(report, name, fresh))
    document = _splice(report.document, replaced, name)
    changes = tuple(Change(control.place, control.name, control.text, new) for control, new in replaced)
    parts = {DOCUMENT: document}
    if report.record is not None:
        parts[report.record_part] = write_record(_remember(report.record, fresh))
    return Refreshed(_with_parts(docx, parts), changes, tuple(findings))


def _wording(control: Control, built: str | None, new: str) -> str:
    """How a figure is to be worded: in the author's own words where they still fit."""
    if tidy(control.text) == tidy(new):
        return control.text
    if built is None or control.text == built:
        return new
    if says_the_same(control.text, new):
        return control.text
    return renumbered(control.text, built, new) or new


def _splice(document: bytes, replaced: Iterable[tuple[Control, str]], name: str) -> bytes:
    """The text with new letters in the first run of each figure, and none in its other runs."""
    pieces, done = [], 0
    spans = sorted(
        (start, end, new if number == 0 else "")
        for control, new in replaced
        for number, (start, end) in enumerate(control.spans)
    )
    for start, end, new in spans:
        pieces += [document[done:start], escape(new).encode()]
        done = end
    spliced = b"".join([*pieces, document[done:]])
    if _OTHER_ENCODING.match(document):
        raise _unusual(name)
    try:
        read_text(spliced, name)
    except expat.ExpatError as fault:
        raise _unusual(name) from fault
    return spliced


def _unusual(name: str) -> ReportError:
    remedy = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”后再试"
    message = "这个文件的正文不是通常的写法，数放不进去"
    return ReportError([Finding("docx.unreadable", Severity.ERROR, Place(name), message, remedy=remedy)])


def _with_parts(docx: bytes, parts: dict[str, bytes]) -> bytes:
    """The file with some parts replaced, all others as they were."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w") as target:
        for part in dict.fromkeys(source.namelist()):
            target.writestr(part, parts[part] if part in parts else source.read(part))
    return repack(made.getvalue())


def _remember(record: FigureRecord, fresh: FigureRecord) -> FigureRecord:
    """The record of the refreshed report: the places that it had, with the figures that it has now."""
    figures = {
        tag: replace(figure, text=fresh.texts.get(tag, figure.text)) for tag, figure in record.figures.items()
    }
    return replace(record, figures=figures, passages=fresh.passages)


def _unknown(control: Control) -> Finding:
    return Finding(
        "refresh.unknown",
        Severity.WARNING,
        control.place,
        f"“{control.name or control.tag}”在现在的叙述和统计表里查不到，没有更新，仍写作“{control.text}”",
        remedy="叙述改过的，请自行核对这一处",
    )


def _overwritten(control: Control, built: str | None, new: str) -> Iterator[Finding]:
    """Tell of a figure that the author had changed by hand: the data have the last word."""
    if built is not None and not says_the_same(control.text, built):
        yield Finding(
            "refresh.edited",
            Severity.WARNING,
            control.place,
            f"“{control.name or control.tag}”曾手工改成“{control.text}”，已按统计数据改为“{new}”",
            f"生成时写作“{built}”",
            "手工改的才对的，请改台账以后重新更新",
        )


def _unfilled(control: Control, new: str) -> Finding:
    return Finding(
        "refresh.unfilled",
        Severity.WARNING,
        control.place,
        f"“{control.name or control.tag}”已清空，新的数“{new}”放不进去",
        remedy="需要这个数的，请在这里写上；不需要的，可以把空的控件一并删掉",
    )


def _around(report: EditedReport, control: Control, new: str) -> Iterator[Finding]:
    """Tell where the words around a bare number may no longer fit it: it came to or from nil, or turned."""
    if directions(new) or directions(control.text):
        return  # the figure's own words say which way it went
    paragraph = report.paragraphs[control.paragraph]
    before, _, after = paragraph.partition(f"{OBJECT}{control.tag}{OBJECT}")
    lead, rest = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    is_in_text = any(_PLACES.sub("", part).strip() for part in (before, after))
    came_to_nil = is_in_text and (control.text in _NIL) != (new in _NIL)
    if came_to_nil or directions(lead + rest) & _TURNS:
        reason = "这个数变成了 0，或者不再是 0" if came_to_nil else "这一句说的是增减"
        yield Finding(
            "refresh.wording",
            Severity.WARNING,
            control.place,
            f"“{control.name or control.tag}”由“{control.text}”改为“{new}”，前后的文字可能不再合适",
            f"{reason}；这一句现在是：{_readable(lead, report)}{new}{_readable(rest, report)}",
            "请在 Word 里看一看这一段，把前后的文字改过来",
        )


def _rewording(report: EditedReport, name: str, fresh: FigureRecord) -> Iterator[Finding]:
    """Tell of each paragraph that the narrative now words otherwise: an {% if %} has come out differently."""
    old = report.record.passages if report.record else ()
    matcher = SequenceMatcher(None, old, fresh.passages, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        written = "".join(_told(passage, fresh) for passage in fresh.passages[new_start:new_end])
        for number, passage in enumerate(old[start:end] or ("",)):
            yield Finding(
                "refresh.wording",
                Severity.WARNING,
                _place(report, name, passage),
                "台账变了以后，这一段的写法也要变，数以外的文字没有改动"
                if passage
                else "现在的叙述里多出了一段，没有加进报告",
                f"现在的写法：{_cut(written)}" if written and number == 0 else "",
                "请在 Word 里对照着改写；不合适的，可以不改",
            )


def _place(report: EditedReport, name: str, passage: str) -> Place:
    """Where a paragraph of the report as it was built stands now: word for word, or by a figure of its."""
    if passage in report.paragraphs:
        return Place(name, paragraph=report.paragraphs.index(passage) + 1)
    tags = set(_PLACES.findall(passage))
    found = (control for control in report.controls if control.tag in tags)
    places = [control.place for control in found if control.place.paragraph is not None]
    return max(places, key=places.count) if places else Place(name)


def _told(passage: str, fresh: FigureRecord) -> str:
    """A paragraph with its figures in their wording."""
    return _PLACES.sub(lambda match: fresh.texts.get(match[1], ""), passage)


def _readable(passage: str, report: EditedReport) -> str:
    """A part of a paragraph with the figures that stand in it."""
    texts = {control.tag: control.text for control in report.controls}
    return _cut(_PLACES.sub(lambda match: texts.get(match[1], ""), passage))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
