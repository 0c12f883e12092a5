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
    "settings.switched_off": "要停用的检查不存在",
    # --- statistics ---------------------------------------------------------------
    "statistics.other_year": "这一行不属于报告年度，没有计入",
    "statistics.calendar": "节假日日历不包括需要计算的年份",
    "statistics.channel": "公开渠道没有归类，按“其他方式”统计",
    "statistics.requests_differ": "“依申请公开统计”与台账数出来的不一致",
    "statistics.unbalanced": "统计表的勾稽关系不成立",
    "statistics.media": "新媒体数据重复填报",
    "statistics.summed": "同一指标填了不止一处，已相加",
    "statistics.units_differ": "同一指标用了不同的单位，不能相加",
    # --- the year before ------------------------------------------------------------
    "previous.missing": "没有找到上年的统计数据",
    "previous.unreadable": "上年的统计数据读不出来",
    "previous.invalid": "上年的统计数据缺项或有错",
    "previous.other": "上年的统计数据是别的单位或别的年度的",
    "previous.ledgers": "上年的台账有错误，没有用来核对",
    "statistics.in_force": "现行有效件数与按上年推算的不一致",
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
    # --- revisions, comments and links ---------------------------------------------
    "docx.revisions": "Word 文件里有修订，按全部接受排版",
    "docx.comments": "Word 文件里有批注，没有排进 PDF",
    "docx.link": "Word 文件里有不能做进 PDF 的链接",
    # --- typesetting --------------------------------------------------------------
    "docx.unreadable": "不是可以读取的 Word 文件",
    "docx.unsupported": "Word 文件里有还不会排版的内容或格式",
    "docx.unsupported_style": "Word 文件的样式里有还不会排版的格式",
    # --- proof --------------------------------------------------------------------
    "docx.text_lost": "PDF 里的文字与 Word 文件不一致，缺字或者重复",
    # --- tables -------------------------------------------------------------------
    "docx.table_wide": "表格比版心宽，伸进了页边",
    "docx.clipped": "固定行高放不下单元格里的字",
    # --- pictures and text boxes --------------------------------------------------
    "docx.picture": "Word 文件里的图片不能排进 PDF",
    "docx.picture_converted": "图片换成了 PDF 可以直接存放的格式",
    "docx.picture_in_exact_line": "图片比固定的行距高，行随图片加高",
    "docx.no_alt_text": "图片没有替代文字",
    "docx.wrapping": "图片或文本框没有按要求的环绕方式排版",
    "docx.box_overflow": "文本框装不下其中的文字",
    # --- fonts --------------------------------------------------------------------
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
    # --- arithmetic, carry-over and fees ------------------------------------------
    "statistics.negative": "统计数小于 0",
    "statistics.carry_over": "上年结转与上年报告的结转下年度不一致",
    "powers.rules": "没有规章制定权的机关报了规章数",
    "fees.unreported": "收取了信息处理费，正文没有写明",
    "fees.differ": "正文写的信息处理费与台账不一致",
    "fees.tariff": "信息处理费的金额不符合收费标准",
    # --- time limits of applications ----------------------------------------------
    "timeliness.reply": "依申请公开的答复超过法定期限",
    "timeliness.unanswered": "到年末已超过法定期限还没有答复",
    "timeliness.correction": "补正通知超过法定期限",
    "timeliness.third_party": "征求意见超过法定期限",
    "timeliness.extension": "告知延期时已经超过原来的期限",
    "timeliness.report": "成文日期晚于公布年度报告的期限，或者早于统计期末",
    # --- text against figures -----------------------------------------------------
    "text.requests": "正文写的申请数与统计表不一致",
    "text.disputes": "正文写的复议、诉讼数与统计表不一致",
    "text.parts": "“其中”各项之和与总数不符",
    "text.growth": "同比百分比与两年的数算出来的不一致",
    "text.section_count": "开头说的部分数与正文不符",
    "text.year": "沿用往年文字，年份没有改",
    "text.law": "引用的是另一时期的规定",
    "text.assessment": "人民政府的报告没有写工作考核、社会评议、责任追究",
    "text.aspects": "总体情况没有写全五个方面",
    "text.problems": "没有写出存在的问题，或者过于简单",
    "text.repeated": "存在的问题与上年的文字基本相同",
    # --- sections -----------------------------------------------------------------
    "section.missing": "缺少规定的部分",
    "section.empty": "标题下面没有内容",
    "section.repeated": "同一部分写了两次",
    "section.misnamed": "标题与规定的写法不一致",
    "section.order": "各部分的次序与规定不一致",
    "section.extra": "多出规定以外的部分",
    # --- style (one code a rule: report_builder/checks/README.md) --------------------
    "style.heading_end": "单独成行的标题末尾用了标点",
    "style.title_mark": "公文标题里用了标点",
    "style.title_form": "年度报告的标题不是规定的写法",
    "style.caption_end": "图或表的题注末尾用了句号",
    "style.headings_listed": "这个标题与开头列出的各部分名称不一致",
    "style.level_climb": "标题的序号越过了开头用的层次",
    "style.level_skip": "标题的层次跳过了一级",
    "style.ordinal_gap": "序号不连续",
    "style.estimate": "概数的两个数字之间用了顿号，或者用了阿拉伯数字",
    "style.comma_between_marked": "并列的书名号或引号之间用了顿号",
    "style.inner_stop": "分项之间用分号，分项里面却有句号",
    "style.list_ends": "并列各项末尾的标点不一致",
    "style.colon_in_colon": "一个冒号的范围里又用了冒号",
    "style.first_comma": "“首先”“第一”后面用了顿号",
    "style.measure_comma": "“一是”“二是”后面用了标点",
    "style.ordinal_hanzi": "“一”“二”等序号后面没有用顿号",
    "style.ordinal_arabic": "“1”“2”等序号后面用了顿号",
    "style.ordinal_brackets": "带括号的序号后面又用了标点",
    "style.document_brackets": "发文字号的年份没有用六角括号",
    "style.document_number": "发文字号的顺序号多了“第”字或虚位",
    "style.nested_brackets": "圆括号里又套圆括号",
    "style.nested_quotes": "双引号里又套双引号",
    "style.straight_quotes": "引号写成了西文的直引号",
    "style.unpaired_mark": "括号、引号或书名号没有配对",
    "style.stop_in_brackets": "句子里面的括号，括号内用了句号",
    "style.remark_after_stop": "注释词语的括号放到了句号后面",
    "style.half_width_mark": "中文里用了西文（半角）标点",
    "style.repeated_mark": "标点重复，或者两个标点连在一起",
    "style.ellipsis": "省略号的形式不对",
    "style.ellipsis_and_so_on": "省略号与“等”同时使用",
    "style.bare_title": "文件名称只有一部分加了书名号",
    "style.nested_titles": "书名号里又套双书名号",
    "style.mixed_titles": "并列的文件名称有的加书名号、有的不加",
    "style.title_marks_misused": "会议、活动、证照或机构的名称加了书名号",
    "style.trial_mark": "“（试行）”“（草案）”放在了书名号外面",
    "style.span_hyphen": "起止的时间或数值之间用了短横线",
    "style.span_long_dash": "起止的时间之间用了破折号",
    "style.number_dash": "电话号码或者图表编号用了一字线",
    "style.wave": "浪纹线用了西文的“~”",
    "style.dash_form": "破折号写成了西文的连字符",
    "style.numeral_forms": "同一类数字前后用了两种形式",
    "style.mixed_number": "一个数里混用了阿拉伯数字和汉字数字",
    "style.range_units": "数值范围里前一个数省略了“%”“万”“亿”",
    "style.grouping": "大数有的分节、有的不分节",
    "style.decimal": "小数点前面没有写0",
    "style.full_width_digits": "用了全角的阿拉伯数字",
    "style.split_figure": "一个数被空格隔开了",
    "style.hanzi_zero": "汉字年份里的零没有写作“〇”",
    "style.date_commas": "日期的年、月、日之间用了顿号",
    "style.date_dots": "日期的年、月、日之间用了点或斜线",
    "style.date_incomplete": "只有年月的日期用了短横线",
    "style.year_cut": "年份只写了两位数",
    "style.festival_dot": "以月日命名的专名没有用间隔号",
    "style.padded_date": "成文日期的月、日编了虚位",
    "style.signed_on_last_day": "成文日期是统计期限的最后一天",
    "style.stray_space": "多了空格",
    "style.digit_space": "数字和汉字之间多了空格",
    "style.indent_spaces": "段首用空格缩进",
    "style.spaced_letters": "用空格把字撑开",
    "style.blank_paragraph": "正文两段之间空了一行",
    "style.doubled_character": "重复了一个字",
    "style.doubled_word": "重复了一个词",
    "style.mistyped": "可能写了别字",
    "style.rights": "“权利”与“权力”可能用错了",
    "style.sent_to": "版记里写作“送”",
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
