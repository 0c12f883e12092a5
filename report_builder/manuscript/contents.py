"""``Manuscript``, tables, annex and agency → what the Word template's placeholders stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.formats.forms import ReportForm
from report_builder.formats.sourcing import bare
from report_builder.manuscript.blocks import BlockKind
from report_builder.manuscript.inlines import plain
from report_builder.manuscript.kept_texts import KeptTexts, clean, clean_inlines
from report_builder.manuscript.red_head import red_head_of
from report_builder.manuscript.signature import signing_date
from report_builder.manuscript.titles import break_title
from report_builder.quantities import chinese_ordinal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from report_builder.formats.tables import AnnexRow, AnnexTable, FilledTable
    from report_builder.manuscript.blocks import Block, Inset, Manuscript
    from report_builder.manuscript.red_head import RedHead
    from report_builder.settings import Settings, SignaturePlace

_FIRST_HEADING: Final = "一级标题"
_UNSIGNED: Final = "不署名"
# Noncharacters, which no narrative may hold (Unicode 23.7), mark the paragraphs that tables replace.
_KEPT: Final = "\ufdd0表：{}\ufdd1"
_KEPT_INSET: Final = "\ufdd0正文：{}\ufdd1"


class StyledText(Struct, frozen=True):
    """A paragraph's style, and its text, or the name that keeps the place of more than letters."""

    style: str
    text: str
    inset: Inset | None = None
    is_caption: bool = False


class ReportTexts(Struct, frozen=True):
    """All that the report says, in the order in which it says it; ``kept`` are texts of more than letters."""

    title: tuple[str, ...]
    text: tuple[StyledText, ...]
    annex: AnnexTable | None
    agency: str
    date: str
    sent_to: str
    year: int
    kept: KeptTexts
    signature: SignaturePlace = "文末"
    red_head: RedHead | None = None

    def placeholders(self) -> dict[str, object]:
        """The names that a template may use, as ``placeholders.py`` lists them."""
        return {
            "标题": "\n".join(self.title),
            "正文": [{"样式": part.style, "文字": part.text} for part in self.text],
            "附件": None if self.annex is None else _annex_placeholders(self.annex),
            "署名": self.agency,
            "成文日期": self.date,
            "送": self.sent_to,
            "年份": self.year,
            "单位名称": self.agency,
            "落款": self.signature,
            "红头": None if self.red_head is None else _cleaned(self.red_head.placeholders()),
        }

    def texts(self) -> Iterator[str]:
        """Every text that the filled report has to hold."""
        yield "\n".join(self.title)
        yield from (part.text for part in self.text)
        yield from () if self.signature == _UNSIGNED else (self.agency, self.date)
        yield self.sent_to
        yield from map(clean, () if self.red_head is None else self.red_head.texts())
        if self.annex is not None:
            yield clean(self.annex.title)
            for row in self.annex.rows:
                yield from (clean(row.label), clean(row.unit), clean(row.value))


def gather_content(  # noqa: PLR0913, PLR0917 - each is a stage's own value
    manuscript: Manuscript,
    annex: AnnexTable | None,
    settings: Settings,
    year: int,
    signed_on: date,
    tables: Sequence[FilledTable] = (),
    form: ReportForm = ReportForm(),  # noqa: B008 - a frozen value
) -> ReportTexts:
    """What goes into the template."""
    agency = clean(settings.name)
    kept = KeptTexts()
    kept.figures.extend(manuscript.figures)
    return ReportTexts(
        title=break_title(clean(manuscript.title), agency, year, form.title_lines),
        text=tuple(_numbered(_text(manuscript, tables, kept))),
        annex=annex and _keep_annex(annex, kept),
        agency=agency,
        date=signing_date(signed_on),
        sent_to=clean(settings.sent_to),
        year=year,
        kept=kept,
        signature=form.signature,
        red_head=red_head_of(settings, signed_on),
    )


def _cleaned(value: object) -> object:
    """Placeholders with their texts cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list) else value


def keep_place(table: FilledTable) -> str:
    """The paragraph that stands for a table until the text is in the template."""
    return _KEPT.format(clean(table.name))


def _text(manuscript: Manuscript, tables: Sequence[FilledTable], kept: KeptTexts) -> Iterator[StyledText]:
    """The text; the tables of a section follow what is written in it."""
    for block in manuscript.opening:
        yield _styled(block, kept)
    for section in manuscript.sections:
        number = plain(f"{chinese_ordinal(section.number)}、")
        yield StyledText(_FIRST_HEADING, kept.keep((*number, *clean_inlines(section.inlines))))
        for block in section.blocks:
            yield _styled(block, kept)
        for table in tables:
            if table.section == section.number:
                yield StyledText(BlockKind.PARAGRAPH.value, keep_place(table))


def _styled(block: Block, kept: KeptTexts) -> StyledText:
    text = kept.keep(clean_inlines(block.inlines), always=block.is_caption)
    return StyledText(block.kind.value, text, block.inset, block.is_caption)


def _numbered(text: Iterable[StyledText]) -> Iterator[StyledText]:
    """The text with a name of its own in the place of every table and picture in it."""
    insets = 0
    for part in text:
        if part.inset is None:
            yield part
        else:
            insets += 1
            yield replace(part, text=_KEPT_INSET.format(insets))


def _keep_annex(annex: AnnexTable, kept: KeptTexts) -> AnnexTable:
    """The annex with names in the places of its figures."""

    def keep(row: AnnexRow) -> AnnexRow:
        value = kept.keep_figure(row.key, bare(clean(row.label)), clean(row.value)) if row.key else row.value
        return replace(row, value=value)

    return replace(annex, rows=tuple(map(keep, annex.rows)))


def _annex_placeholders(annex: AnnexTable) -> dict[str, object]:
    return {
        "标题": clean(annex.title),
        "列名": [clean(column) for column in annex.columns],
        "各行": [_row_placeholders(row) for row in annex.rows],
    }


def _row_placeholders(row: AnnexRow) -> dict[str, object]:
    return {
        "指标": clean(row.label),
        "单位": clean(row.unit),
        "统计数": clean(row.value),
        "层级": row.level,
    }
