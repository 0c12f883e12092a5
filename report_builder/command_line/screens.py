"""Findings and the doctor's examination → the styled lines of a screen, wrapped, grouped and shortened."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.standing import Standing
from report_builder.command_line.call_spelling import spell_call
from report_builder.command_line.messages import count_findings, group_findings
from report_builder.command_line.wrapping import pad, wrap
from report_builder.diagnostics import Finding, Severity
from report_builder.finding_codes import CATALOGUE
from report_builder.quantities import half_widths, percent_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.agencies.agency_jobs import BatchResult
    from report_builder.agencies.review import ReviewResult
    from report_builder.agencies.rollup import RollupResult
    from report_builder.comparing import CompareResult
    from report_builder.diagnostics import Place
    from report_builder.doctor import Examined
    from report_builder.editing import RefreshResult
    from report_builder.new_year.starting import StartRequest, StartResult

COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
# A list that a person still reads to its end, and how many of each kind stand for a longer one.
_MOST_WHOLE: Final = 20
_MOST_OF_A_KIND: Final = 3
WIDTH: Final = 80  # of a screen that is none


class ScreenLine(Struct, frozen=True):
    """A line of the screen, and the colour or weight that a terminal gives it."""

    text: str
    style: str = ""


def findings_screen(findings: Sequence[Finding], columns: int, whole: str = "") -> list[ScreenLine]:
    """The findings under a heading for each file; a long list is shortened where ``whole`` tells of all."""
    shown, left_out = _shorten(findings) if whole else (list(findings), [])
    all_of = dict(group_findings(findings))
    lines: list[ScreenLine] = []
    for file, group in group_findings(shown):
        heading = f"{file or '整个报告'}（{count_findings(all_of[file])}）"
        lines += [ScreenLine(line, "bold") for line in wrap(heading, columns, later="  ")]
        lines += [line for finding in group for line in _finding_lines(finding, columns)]
        lines.append(ScreenLine(""))
    if left_out:
        lines += [
            *_left_out_lines(left_out, columns),
            *(ScreenLine(line) for line in wrap(whole, columns)),
            ScreenLine(""),
        ]
    return lines


def _shorten(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The first findings of each kind, and those that are left out."""
    if len(findings) <= _MOST_WHOLE:
        return list(findings), []
    seen: Counter[tuple[str, Severity]] = Counter()
    shown: list[Finding] = []
    left_out: list[Finding] = []
    for finding in findings:
        seen[finding.code, finding.severity] += 1
        enough = seen[finding.code, finding.severity] > _MOST_OF_A_KIND
        (left_out if enough else shown).append(finding)
    return shown, left_out


def _finding_lines(finding: Finding, columns: int) -> list[ScreenLine]:
    """One finding as everywhere else, but for the file, which the heading has named."""
    spot = _spot(finding.place) if finding.place else ""
    head = f"{finding.severity.label} {finding.code}  {spot}".rstrip()
    lines = [ScreenLine(line, COLOURS[finding.severity]) for line in wrap(head, columns, later="  ")]
    texts = (finding.message, finding.evidence, finding.remedy)
    return [*lines, *(ScreenLine(line) for text in texts if text for line in _wrap_lines(text, columns))]


def _spot(place: Place) -> str:
    """A place without its file."""
    return str(place).removeprefix(place.file).removeprefix(" › ")


def _wrap_lines(text: str, columns: int) -> list[str]:
    return [line for each in text.splitlines() for line in wrap(each, columns, "  ")]


def _left_out_lines(findings: Iterable[Finding], columns: int) -> list[ScreenLine]:
    """How many findings of each kind are not shown."""
    kinds = Counter((finding.severity, finding.code) for finding in findings)
    lines = [ScreenLine("同类的问题没有全部列出：", "bold")]
    for severity in Severity:
        for (each, code), count in kinds.items():
            if each is severity:
                text = f"{severity.label} {code}  {CATALOGUE[code]}：还有 {count} 处"
                lines += [ScreenLine(line, COLOURS[severity]) for line in wrap(text, columns, "  ", "    ")]
    return lines


def examination_lines(examined: Iterable[Examined], columns: int) -> list[ScreenLine]:
    """What the doctor found, a line each, with the way out below."""
    items = list(examined)
    widest = max(half_widths(item.subject) for item in items)
    later = " " * (widest + 5)
    lines: list[ScreenLine] = []
    for item in items:
        first = f"{pad(item.condition.sign, 2)} {pad(item.subject, widest)}  "
        style = {"sound": "green", "doubtful": "yellow", "broken": "red"}[item.condition.value]
        for number, text in enumerate(item.said):
            opening = later if number else first
            lines += [
                ScreenLine(line, style if not number else "") for line in wrap(text, columns, opening, later)
            ]
        if item.remedy:
            lines += [ScreenLine(line) for line in wrap(f"办法：{item.remedy}", columns, later)]
    return lines


def whole_list(page: Path | None) -> str:
    """Where a list that was shortened stands whole; empty where no page was written."""
    return f"全部问题写在 {page} 里，请用浏览器打开。" if page else ""


def checked_lines(findings: Sequence[Finding], page: Path | None) -> list[str]:
    """What a check came to, and where it is written."""
    return [f"核对完毕：{count_findings(findings)}", *_written(page)]


def stopped_lines(outcome: str, findings: Sequence[Finding], page: Path | None) -> list[str]:
    """What came of a command that errors stopped, and where they are written."""
    return [f"{outcome}：{count_findings(findings)}。请改正错误后重新运行。", *_written(page)]


def _written(page: Path | None) -> list[str]:
    return [f"核对情况已写入 {page}"] if page else []


def started_lines(result: StartResult, request: StartRequest) -> list[str]:
    """What a new year began with, and what to do next."""
    folder = request.data / str(request.year)
    named = str(request.year) if request.data == Path("data") else str(folder)
    return [
        *_listed("新建的文件：", result.created),
        *_listed("原来就有，没有改动：", result.kept),
        f"下一步：填好 {folder / 'ledgers'} 里的台账，改好正文，再运行",
        f"  {spell_call(['check', named])}",
    ]


def copied_lines(result: StartResult) -> list[str]:
    """What a copied format consists of, and what to do next."""
    template = next(path for path in result.created if path.suffix == ".docx")
    return [
        *_listed("新建的文件：", result.created),
        "下一步：用 Word 或 WPS 改模板，用记事本改 .toml 文件，再运行",
        f"  {spell_call(['check', str(template)])}",
    ]


def _listed(heading: str, paths: Sequence[Path]) -> list[str]:
    return [heading, *(f"  {path}" for path in paths)] if paths else []


def compared_lines(result: CompareResult) -> list[str]:
    """Which sections are repeated most, and where the page is."""
    sections = sorted(result.sections, key=lambda each: each.repeated / each.letters, reverse=True)
    written = f"已写成 {result.target}"
    if not sections:
        return ["没有读到可以比较的文字。", written]
    whole = percent_of(sum(each.repeated for each in sections), sum(each.letters for each in sections))
    shares = [(percent_of(each.repeated, each.letters), each.section or "开头") for each in sections]
    return [f"重复的文字占 {whole}，各部分：", *(f"  {share:>4}  {name}" for share, name in shares), written]


def batch_lines(result: BatchResult) -> list[str]:
    """How many agencies have a report, who has none and why, and where the summary is."""
    built = len(result.results) - len(result.unfinished)
    again = sum(not each.is_new for each in result.results)
    lines = [f"{result.year} 年共 {len(result.results)} 个单位，已生成 {built} 个。"]
    if again:
        lines.append(f"其中 {again} 个以前做过，没有改动，没有重做。")
    if result.peak:
        lines.append(f"每个工作进程最多用了 {result.peak} MB 内存。")
    if result.unfinished:
        lines.append(f"没有生成的 {len(result.unfinished)} 个：")
        lines += [f"  {each.name}：{each.errors[0].message}" for each in result.unfinished[:_MOST_WHOLE]]
        if len(result.unfinished) > _MOST_WHOLE:
            lines.append(f"  还有 {len(result.unfinished) - _MOST_WHOLE} 个，写在汇总里")
    return [*lines, f"汇总已写进 {result.folder}"]


def reviewed_lines(result: ReviewResult) -> list[str]:
    """How many reports were reviewed, with what outcome, who is missing, and where the results are."""
    counts = f"有错误的 {result.faulty} 份，只有警告的 {result.doubtful} 份"
    lines = [f"审核了 {result.year} 年的报告 {result.reports} 份：{counts}。"]
    if result.unread:
        lines.append(f"读不出来的 {result.unread} 份，原因写在各自的网页里。")
    return [*lines, *_absent_lines(result), f"结果已写进 {result.folder}"]


def _absent_lines(result: ReviewResult | RollupResult) -> Iterator[str]:
    """Which agencies of the list have no report."""
    for words, names in (
        (Standing.MISSING, result.missing),
        (Standing.FIGURES_ONLY, result.figures_only),
        (Standing.RENAMED, result.renamed),
        (Standing.UNREADABLE, result.unreadable),
    ):
        if names:
            some = "、".join(names[:_MOST_WHOLE]) + ("等" if len(names) > _MOST_WHOLE else "")
            yield f"{words}的 {len(names)} 个单位：{some}"


def summed_lines(result: RollupResult) -> list[str]:
    """How many agencies are in the sum, of what, who is missing, and where it is."""
    kinds = "、".join(f"{kind} {count} 个" for kind, count in result.kinds.items())
    lines = [f"{result.year} 年计入 {len(result.agencies)} 个单位（{kinds}）。"]
    lines += _absent_lines(result)
    if not result.is_whole:
        lines.append("有错误，没有写出汇总统计和汇总台账；各格现在的数见 汇总统计.xlsx。")
    return [*lines, f"结果已写进 {result.folder}"]


def refreshed_lines(result: RefreshResult) -> list[str]:
    """Which figures were changed, and where the new report is."""
    changes = [f"  {_spot(each.place)}  {each.name}：{each.old} → {each.new}" for each in result.changes]
    if result.target is None:
        return ["报告里的数都是最新的，没有写新文件。"]
    heading = f"换了 {len(changes)} 个数：" if changes else "数字都是最新的，没有要换的。"
    return [heading, *changes, f"已写成 {result.target}，原来的报告没有改动"]
