"""The reports of a year → what shows only beside the others: sent twice, word for word alike, not listed."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  msgspec reads the annotation at run time
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.agency_lists import AgencyList, bare
from report_builder.agencies.renamed import likely_renamed, renaming
from report_builder.checks.demanded_text import problems_text
from report_builder.diagnostics import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.agencies.reviewed_reports import ReceivedReport

_LEAST_ALIKE: Final = 60  # letters of a text on problems that two agencies may not share


class OtherReports(Struct, frozen=True):
    """All reports of a year: each agency's ``files``, and what each says of problems.

    ``texts`` are the agencies by what they say, ``renamed`` new names by those of the list.
    """

    files: dict[str, list[str]]
    problems: dict[Path, str]
    texts: dict[str, list[str]]
    listed: AgencyList | None
    renamed: dict[str, str]


def look_at_others(
    chosen: Sequence[ReceivedReport], names: Mapping[Path, str], listed: AgencyList | None
) -> OtherReports:
    """What the reports are beside one another; ``names`` are whose each is by the list."""
    problems = {each.path: _problems(each) for each in chosen}
    texts: dict[str, list[str]] = {}
    for each in chosen:
        if len(problems[each.path]) >= _LEAST_ALIKE:
            texts.setdefault(problems[each.path], []).append(each.agency)
    files: dict[str, list[str]] = {}
    for each in chosen:
        if each.is_recognised:
            files.setdefault(key_of_agency(each, listed), []).append(each.path.name)
    strangers = [each.agency for each in chosen if each.is_recognised and not names.get(each.path)]
    absent = set(listed.names) - set(names.values()) if listed else set()
    return OtherReports(files, problems, texts, listed, dict(likely_renamed(strangers, absent)))


def key_of_agency(each: ReceivedReport, listed: AgencyList | None) -> str:
    """By what an agency is known, whatever name its report has."""
    return bare((listed.of_report(each.agency, each.path) if listed else "") or each.agency)


def _problems(each: ReceivedReport) -> str:
    report = each.report
    return "".join(problems_text(report).split()) if report else ""


def beside_others(each: ReceivedReport, others: OtherReports) -> Iterator[Finding]:
    """What is found of a report beside the others."""
    place, listed = Place(each.path.name), others.listed
    files = others.files.get(key_of_agency(each, listed), [])
    if each.is_recognised and len(files) > 1:
        yield Finding(
            "review.twice",
            Severity.ERROR,
            place,
            f"这个单位交了 {len(files)} 份数字不同的报告",
            "、".join(files),
            "请核对以哪一份为准，把另一份移走；在窗口里按“以这一份为准”",
        )
    text = others.problems[each.path]
    alike = [name for name in others.texts.get(text, ()) if name != each.agency]
    if alike:
        yield Finding(
            "review.alike",
            Severity.WARNING,
            place,
            f"存在的问题与“{alike[0]}”的报告一字不差",
            f"相同的 {len(text)} 个字；同样写法的单位共 {len(alike) + 1} 个",
            "内容雷同的报告要依照《条例》第四十七条追究责任（国办公开办函〔2021〕30号）",
        )
    if listed is None or not each.is_recognised or listed.of_report(each.agency, each.path):
        return
    old = next((name for name, new in others.renamed.items() if new == each.agency), "")
    if old:
        yield renaming(old, each.agency, place)
    else:
        yield Finding(
            "review.unlisted",
            Severity.WARNING,
            place,
            f"名单里没有“{each.agency}”",
            remedy="请核对名单和报告标题里的单位名称；应当报送的，请加进名单",
        )
