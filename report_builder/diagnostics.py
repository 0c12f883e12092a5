"""What was found wrong, and where → findings, and the one error that carries all of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Severity(StrEnum):
    """How grave a finding is; an error stops the build, the others are listed."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The word a reader sees: 错误, 警告 or 提示."""
        return {"error": "错误", "warning": "警告", "notice": "提示"}[self.value]


# Every code that a finding may carry, and what it means to the person who reads it.
# The codes are stable: they are written to `--json` and may be switched off in settings.
CATALOGUE: Final[Mapping[str, str]] = {
    # --- settings -----------------------------------------------------------------
    "settings.missing": "找不到单位设置文件",
    "settings.unreadable": "设置文件打不开或不符合 TOML 写法",
    "settings.invalid": "设置文件里有一项填得不对",
    # --- statistics ---------------------------------------------------------------
    "statistics.other_year": "这一行不属于报告年度，没有计入",
    "statistics.calendar": "节假日日历不包括需要计算的年份",
    "statistics.channel": "公开渠道没有归类，按“其他方式”统计",
    "statistics.requests_differ": "“依申请公开统计”与台账数出来的不一致",
    "statistics.unbalanced": "统计表的勾稽关系不成立",
    "statistics.media": "新媒体数据重复填报",
    "statistics.summed": "同一指标填了不止一处，已相加",
    "statistics.units_differ": "同一指标用了不同的单位，不能相加",
    # --- formats ------------------------------------------------------------------
    "format.unavailable": "本版本没有这一年度应当使用的报告格式",
    "format.year": "所选的报告格式不是这一年度应当使用的",
    "format.missing": "找不到报告格式的文件",
    "format.unreadable": "报告格式的文件打不开或不符合 TOML 写法",
    "format.invalid": "报告格式的文件里有一项填得不对",
    "annex.missing": "统计表需要的指标没有填报，按 0 计",
    "annex.overridden": "统计表的一行按填报数，不按台账数",
    "annex.unbalanced": "统计表里的数字互相矛盾",
    # --- timeliness ---------------------------------------------------------------
    "timeliness.publication": "信息公开超过法定期限",
    "timeliness.interpretation": "政策解读超过规定期限",
    # --- files --------------------------------------------------------------------
    "file.missing": "找不到文件或文件夹",
    "file.unreadable": "文件打不开（没有权限、被占用或已损坏）",
    "file.too_large": "文件过大",
    # --- ledgers ------------------------------------------------------------------
    "ledger.attached": "台账已附在 PDF 里",
    "ledger.no_files": "台账文件夹里没有台账",
    "ledger.file_locked": "有台账可能正开着，还没有保存",
    "ledger.file_format": "不能直接读取的表格格式",
    "ledger.file_skipped": "不是台账的文件，没有读取",
    "ledger.file_outside": "通向台账文件夹以外的链接",
    "ledger.file_encrypted": "台账设有打开密码",
    "ledger.sheet_missing": "缺少必须有的工作表",
    "ledger.sheet_nil": "没有提供的工作表，按无此类事项处理",
    "ledger.sheet_unknown": "不认识的工作表，没有读取",
    "ledger.header_missing": "工作表里找不到表头行",
    "ledger.column_missing": "缺少必填的列",
    "ledger.column_duplicate": "同一列出现了两次",
    "ledger.column_unknown": "不认识的列，没有读取",
    "ledger.row_skipped": "合计行或落款行，没有读取",
    "ledger.cell_empty": "必填的单元格没有填",
    "ledger.formula": "公式没有可用的结果",
    "ledger.date": "日期填得不对",
    "ledger.month": "月份填得不对",
    "ledger.count": "数量不是 0 或正整数",
    "ledger.number": "数值填得不对",
    "ledger.money": "金额填得不对",
    "ledger.choice": "填的不是规定的选项",
    "ledger.tidied": "写法不规范，已按规范写法读取",
    "ledger.long_number": "长数字的末几位可能已被表格软件改掉",
    "ledger.blank_as_nil": "统计表里的空格按 0 统计",
    "ledger.date_order": "两个日期的先后不对",
    "ledger.reply_incomplete": "答复日期与处理结果只填了一项",
    "ledger.dispute_incomplete": "审结日期与结果不一致",
    "ledger.duplicate_number": "登记编号重复",
    "ledger.duplicate_case": "案号重复",
    "ledger.duplicate_item": "同一条信息可能登记了两次",
    "ledger.duplicate_row": "统计表的同一项目出现了两次",
    # --- typesetting --------------------------------------------------------------
    "docx.unreadable": "不是可以读取的 Word 文件",
    "docx.unsupported": "Word 文件里有还不会排版的内容或格式",
    "docx.unsupported_style": "Word 文件的样式里有还不会排版的格式",
    "font.unreadable": "字体文件不能嵌入 PDF",
    "font.list_unreadable": "读不到字体目录",
    "font.unknown": "没有与这个字体名对应的字体",
    "font.no_glyph": "所有字体里都没有这个字",
    # --- a build's defaults -------------------------------------------------------
    "settings.sample": "没有自己的数据，用的是附带的示例",
    "settings.signed_on_default": "没有写明成文日期，按年末落款",
    "narrative.ledgers_first": "台账有错误，叙述的错误可能由此引起",
    "narrative.default": "没有自己的正文，用的是格式附带的通用正文",
    # --- filing -------------------------------------------------------------------
    "file.unwritable": "写不进输出文件夹（没有权限、被占用或磁盘已满）",
    "file.kept": "输出文件夹里不是本程序生成的、或生成后改动过的文件，已保留",
    # --- narrative ----------------------------------------------------------------
    "narrative.encoding": "叙述文件不是 UTF-8 编码",
    "narrative.syntax": "叙述里的 {{ }} 或 {% %} 写法不对",
    "narrative.forbidden": "叙述里用了不允许的写法",
    "narrative.unknown": "叙述里写的名称、信息名称或指标查不到",
    "narrative.value": "叙述要用的数没有填，或不能这样用",
    "narrative.too_long": "叙述填好后过长",
    "narrative.unsupported": "叙述里有公文正文不用的格式",
    "narrative.markup": "叙述里的加粗、斜体等标记没有采用",
    "narrative.number": "叙述里手写的编号与实际次序不符",
    "narrative.joined": "相邻两行之间没有空行，合成了一段",
    # --- template -----------------------------------------------------------------
    "template.unreadable": "Word 模板打不开，或不是可以使用的 Word 文件",
    "template.external": "Word 模板链接了文件以外的内容",
    "template.style": "Word 模板里缺少一个样式",
    "template.placeholder": "Word 模板里的占位符没有对应的内容",
    "template.syntax": "Word 模板里的 {{ }} 或 {% %} 写法不对",
    "template.lost_text": "有的内容没有写进 Word 报告",
    # --- sections -----------------------------------------------------------------
    "section.missing": "缺少规定的部分",
    "section.empty": "标题下面没有内容",
    "section.repeated": "同一部分写了两次",
    "section.misnamed": "标题与规定的写法不一致",
    "section.order": "各部分的次序与规定不一致",
    "section.extra": "多出规定以外的部分",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the user's own program spells it: a cell, a line of text, or a paragraph.

    ``file`` is the path as shown to the user; ``line`` and ``paragraph`` count from 1.
    """

    file: str
    sheet: str = ""
    cell: str = ""
    line: int | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        if self.sheet or self.cell:
            return f"{self.file} › {'!'.join(part for part in (self.sheet, self.cell) if part)}"
        if self.line is not None:
            return f"{self.file} › 第{self.line}行"
        if self.paragraph is not None:
            return f"{self.file} › 第{self.paragraph}段"
        return self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a stable code, what is wrong, where, the evidence, and the way out.

    Raises ``ValueError`` for a code that the catalogue does not know.
    """

    code: str
    severity: Severity
    place: Place | None
    message: str
    evidence: str = ""
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            msg = f"{self.code!r} is not in the catalogue of findings"
            raise ValueError(msg)

    def __str__(self) -> str:
        head = f"{self.severity.label} {self.code}"
        lines = [f"{head}  {self.place}" if self.place else head, f"  {self.message}"]
        lines.extend(f"  {text}" for text in (self.evidence, self.remedy) if text)
        return "\n".join(lines)


class ReportError(Exception):
    """The build cannot go on; ``findings`` says everything that is wrong, not the first thing."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


@dataclass(slots=True)
class Findings:
    """Collects findings while a stage works, so that all of them are told at once."""

    _found: list[Finding] = field(default_factory=list)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, finding: Finding) -> None:
        """Take one finding."""
        self._found.append(finding)

    def error(
        self, code: str, place: Place | None, message: str, evidence: str = "", remedy: str = ""
    ) -> None:
        """Take a finding that must stop the build."""
        self.add(Finding(code, Severity.ERROR, place, message, evidence, remedy))

    def warn(
        self, code: str, place: Place | None, message: str, evidence: str = "", remedy: str = ""
    ) -> None:
        """Take a finding that a person should look at."""
        self.add(Finding(code, Severity.WARNING, place, message, evidence, remedy))

    def notice(
        self, code: str, place: Place | None, message: str, evidence: str = "", remedy: str = ""
    ) -> None:
        """Take a finding that only tells what was understood or left out."""
        self.add(Finding(code, Severity.NOTICE, place, message, evidence, remedy))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop the build."""
        return tuple(found for found in self._found if found.severity is Severity.ERROR)

    def harden(self, stage: str) -> None:
        """Make errors of the warnings whose code belongs to a stage, such as ``docx``."""
        self._found = [
            replace(found, severity=Severity.ERROR)
            if found.severity is Severity.WARNING and found.code.startswith(f"{stage}.")
            else found
            for found in self._found
        ]

    def stop_on_errors(self) -> None:
        """Raise ``ReportError`` with every finding so far if one of them is an error."""
        if self.errors:
            raise ReportError(self._found)
