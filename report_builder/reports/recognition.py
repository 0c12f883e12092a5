"""A Word report as it was read, and the formats there are → the report with what it is recognised as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.reports.headings import key_of, with_headings, with_meant_levels
from report_builder.reports.likeness import SUBJECT
from report_builder.reports.outline import closing_of, parts_of, sections_of, title_of, year_of
from report_builder.reports.report import ParagraphRole
from report_builder.reports.statutory import find_by_place, find_tables, share_filled
from report_builder.reports.titles import with_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.formats.definitions import ReportFormat
    from report_builder.reports.report import Paragraph, Report

# A report is of the format of which it has half the sections, or any table.
_SHARE: Final = 0.5
_FIRST_WORDS: Final = 14


def recognise(report: Report, formats: Iterable[ReportFormat], wanted: str = "") -> Report:
    """The report with its sections, its format and the figures of its statutory tables.

    The format ``wanted``, or the one that the report was built in, wins over a likeness; where the report is
    of none, its format stays empty: nothing is guessed.
    """
    known = list(formats)
    keys = {key for each in known for key in _keys(each)}
    report = _outlined(report, keys)
    named = wanted or (report.record.format_name if report.record else "")
    chosen_already = [each for each in known if each.name == named]
    speaks_of_it = any(word in each.text for each in report.paragraphs[:50] for word in SUBJECT)
    if not chosen_already and not speaks_of_it and not report.is_unread:
        return report
    candidates = chosen_already or known
    if report.is_unread:
        return _by_shape(report, candidates)
    read = [(_share(report, each), find_tables(report.tables, each), each) for each in candidates]
    # Two formats may share headings and rows: of those that it may be, the one whose tables it fills most.
    year = year_of(report) or 0
    read.sort(
        key=lambda each: (each[0] >= _SHARE, share_filled(each[1], each[2]), each[0], year in each[2].years),
        reverse=True,
    )
    for share, tables, chosen in read[:1]:
        is_one = share >= _SHARE or any(table.figures for table in tables)
        if chosen.name == named or (speaks_of_it and is_one):
            return replace(report, format_name=chosen.name, statutory=tables)
    return report


def _by_shape(report: Report, candidates: Iterable[ReportFormat]) -> Report:
    """The report of the one format all of whose tables it has, each known by its shape alone."""
    read = [(each.name, find_by_place(report.tables, each)) for each in candidates]
    whole = [(name, tables) for name, tables in read if tables and all(table.figures for table in tables)]
    return replace(report, format_name=whole[0][0], statutory=whole[0][1]) if len(whole) == 1 else report


def with_places(report: Report) -> Report:
    """The report with places as a person looks for them."""
    return replace(report, paragraphs=tuple(_placed(report.paragraphs)))


def _outlined(report: Report, keys: set[str]) -> Report:
    paragraphs = with_headings(with_title(report.paragraphs, keys), keys)
    paragraphs = tuple(_placed(with_meant_levels(paragraphs, keys)))
    parts = parts_of(paragraphs)
    closing = closing_of(parts)
    title, place = title_of(parts)
    return replace(
        report,
        paragraphs=paragraphs,
        title=title,
        title_place=place,
        opening=tuple(parts.opening),
        sections=sections_of(parts),
        closing=closing,
    )


def _placed(paragraphs: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
    """The paragraphs with places as a person looks for them in Word: the section, and the first words."""
    section = ""
    for each in paragraphs:
        words = "".join(each.text.split())
        if each.role is ParagraphRole.HEADING and each.level == 1:
            section = f"{each.number}{words}"
        is_counted = each.place.paragraph is not None and not each.place.part
        if not is_counted or not words:
            yield each
            continue
        first = words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS]}……"
        part = section if each.role is ParagraphRole.HEADING and each.level == 1 else f"“{first}”"
        if section and part != section:
            part = f"{section} › {part}"
        yield replace(each, place=replace(each.place, part=part))


def _keys(report_format: ReportFormat) -> Iterable[str]:
    for section in report_format.sections:
        yield from map(key_of, (section.heading, *section.variants))


def _share(report: Report, report_format: ReportFormat) -> float:
    """Of how many of the format's sections it has."""
    have = {key_of(section.heading) for section in report.sections}
    wanted = [
        {key_of(each) for each in (section.heading, *section.variants)} for section in report_format.sections
    ]
    return sum(bool(keys & have) for keys in wanted) / max(len(wanted), 1)
