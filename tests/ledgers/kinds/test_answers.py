"""A question about a ledger, and the lines that it prints pasted into the settings → the figures that were meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ledger_kinds import Case, Outcome, build_case, cases
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LICENCES: Final = "proactive.licences.decisions"
PENALTIES: Final = "proactive.penalties.decisions"
TOTAL: Final = "publication.total"

_PRINTED: Final = re.compile(r'\[\[answers\]\]\nquestion = "(?P<mark>\w+)"\nanswer = "(?P<answer>\w+)"')
_OTHERS: Final = re.compile("也可以填(?P<others>(?:“[^”]+”(?:或者)?)+)）")
MONTHS: Final = "事项类型  月份  数量\n行政许可  1  17\n行政许可  2  4\n行政处罚  2  6"
SHEET: Final = "信息名称  信息类别  公开日期  公开渠道\n河道采砂公告  河湖管理  2024-03-05  临江水利网\n"
OTHER: Final = "信息名称  信息类别  公开日期  公开渠道\n水库名录初稿  河湖管理  2024-04-08  临江水利网\n"


def questions(outcome: Outcome) -> Iterator[tuple[str, list[str]]]:
    """The mark of each question that was asked, and what may be answered."""
    for error in outcome.errors:
        if printed := _PRINTED.search(error.remedy):
            others = _OTHERS.search(error.remedy)
            more = re.findall("“(.+?)”", others["others"]) if others else []
            yield printed["mark"], [printed["answer"], *more]


def spelled(answers: dict[str, str]) -> str:
    """Answers as the settings hold them."""
    return "".join(
        f'[[answers]]\nquestion = "{mark}"\nanswer = "{given}"\n' for mark, given in answers.items()
    )


def endings(case: Case, folder: Path, given: dict[str, str] | None = None) -> Iterator[Outcome]:
    """The figures of every way to answer the questions, one after the other."""
    given = given or {}
    number = len(list(folder.iterdir()))
    outcome = build_case(replace(case, settings=spelled(given)), folder / str(number))
    if outcome.statistics is not None:
        yield outcome
        return
    asked = [(mark, answers) for mark, answers in questions(outcome) if mark not in given]
    assert asked, "; ".join(str(error) for error in outcome.errors)
    mark, answers = asked[0]
    for answer in answers:
        yield from endings(case, folder, {**given, mark: answer})


def judge_answers(case: Case, folder: Path) -> None:
    """Fail where no question is asked, or no answer leads to the figures that were meant."""
    first = build_case(case, folder / "first")
    assert first.statistics is None, "taken without a question"
    reached = [outcome.figures(case.wants) for outcome in endings(case, folder)]
    assert {path: int(value) for path, value in case.wants.items()} in reached


@cases(
    Case(
        "answered: a year's row beside its months",
        {"水政科.xlsx": {"行政执法": f"{MONTHS}\n行政许可  全年  23"}},
        {LICENCES: 21, PENALTIES: 6},
    ),
    Case(
        "answered: a corrected version beside the first",
        {
            "水政科.xlsx": {"行政执法": MONTHS},
            "水政科（更正）.xlsx": {"行政执法": MONTHS.replace("2  6", "2  7")},
        },
        {LICENCES: 21, PENALTIES: 7},
    ),
    Case(
        "answered: a draft beside the sheet, which does not count",
        {"台账.xlsx": {"主动公开": SHEET, "主动公开（草案）": OTHER}},
        {TOTAL: 1},
    ),
    Case(
        "answered: a draft beside the sheet, which counts",
        {"台账.xlsx": {"主动公开": SHEET, "主动公开（草案）": OTHER}},
        {TOTAL: 2},
    ),
    Case(
        "answered: last year's sheet, which does not count",
        {"台账.xlsx": {"行政执法": MONTHS, "行政执法（2023年）": MONTHS.replace("17", "30")}},
        {LICENCES: 21},
    ),
)
def test_an_answer_is_kept_and_leads_to_the_figures(case: Case, tmp_path: Path) -> None:
    judge_answers(case, tmp_path)


@cases(
    Case(
        "void: rows that changed after the answer",
        {"水政科.xlsx": {"行政执法": f"{MONTHS}\n行政许可  全年  23"}},
    )
)
def test_an_answer_is_void_when_its_rows_change(case: Case, tmp_path: Path) -> None:
    ((mark, answers),) = questions(build_case(case, tmp_path / "asked"))
    given = spelled({mark: answers[0]})
    changed = {"水政科.xlsx": {"行政执法": f"{MONTHS}\n行政许可  全年  24"}}

    before = build_case(replace(case, settings=given), tmp_path / "answered")
    after = build_case(replace(case, settings=given, books=changed), tmp_path / "changed")

    assert before.statistics is not None
    assert [mark for mark, _ in questions(after)] not in ([], [mark])


@cases(
    Case(
        "ignored: a sheet that the settings leave out",
        {"台账.xlsx": {"主动公开": SHEET, "主动公开（草案）": OTHER}},
        {TOTAL: 1},
        settings='ignored_sheets = ["主动公开（草案）"]\n',
    ),
    Case(
        "columns: a header of the office's own",
        {
            "台账.xlsx": {
                "主动公开": "事由  归口  上网日  载体\n河道采砂公告  河湖管理  2024-03-05  临江水利网"
            }
        },
        {TOTAL: 1},
        settings=(
            '[columns."主动公开"]\n"事由" = "信息名称"\n"归口" = "信息类别"\n'
            '"上网日" = "公开日期"\n"载体" = "公开渠道"\n'
        ),
    ),
)
def test_settings_say_what_is_left_out_and_what_a_header_means(case: Case, tmp_path: Path) -> None:
    outcome = build_case(case, tmp_path)

    assert outcome.errors == ()
    assert outcome.figures(case.wants) == {path: int(value) for path, value in case.wants.items()}
