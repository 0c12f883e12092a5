"""The rows of all workbooks → two workbooks that are one, handed in twice: a copy, or a corrected version.

Told file against file. Equal small figures of two offices are no sign; the same rows of words are, and so are
figures that nobody comes by twice, or two files whose names differ by no more than 副本 or (1).
"""

from __future__ import annotations

import re
from itertools import combinations
from math import log10
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.ledgers.declarations import QUANTITIES
from report_builder.ledgers.frames import FILE
from report_builder.ledgers.questions import Question
from report_builder.ledgers.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import pandas as pd

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.questions import Questions
    from report_builder.ledgers.row_keys import RowKeys

_COPY: Final = re.compile(
    r"[(（]\d{1,2}[)）]|[()（）【】\[\]]|副本|复件|拷贝|copy|备份|新建|新版?|旧版?|最终版?|终稿|定稿|初稿|修[改订正]版?|更正版?|改|补充?"
    r"|v\d+(?:\.\d+)?|第?\d版|20\d{2}年?度?|\d{4,8}|[-_\s·.]",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d+$")
_FEWEST_ROWS: Final = 3
_HALF: Final = 0.5
_TELLING: Final = 3.0  # digits of different figures that are all the same: so many come together by chance
_FEWEST_FILES: Final = 2
_MOST_SHARING: Final = 50  # a row that more files have is a form's, and tells nothing of any two
BOTH: Final = "都计入"


class _Shared(Struct, frozen=True):
    """What two files have alike in one sheet: rows alike, and the rows of each."""

    sheet: str
    alike: int
    rows: tuple[int, int]
    digits: float

    def is_telling(self, *, similar_names: bool, has_words: bool) -> bool:
        """Whether the two are likely one."""
        half = self.alike >= _HALF * min(self.rows)
        if similar_names:
            return half
        if has_words:
            return half and self.alike >= _FEWEST_ROWS
        return self.alike == max(self.rows) and self.digits >= _TELLING


def leave_out_copies(
    frames: Mapping[str, pd.DataFrame],
    keys: RowKeys,
    questions: Questions,
    findings: Findings,
    settled: Collection[tuple[str, str]] = (),
) -> tuple[dict[str, pd.DataFrame], frozenset[tuple[str, str]]]:
    """The frames without what somebody says is a copy, and the pairs of files that were asked about.

    ``settled`` are pairs that somebody has been asked about before.
    """
    shared: dict[tuple[str, str], list[_Shared]] = {}
    for name, frame in frames.items():
        for pair, found in _compare(name, frame, keys):
            shared.setdefault(pair, []).append(found)
    asked: set[tuple[str, str]] = set(settled)
    dropped: set[tuple[str, str]] = set()
    for pair, sheets in sorted(shared.items()):
        if pair in asked:
            continue
        first, second = pair
        question = _question(first, second, sheets)
        answer = questions.ask(question, findings)
        asked.add(pair)
        _, only_first, only_second = question.answers
        if answer in {only_first, only_second}:
            copy = second if answer == only_first else first
            dropped.update((copy, each.sheet) for each in sheets)
    kept = {
        name: frame[~frame[FILE].isin([file for file, sheet in dropped if sheet == name])].reset_index(
            drop=True
        )
        if any(sheet == name for _, sheet in dropped)
        else frame
        for name, frame in frames.items()
    }
    return kept, frozenset(asked)


def _compare(name: str, frame: pd.DataFrame, row_keys: RowKeys) -> Iterator[tuple[tuple[str, str], _Shared]]:
    """The pairs of files whose rows in a sheet are alike."""
    files = [str(file) for file in frame[FILE].cat.categories] if not frame.empty else []
    if len(files) < _FEWEST_FILES:
        return
    sheet = SHEETS[name]
    has_words = bool(sheet.likeness or sheet.number)
    keys = row_keys.of(sheet, frame)
    of_file: dict[str, dict[int, int]] = {file: {} for file in files}
    doubled = keys.duplicated(keep=False).to_numpy()
    codes = frame[FILE].cat.codes.to_numpy()
    sizes = np.bincount(codes, minlength=len(files))
    for row in np.flatnonzero(doubled).tolist():
        counts = of_file[files[codes[row]]]
        counts[keys.iloc[row]] = counts.get(keys.iloc[row], 0) + 1
    quantities = [column.name for column in sheet.columns if column.kind in QUANTITIES]
    for one, other in _perhaps_alike(files, of_file):
        first, second = of_file[files[one]], of_file[files[other]]
        alike = sum(min(count, second.get(key, 0)) for key, count in first.items())
        if not alike:
            continue
        rows = (int(sizes[one]), int(sizes[other]))
        digits = 0 if has_words else _digits(frame[codes == one], quantities)
        found = _Shared(name, alike, rows, digits)
        similar = are_alike(files[one], files[other]) and _says_something(frame, codes == one, quantities)
        if found.is_telling(similar_names=similar, has_words=has_words):
            yield (files[one], files[other]), found


def _perhaps_alike(files: Sequence[str], of_file: Mapping[str, Mapping[int, int]]) -> list[tuple[int, int]]:
    """The pairs of files, by their places, with a row in common that is not everybody's, or alike names."""
    sharing: dict[int, list[int]] = {}
    named: dict[str, list[int]] = {}
    for place, file in enumerate(files):
        for key in of_file[file]:
            sharing.setdefault(key, []).append(place)
        if of_file[file]:
            named.setdefault(_NUMBER.sub("", _stem(file)), []).append(place)
    groups = [*named.values(), *(places for places in sharing.values() if len(places) <= _MOST_SHARING)]
    return sorted({pair for places in groups for pair in combinations(places, 2)})


def _says_something(frame: pd.DataFrame, rows: np.ndarray, quantities: Sequence[str]) -> bool:
    """Whether the rows hold more than noughts."""
    return not quantities or any(
        value for column in quantities for value in frame.loc[rows, column].dropna().tolist()
    )


def _digits(frame: pd.DataFrame, quantities: Sequence[str]) -> float:
    """How many digits the different figures have together: how unlikely it is that two offices share them."""
    values = {value for column in quantities for value in frame[column].dropna().tolist()}
    return sum(log10(value + 1) for value in values)


def are_alike(first: str, second: str) -> bool:
    """Whether two names differ by no more than what tells a copy: 甲科 and 甲科1, not 甲科1 and 甲科2."""
    stems = [_stem(file) for file in (first, second)]
    bare = [_NUMBER.sub("", stem) for stem in stems]
    return bool(stems[0]) and (
        stems[0] == stems[1] or (bare[0] == bare[1] and bare != stems and bare[0] in stems)
    )


def _stem(file: str) -> str:
    return _COPY.sub("", PurePath(file).stem)


def _name(file: str) -> str:
    return PurePath(file).name


def _question(first: str, second: str, sheets: Sequence[_Shared]) -> Question:
    evidence = "；".join(
        f"“{each.sheet}”有 {each.alike} 行相同（各 {each.rows[0]} 行、{each.rows[1]} 行）" for each in sheets
    )
    return Question(
        "ledger.handed_in_twice",
        Place(second),
        f"与“{_name(first)}”的内容几乎相同，像是同一份台账交了两次，都计入就会重复",
        evidence,
        "请只留应当统计的一份",
        (_name(first), _name(second), evidence),
        (BOTH, f"只计入{_name(first)}", f"只计入{_name(second)}"),
    )
