"""``annex.toml`` → ``AnnexDefinition``: a 统计表's rows, where each gets its figure, and what must hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from report_builder.toml_files import TomlTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.toml_lines import Keys


class AnnexRowDefinition(TomlTable, frozen=True, kw_only=True):
    """A row of the table and where its figure comes from.

    ``figure`` is a path of ``statistics.json``, ``sum_of`` several of them, ``sum_rows`` the ``id`` of other
    rows; ``work`` is an indicator of 工作情况. Where ``work`` stands beside one of the others it wins over
    the counted figure. None of them: the row is a caption. ``optional``: an indicator that nobody gives is
    nil without a word.
    """

    label: str
    unit: str = "——"
    level: Literal[1, 2, 3, 4]
    id: str = ""
    figure: str = ""
    sum_of: tuple[str, ...] = ()
    sum_rows: tuple[str, ...] = ()
    work: str = ""
    optional: bool = False

    @property
    def is_caption(self) -> bool:
        """Whether the row has no figure."""
        return not (self.figure or self.sum_of or self.sum_rows or self.work)


class AnnexCheck(TomlTable, frozen=True, kw_only=True):
    """What must hold between rows: ``whole`` equals the sum of ``parts``, or no part is more than it."""

    rule: Literal["sum", "at_most"]
    whole: str
    parts: tuple[str, ...]
    severity: Literal["error", "warning"] = "error"


class AnnexDefinition(TomlTable, frozen=True, kw_only=True):
    """A table of three columns: its title, rows in print order, and checks."""

    title: str
    columns: tuple[str, str, str]
    rows: tuple[AnnexRowDefinition, ...]
    checks: tuple[AnnexCheck, ...] = ()


def check_references(annex: AnnexDefinition) -> list[tuple[Keys, str]]:
    """Each fault that the shape alone does not show, with the key at which it stands."""
    return [*_faulty_rows(annex), *_faulty_checks(annex)]


def _faulty_rows(annex: AnnexDefinition) -> Iterator[tuple[Keys, str]]:
    times = Counter(row.id for row in annex.rows if row.id)
    known = {row.id for row in annex.rows if row.id and not row.is_caption}
    for number, row in enumerate(annex.rows):
        sources = [name for name in ("figure", "sum_of", "sum_rows") if getattr(row, name)]
        if len(sources) > 1:
            yield ("rows", number), f"“{row.label}”一行同时写了 {'、'.join(sources)}，只能写一种"
        if times[row.id] > 1:
            yield ("rows", number, "id"), f"代号“{row.id}”用了不止一次"
        for one in row.sum_rows:
            if one not in known:
                yield ("rows", number, "sum_rows"), f"表里没有代号为“{one}”的数字行"
            elif _is_sum_of_rows(annex, one):
                yield ("rows", number, "sum_rows"), f"“{one}”本身也是由其他行相加的，不能再相加"


def _is_sum_of_rows(annex: AnnexDefinition, name: str) -> bool:
    """Whether a row is itself added up from rows; one level keeps the table free of circles."""
    return any(row.sum_rows for row in annex.rows if row.id == name)


def _faulty_checks(annex: AnnexDefinition) -> Iterator[tuple[Keys, str]]:
    known = {row.id for row in annex.rows if row.id and not row.is_caption}
    for number, check in enumerate(annex.checks):
        for one in (check.whole, *check.parts):
            if one not in known:
                yield ("checks", number), f"勾稽关系用到“{one}”，表里没有这个代号的数字行"
