"""The parts of a Word narrative → the same without its title, signature and date: the template makes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.manuscript.marks import unmarked
from report_builder.manuscript.signature import signing_date
from report_builder.manuscript.word_narrative.ordinals import read_ordinal
from report_builder.reports.dates import read_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.narrative_source import NarrativeSource, TitleAndSignature
    from report_builder.manuscript.word_narrative.parts import NarrativePart

_MOST_TITLE_LINES: Final = 4
_LONGEST_TITLE: Final = 80
_LONGEST_NAME: Final = 30
_DATE: Final = re.compile(
    r"[（(]?((?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)[）)]?"
)
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_KIND_OF_TITLE: Final = ("报告", "总结")
_ANNEX: Final = re.compile(r"附件\d*[：:]")


class TemplateTextRemover(Struct, frozen=True):
    """Takes off what the template makes, and tells of it."""

    frame: TitleAndSignature
    source: NarrativeSource
    findings: Findings

    def bare(self, parts: Sequence[NarrativePart]) -> Sequence[NarrativePart]:
        """The parts of the text itself."""
        begin = self._end_of_title(parts)
        end = self._begin_of_signature(parts, begin)
        return parts[begin:end]

    def _end_of_title(self, parts: Sequence[NarrativePart]) -> int:
        heads = [_compact(part) for part in parts[:_MOST_TITLE_LINES] if part.inset is None]
        wanted = _spaceless(self.frame.title)
        count = next((n for n in range(1, len(heads) + 1) if "".join(heads[:n]) == wanted), 0)
        if count:
            self._leave_out(parts[0], "标题", "标题由程序生成，正文里可以不写")
        elif count := _foreign_title(parts[:_MOST_TITLE_LINES]):
            self._warn_of_title(parts[0], "".join(heads[:count]))
        if count and count < len(parts) and _DATE.fullmatch(_compact(parts[count])):
            self._tell_date(parts[count])
            count += 1
        return count

    def _begin_of_signature(self, parts: Sequence[NarrativePart], begin: int) -> int:
        """Where the last signature with its date begins; what its author put behind it goes with it."""
        for number in range(len(parts) - 1, begin, -1):
            signed = self._signature(parts, number)
            if signed:
                start = number - signed + 1
                while start > begin and _ANNEX.match(_compact(parts[start - 1])):
                    start -= 1
                self._tell_signature(parts, start, number)
                return start
        return len(parts)

    def _signature(self, parts: Sequence[NarrativePart], number: int) -> int:
        """How many parts up to this one are a signature with its date; a date alone only at the end."""
        text, agency = _compact(parts[number]), _spaceless(self.frame.agency)
        is_last = number == len(parts) - 1
        if agency and text.startswith(agency) and _DATE.fullmatch(text.removeprefix(agency)):
            return 1
        if not _DATE.fullmatch(text):
            return 1 if is_last and agency and text == agency else 0
        before = parts[number - 1]
        name = _compact(before)
        if agency and name == agency:
            return 2
        if is_last and before.line.alignment in {"right", "end"} and 0 < len(name) <= _LONGEST_NAME:
            self._warn_of_signature(before, name)
            return 2
        return 1 if is_last else 0

    def _tell_signature(self, parts: Sequence[NarrativePart], start: int, last: int) -> None:
        self._leave_out(parts[start], "署名和日期", "署名、成文日期和附件由程序生成，正文里可以不写")
        dated = next((part for part in parts[start : last + 1] if _DATE.search(_compact(part))), None)
        if dated is not None:
            self._tell_date(dated)
        if behind := parts[last + 1 :]:
            self.findings.warn(
                "narrative.signature",
                self.source.place(behind[0].origin),
                f"署名以后还有 {len(behind)} 段（张）内容，没有采用",
                self.source.quote(behind[0].origin),
                "附件和版记由程序生成；确实属于正文的，请移到署名前面",
            )

    def _tell_date(self, part: NarrativePart) -> None:
        """Name a date in the text that is not the one that the report is signed with."""
        found, dated = _DATE.search(_compact(part)), self.frame.dated
        if found is None or dated is None or read_day(found[1]) == dated:
            return
        is_known = self.frame.signed_on is not None
        reason = (
            "与设置的成文日期不同，报告用的是" if is_known else "没有采用，设置里没有写明成文日期，报告暂用"
        )
        day = read_day(found[1])
        remedy = "要改成文日期的，请改 report.toml 里的 signed_on"
        if day is not None and not is_known:
            remedy = f"请在 data/{self.frame.year}/report.toml 里写明：signed_on = {day.isoformat()}"
        self.findings.warn(
            "narrative.signature",
            self.source.place(part.origin),
            f"正文里的日期{reason} {signing_date(dated)}",
            f"正文写着：{found[1]}",
            remedy,
        )

    def _warn_of_title(self, part: NarrativePart, written: str) -> None:
        if self.frame.title:
            self.findings.warn(
                "narrative.title",
                self.source.place(part.origin),
                f"正文开头的标题没有采用，报告的标题是“{self.frame.title}”",
                f"正文写着：{written}",
                "单位名称或年度写错的，请核对 agency.toml 和所在的文件夹",
            )

    def _warn_of_signature(self, part: NarrativePart, name: str) -> None:
        if self.frame.agency:
            self.findings.warn(
                "narrative.signature",
                self.source.place(part.origin),
                f"正文末尾的署名没有采用，报告的署名是“{self.frame.agency}”",
                f"正文写着：{name}",
                "要改署名的，请改 agency.toml 里的 name",
            )

    def _leave_out(self, part: NarrativePart, what: str, remedy: str) -> None:
        place = self.source.place(part.origin)
        self.findings.notice(
            "narrative.left_out", place, f"正文里写的{what}没有采用", self.source.quote(part.origin), remedy
        )


def _foreign_title(parts: Sequence[NarrativePart]) -> int:
    """How many parts at the head are a title other than the report's: in its style, or a centred 报告."""
    for number, part in enumerate(parts):
        if not _looks_like_title(part):
            return number if any(each.line.is_title for each in parts[:number]) else 0
        if _compact(part).endswith(_KIND_OF_TITLE):
            return number + 1
    return 0


def _looks_like_title(part: NarrativePart) -> bool:
    text = _compact(part)
    is_set_apart = part.line.is_title or part.line.alignment == "center"
    is_short = len(text) <= _LONGEST_TITLE and "。" not in text
    return part.inset is None and is_set_apart and is_short and read_ordinal(text) is None


def _compact(part: NarrativePart) -> str:
    return _spaceless(unmarked(part.text)).translate(_FULL_WIDTH)


def _spaceless(text: str) -> str:
    return re.sub(r"\s+", "", text)
