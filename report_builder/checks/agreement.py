"""A Word report, edited or not, and ``statistics.json`` → where figures in the text differ from the data."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct
from msgspec.structs import replace

from report_builder.budgets import USUAL, Budget
from report_builder.checks.reported_tables import compare_cells
from report_builder.diagnostics import Finding, Findings, Place, Severity
from report_builder.plain_files import open_plain
from report_builder.reports.figure_places import (
    cut,
    filled,
    find_retyped,
    is_lengthened,
    placed_figures,
    read_clause,
)
from report_builder.reports.figure_record import Origin
from report_builder.reports.figure_wording import says_the_same
from report_builder.reports.outline import year_of
from report_builder.statistics.archive import figures_in
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal
    from pathlib import Path

    from report_builder.reports.figure_places import PlacedFigure, Retyped
    from report_builder.reports.figure_record import FigureRecord
    from report_builder.reports.report import Report, TaggedFigure

    Figures = Mapping[str, int | Decimal | None]


_SHOWN: Final = 5
_LONGEST: Final = 60
_REFRESH: Final = "report-builder refresh"
_MEND: Final = (
    f"改错了的，请改回来；数据确有变化的，请先改台账，再运行 {_REFRESH} 把新的数放进报告，不要只改 Word 文件"
)
_REBUILD: Final = "请运行 report-builder build 重新生成，或者用 --statistics 指明这份报告的 statistics.json"


class _Data(Struct, frozen=True):
    """Whose figures of which year a file holds, and how the report words each, by its tag."""

    origin: Origin
    shown: Mapping[str, str]
    figures: Figures


def compare_with_statistics(
    report: Report,
    statistics: Path,
    findings: Findings,
    budget: Budget = USUAL,
    *,
    is_asked: bool = False,
) -> Figures | None:
    """Compare every figure of a report with the data, and give these where they are the report's own.

    Where the comparison ``is_asked`` for, a figure that differs is an error, and so is it to have nothing to
    compare; else the first is a warning and the second a notice, or no news.
    """
    is_ours = bool(report.figures) or report.record is not None
    if not is_ours and not report.cells:
        if is_asked:
            findings.error(
                "docx.no_figures",
                Place(report.file),
                "这个文件里没有本程序写入的数，也认不出规定的统计表，无从核对",
                remedy="请核对文件；统计表是图片的，请改用文字表格",
            )
        return None
    data = _read_data(statistics, findings, Severity.ERROR if is_asked else Severity.NOTICE, budget)
    if data is None:
        return None
    origin = report.record.origin if report.record else Origin("", year_of(report) or data.origin.year)
    is_other = (
        _spaceless(origin) != _spaceless(data.origin) if report.record else origin.year != data.origin.year
    )
    if is_other:
        findings.add(_other_report(origin, data.origin, statistics, is_asked=is_asked))
        return None
    severity = Severity.ERROR if is_asked else Severity.WARNING
    if is_ours:
        findings.extend(compare_figures(report, report.file, data.shown, severity))
    findings.extend(compare_cells(report, data.figures, severity))
    return data.figures


def compare_figures(
    report: Report, name: str, shown: Mapping[str, str], severity: Severity = Severity.WARNING
) -> Iterator[Finding]:
    """What differs: figures edited or stale one by one, those not to be found and those deleted together."""
    texts = {control.tag: control.text for control in report.figures}
    for figure in placed_figures(report):
        control = figure.shown
        if control.tag in shown and not says_the_same(control.text, shown[control.tag]):
            clause = "" if figure.is_alone else read_clause(figure, control.text, texts)
            found = _differing(report, control, shown[control.tag], clause)
            yield replace(found, severity=severity)
    unknown = [report.name_of(control) for control in report.figures if control.tag not in shown]
    if unknown:
        yield Finding(
            "docx.figure_unknown",
            Severity.NOTICE,
            Place(name),
            f"有 {len(unknown)} 处数在统计数据里查不到，没有核对",
            _few(unknown),
            "正文改过的，请重新生成报告；否则请自行核对这几处",
        )
    yield from compare_surroundings(report, name, shown, severity)


def compare_surroundings(
    report: Report, name: str, shown: Mapping[str, str], severity: Severity = Severity.WARNING
) -> Iterator[Finding]:
    """What a person has to see to, since no refresh can: letters beside a figure, and figures gone."""
    texts = {control.tag: control.text for control in report.figures}
    built = frozenset(report.record.passages if report.record else ())
    for figure in placed_figures(report):
        if is_lengthened(figure, built):
            yield _lengthened(report, figure, read_clause(figure, figure.shown.text, texts), severity)
    if report.record is not None:
        gone = report.record.shown - Counter(control.tag for control in report.figures)
        retyped = [each for each in find_retyped(report, gone) if each.tag in shown]
        for each in retyped:
            yield _retyped(report.record.figures[each.tag].name, each, shown[each.tag], severity)
        yield from _deleted(report.record, gone - Counter(each.tag for each in retyped), name)
        yield from _unreworded(report, report.record)


def _differing(report: Report, control: TaggedFigure, expected: str, clause: str) -> Finding:
    """A figure that differs: stale if it is as it was built, else edited."""
    name, text, built = report.name_of(control), _cut(control.text), report.built.get(control.tag)
    reads = f"这一句现在是：{clause}" if clause else ""
    if control.text == built:
        return Finding(
            "docx.figure_stale",
            Severity.WARNING,
            control.place,
            f"“{name}”还写作“{text}”，现在的统计数据是“{_cut(expected)}”",
            _joined("报告生成以后，台账或者设置有了变化", reads),
            f"请运行 {_REFRESH}，把新的数放进这份报告",
        )
    written = f"写作“{text}”" if text else "已清空"
    first = f"生成时写作“{_cut(built)}”" if built not in {None, expected} else ""
    return Finding(
        "docx.figure_edited",
        Severity.WARNING,
        control.place,
        f"“{name}”{written}，统计数据是“{_cut(expected)}”",
        _joined(first, reads),
        _MEND,
    )


def _lengthened(report: Report, figure: PlacedFigure, clause: str, severity: Severity) -> Finding:
    """A digit that was typed beside a control, where it looks as if it stood inside."""
    control = figure.shown
    return Finding(
        "docx.figure_edited",
        severity,
        control.place,
        f"“{report.name_of(control)}”的“{_cut(control.text)}”紧挨着别的数字，连起来成了另一个数",
        f"这一句现在是：{clause}",
        "请删掉多打的数字；数据确有变化的，请先改台账，再更新报告",
    )


def _retyped(name: str, retyped: Retyped, expected: str, severity: Severity) -> Finding:
    """A figure that was typed anew over the control: compared all the same."""
    if says_the_same(retyped.text, expected):
        return Finding(
            "docx.figure_retyped",
            Severity.NOTICE,
            retyped.place,
            f"“{name}”重新打过，写作“{retyped.text}”，与统计数据一致",
            remedy="这一处已不再随台账更新；台账再有变动时，请自行改正",
        )
    return Finding(
        "docx.figure_edited",
        severity,
        retyped.place,
        f"“{name}”写作“{retyped.text}”，统计数据是“{_cut(expected)}”",
        "这个数重新打过，已不再随台账更新",
        "请按统计数据改正；统计数据不对的，请先改台账",
    )


def _deleted(record: FigureRecord, gone: Counter[str], name: str) -> Iterator[Finding]:
    """The figures that the report had when it was built and has no more."""
    if gone:
        figures = record.figures
        named = [f"“{figures[tag].name}”（{_cut(figures[tag].text)}）" for tag in gone if tag in figures]
        yield Finding(
            "docx.figure_deleted",
            Severity.NOTICE,
            Place(name),
            f"有 {gone.total()} 处数删掉了，或者重新打过，不再与统计数据核对",
            _few(named),
            "有意删去的，不必处理；重新打过的，请自行核对",
        )


def _unreworded(report: Report, record: FigureRecord) -> Iterator[Finding]:
    """The paragraphs that a refresh asked to reword and that stand as they stood."""
    places = report.places
    for passage, wording in record.rewordings:
        if passage in places:
            told = filled(wording, record.texts)
            yield Finding(
                "docx.passage_stale",
                Severity.WARNING,
                places[passage],
                "更新以后，这一段的写法要变，还没有改写" if told else "更新以后，这一段不再需要，还没有删去",
                f"现在的写法：{cut(told)}" if told else "",
                "请在 Word 里改写或者删去",
            )


def _joined(*parts: str) -> str:
    return "；".join(filter(None, parts))


def _few(names: list[str]) -> str:
    """The first of several names."""
    rest = f"等{len(names)}处" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + rest


def _cut(text: str | None) -> str:
    text = text or ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def _other_report(report: Origin, data: Origin, statistics: Path, *, is_asked: bool) -> Finding:
    return Finding(
        "docx.statistics_unfit",
        Severity.ERROR if is_asked else Severity.WARNING,
        Place(str(statistics)),
        "这个文件不是这份报告的统计数据，没有用来核对",
        f"报告：{_cut(report.agency)}{report.year}年；统计数据：{_cut(data.agency)}{data.year}年",
        _REBUILD,
    )


def _spaceless(origin: Origin) -> Origin:
    """Word files are rid of breaks and double spaces, which the data keep as they were typed."""
    return Origin("".join(origin.agency.split()), origin.year)


def _read_data(path: Path, findings: Findings, missing: Severity, budget: Budget) -> _Data | None:
    """The file's figures; ``None`` with a finding where there are none to rely on."""
    place = Place(str(path))
    try:
        with open_plain(path) as file:
            data = file.read(budget.figures_bytes + 1)
        if len(data) > budget.figures_bytes:
            severity = Severity.ERROR if missing is Severity.ERROR else Severity.WARNING
            message = f"统计数据超过 {budget.figures_bytes} 字节，报告里的数没有核对"
            remedy = budget.way_out("text_kilobytes")
            findings.add(Finding("file.too_large", severity, place, message, remedy=remedy))
            return None
        tree = json.loads(data)
    except FileNotFoundError:
        message = "找不到统计数据，报告里的数没有核对"
        findings.add(Finding("docx.statistics_missing", missing, place, message, remedy=_REBUILD))
        return None
    except OSError as fault:
        severity = Severity.ERROR if missing is Severity.ERROR else Severity.WARNING
        message = "统计数据打不开，报告里的数没有核对"
        remedy = "请关闭正在使用它的程序，并确认有读取权限"
        findings.add(Finding("file.unreadable", severity, place, message, reason_of(fault), remedy))
        return None
    except (ValueError, RecursionError):
        tree = None
    read = _data(tree)
    if read is None:
        severity = Severity.ERROR if missing is Severity.ERROR else Severity.WARNING
        message = "统计数据读不出来，或者是旧版本生成的，报告里的数没有核对"
        findings.add(Finding("docx.statistics_unfit", severity, place, message, remedy=_REBUILD))
    return read


def _data(tree: object) -> _Data | None:
    """What a file's tree says, if it says all that is needed."""
    match tree:
        case {"agency": str(agency), "year": int(year), "shown": dict(shown)}:
            texts = {tag: text for tag, text in shown.items() if isinstance(text, str)}
            return _Data(Origin(agency, year), texts, figures_in(cast("dict[str, object]", tree)))
    return None
