"""Agencies' figures → the government's tables: their exact sum, and what keeps it from being one."""

from __future__ import annotations

import json
import random  # noqa: TID251  seeded: the same agencies on every run
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import openpyxl
import pytest
from foreign_reports import APPLICANT_KEYS, OUTCOME_KEYS, STOCK, SUIT_KEYS, YEAR, result_keys, two_years
from foreign_writers import by_python_docx, by_reportlab
from golden_suqian import AGENCY
from make_agencies import plan_agencies, write_agencies
from older_forms import TRIAL_BLOCKS, TRIAL_YEAR, report_of_2016, trial_report
from openpyxl.utils import column_index_from_string

from report_builder.agencies.batch import BatchRequest, build_agencies
from report_builder.agencies.rollup import LEDGER, STATISTICS, WORKBOOK, RollupRequest, named_by, roll_up
from report_builder.diagnostics import Findings, ReportError
from report_builder.drafts import outcome_of
from report_builder.filing.replacing import STAGING
from report_builder.formats.library import load_formats
from report_builder.statistics.paths import figures_by_path
from report_builder.statistics.reading_last_year import count_year

if TYPE_CHECKING:
    from pathlib import Path

    from older_forms import TrialReport

    from report_builder.agencies.rollup import RollupResult

NAME: Final = "双河县人民政府"
ROWS: Final = ("new", "carried_in", *dict(result_keys()), "total", "carried_out")


def put(tree: dict[str, object], path: str, value: object) -> None:
    *steps, last = path.split(".")
    for step in steps:
        tree = tree.setdefault(step, {})  # type: ignore[assignment]  # a branch
    tree[last] = value


def agency(number: int, chance: random.Random) -> dict[str, object]:
    """A ``statistics.json`` of an agency whose tables balance, written without our code."""
    tree: dict[str, object] = {
        "version": 1,
        "agency": f"第{number}局",
        "year": YEAR,
        "format": "national-2021",
    }
    rows = {key: [0] * 6 for key in ROWS}
    for column in range(6):
        rows["carried_in"][column], new = chance.randrange(3), chance.randrange(40)
        rows["new"][column] = new
        rows["carried_out"][column] = chance.randrange(new + 1)
        rows["total"][column] = new + rows["carried_in"][column] - rows["carried_out"][column]
        for _ in range(rows["total"][column]):
            rows[chance.choice(list(dict(result_keys())))][column] += 1
    for key, values in rows.items():
        for name, value in zip((*APPLICANT_KEYS, "total"), (*values, sum(values)), strict=True):
            put(tree, f"requests.{key}.{name}", value)
    for suit in SUIT_KEYS:
        counts = [chance.randrange(5) for _ in range(4)]
        for name, value in zip(OUTCOME_KEYS, (*counts, sum(counts)), strict=True):
            put(tree, f"litigation.{suit}.{name}", value)
    for key in ("rules", "normative_documents"):
        for part in STOCK:
            put(tree, f"proactive.{key}.{part}", chance.randrange(90))
    for kind in ("licences", "penalties", "compulsions"):
        put(tree, f"proactive.{kind}.decisions", chance.randrange(10**6))
    put(tree, "proactive.fees.amount_wan", f"{chance.randrange(10**6)}.{chance.randrange(10**4):04}")
    return tree


def leaves(tree: object, path: str = "") -> dict[str, Decimal]:
    """The figures of a file by path."""
    if isinstance(tree, dict):
        return {
            name: value
            for key, below in tree.items()
            for name, value in leaves(below, f"{path}.{key}" if path else str(key)).items()
        }
    return (
        {path: Decimal(str(tree))}
        if path.split(".", maxsplit=1)[0] in {"requests", "litigation", "proactive"}
        else {}
    )


def write(folder: Path, *trees: dict[str, object]) -> None:
    for number, tree in enumerate(trees):
        path = folder / f"单位{number:04}" / "statistics.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")


def some(count: int, seed: int = 1) -> list[dict[str, object]]:
    chance = random.Random(seed)  # noqa: S311
    return [agency(number, chance) for number in range(count)]


def run(folder: Path, listed: Path | None = None, year: int = YEAR) -> RollupResult:
    request = RollupRequest((folder,), folder / "汇总", folder, NAME, year, listed)
    return outcome_of(roll_up(request))


def total(folder: Path) -> dict[str, Decimal]:
    return leaves(json.loads((folder / "汇总" / str(YEAR) / STATISTICS).read_text(encoding="utf-8")))


def codes(result: RollupResult) -> list[str]:
    return [each.code for each in result.findings]


def test_the_sum_of_a_thousand_agencies_is_the_sum_of_their_files(tmp_path: Path) -> None:
    trees = some(1000)
    write(tmp_path, *trees)
    wanted: dict[str, Decimal] = {}
    for tree in trees:
        for path, value in leaves(tree).items():
            wanted[path] = wanted.get(path, Decimal(0)) + value

    result = run(tmp_path)

    assert (len(result.agencies), result.is_whole, codes(result)) == (1000, True, [])
    found = total(tmp_path)
    assert {path: found.get(path) for path in wanted} == wanted
    assert len(wanted) == 25 * 7 + 3 * 5 + 2 * 3 + 3 + 1


def test_each_cell_of_the_workbook_adds_up_its_parts(tmp_path: Path) -> None:
    write(tmp_path, *some(5))

    run(tmp_path)

    book = openpyxl.load_workbook(tmp_path / "汇总" / str(YEAR) / WORKBOOK)
    shown = openpyxl.load_workbook(tmp_path / "汇总" / str(YEAR) / WORKBOOK, data_only=True)
    parts = [list(row) for row in book["各单位的数"].iter_rows(min_row=2, values_only=True)]
    cell = book["依申请公开"]["B2"]
    column = column_index_from_string(cell.value.split("!")[1].split("2:")[0]) - 1
    values = [int(str(row[column])) for row in parts]
    assert shown["依申请公开"]["B2"].value == sum(values)
    assert shown["依申请公开"]["B2"].value == total(tmp_path)["requests.new.natural_person"]
    assert cell.comment.text.count("局：") == sum(value > 0 for value in values)


def test_the_ledgers_of_totals_count_to_the_same_figures(tmp_path: Path) -> None:
    write(tmp_path / "各单位", *some(30))
    outcome_of(roll_up(RollupRequest((tmp_path / "各单位",), tmp_path / "汇总", tmp_path, NAME, YEAR)))
    ledgers = tmp_path / "data" / str(YEAR) / "ledgers"
    ledgers.mkdir(parents=True)
    (tmp_path / "data" / "agency.toml").write_text(AGENCY, encoding="utf-8")
    (ledgers / LEDGER).write_bytes((tmp_path / "汇总" / str(YEAR) / LEDGER).read_bytes())
    findings = Findings()

    statistics = count_year(tmp_path / "data", tmp_path / "out", YEAR, findings)

    assert [str(each) for each in findings.errors] == []
    assert statistics is not None
    counted = figures_by_path(statistics)
    wanted = total(tmp_path)
    assert {path: Decimal(counted[path] or 0) for path in wanted if path in counted} == {
        path: value for path, value in wanted.items() if path in counted
    }
    assert len([path for path in wanted if path in counted]) == len(wanted)


def test_reports_and_workbooks_are_added_like_files_of_figures(tmp_path: Path) -> None:
    tree = some(1)[0]
    write(tmp_path, tree)
    first, second = two_years(3)[1], two_years(4)[1]
    (tmp_path / "甲.docx").write_bytes(by_python_docx(first))
    (tmp_path / "乙.pdf").write_bytes(by_reportlab(second))

    result = run(tmp_path)

    assert (result.kinds, result.is_whole) == ({"统计数据": 1, "报告": 2}, True)
    wanted = {
        path: value + Decimal(first.cells[path]) + Decimal(second.cells[path])
        for path, value in leaves(tree).items()
    }
    assert {path: total(tmp_path)[path] for path in wanted} == wanted


def test_an_agency_that_sent_two_different_files_is_in_no_sum(tmp_path: Path) -> None:
    trees = some(3)
    trees[1]["agency"] = trees[0]["agency"]
    write(tmp_path, *trees)

    result = run(tmp_path)

    assert (len(result.agencies), result.is_whole, codes(result)) == (1, False, ["rollup.twice"])
    assert not (tmp_path / "汇总" / str(YEAR) / STATISTICS).exists()
    assert (tmp_path / "汇总" / str(YEAR) / WORKBOOK).exists()


def test_an_agency_that_sent_the_same_file_twice_is_counted_once(tmp_path: Path) -> None:
    trees = some(2)
    write(tmp_path, *trees, trees[0])

    result = run(tmp_path)

    assert (len(result.agencies), result.is_whole, codes(result)) == (2, True, ["rollup.twice"])
    assert total(tmp_path)["requests.new.total"] == sum(leaves(tree)["requests.new.total"] for tree in trees)


def test_a_cell_that_is_not_known_is_never_nil(tmp_path: Path) -> None:
    trees = some(3)
    put(trees[2], "requests.granted.business", None)
    write(tmp_path, *trees)

    result = run(tmp_path)

    assert codes(result) == ["rollup.unknown"]
    assert "予以公开·商业企业" in result.findings[0].evidence
    shown = openpyxl.load_workbook(tmp_path / "汇总" / str(YEAR) / WORKBOOK, data_only=True)["依申请公开"]
    assert [row[2] for row in shown.iter_rows(min_row=4, max_row=4, values_only=True)] == ["不全"]


def test_tables_that_do_not_balance_are_told_after_the_sum(tmp_path: Path) -> None:
    trees = some(3)
    put(trees[1], "requests.carried_out.total", 10_000)
    write(tmp_path, *trees)

    result = run(tmp_path)

    assert set(codes(result)) == {"rollup.unbalanced"}
    assert [each.place.file for each in result.findings if each.place] == [
        str(tmp_path / "单位0001" / "statistics.json")
    ]


def test_two_tables_that_balance_only_together_are_both_told(tmp_path: Path) -> None:
    trees = some(3)
    for tree, more in ((trees[0], 4), (trees[2], -4)):
        put(tree, "requests.total.total", int(leaves(tree)["requests.total.total"]) + more)
    write(tmp_path, *trees)

    result = run(tmp_path)

    assert (result.is_whole, codes(result)) == (False, ["rollup.unbalanced"] * 2)


@pytest.mark.parametrize("path", ["proactive.fees.amount_wan", "proactive.licences.decisions"])
def test_a_figure_below_nil_is_in_no_sum(tmp_path: Path, path: str) -> None:
    trees = some(2)
    put(trees[0], path, "-1.5" if path.endswith("wan") else -1)
    write(tmp_path, *trees)

    result = run(tmp_path)

    assert (result.is_whole, codes(result)) == (False, ["rollup.negative"])
    assert not (tmp_path / "汇总" / str(YEAR) / STATISTICS).exists()


def test_what_a_report_does_not_tell_is_not_nil_in_the_sum(tmp_path: Path) -> None:
    tree = some(1)[0]
    put(tree, "categories.财政.in_time", 5)
    write(tmp_path / "甲", tree)
    run(tmp_path / "甲")
    write(tmp_path / "乙", tree)
    (tmp_path / "乙" / "报告.docx").write_bytes(by_python_docx(two_years(3)[1]))
    run(tmp_path / "乙")
    alone, beside = (
        json.loads((tmp_path / name / "汇总" / str(YEAR) / STATISTICS).read_text(encoding="utf-8"))
        for name in ("甲", "乙")
    )

    assert alone["categories"] == {"财政": {"in_time": 5}}
    assert "categories" not in beside


def test_figures_that_were_built_before_the_ledgers_changed_are_told(tmp_path: Path) -> None:
    [made] = plan_agencies(1, 5)
    write_agencies(tmp_path, [made])
    outcome_of(build_agencies(BatchRequest(str(tmp_path), YEAR, 1)))
    assert codes(run(tmp_path)) == []
    [ledger] = (tmp_path / made.name / "data" / str(YEAR) / "ledgers").iterdir()
    book = openpyxl.load_workbook(ledger)
    book.worksheets[0]["Z1"] = "备注"
    book.save(ledger)

    assert codes(run(tmp_path)) == ["rollup.stale"]


def test_who_is_missing_by_the_list_is_told_and_the_sum_is_of_the_others(tmp_path: Path) -> None:
    write(tmp_path / "各单位", *some(2))
    listed = tmp_path / "名单.csv"
    listed.write_text("单位\n第0局\n第1局\n第2局\n", encoding="utf-8")

    result = run(tmp_path / "各单位", listed)

    assert (result.missing, result.is_whole, codes(result)) == (("第2局",), True, ["rollup.missing"])


def test_what_is_carried_in_is_compared_with_the_sum_of_the_year_before(tmp_path: Path) -> None:
    before = some(2, seed=2)
    for tree in before:
        tree["year"] = YEAR - 1
    write(tmp_path, *before)
    run(tmp_path, year=YEAR - 1)
    write(tmp_path, *some(2))

    assert "statistics.carry_over" in codes(run(tmp_path))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"agency": 1}', '{"agency": "甲局", "year": 2024, "requests": 1}']
)
def test_a_damaged_file_of_figures_is_named(tmp_path: Path, text: str) -> None:
    write(tmp_path, *some(1))
    path = tmp_path / "坏" / "statistics.json"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")

    result = run(tmp_path)

    assert not result.is_whole
    assert {str(each.place) for each in result.findings} == {str(path)}


def test_a_folder_that_stands_half_way_is_in_no_sum(tmp_path: Path) -> None:
    source = tmp_path / "各单位"
    for number in range(2):
        folder = source / f"第{number}局"
        folder.mkdir(parents=True)
        text = json.dumps(agency(number, random.Random(number)), ensure_ascii=False)  # noqa: S311  seeded
        (folder / "statistics.json").write_text(text, encoding="utf-8")
    (source / "第1局" / f"{STAGING}left").mkdir()

    result = outcome_of(roll_up(RollupRequest((source,), tmp_path / "汇总", tmp_path, NAME, YEAR)))

    assert result.agencies == ("第0局",)
    assert [each.code for each in result.findings if each.severity == "error"] == ["file.unfinished"]


def test_a_folder_without_figures_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as stopped:
        run(tmp_path)

    assert [each.code for each in stopped.value.findings] == ["rollup.empty"]


def test_a_file_of_figures_keeps_nobody_elses_report_out_of_the_sum(tmp_path: Path) -> None:
    tree, report = some(1)[0], two_years(3)[1]
    (tmp_path / "statistics.json").write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "甲.docx").write_bytes(by_python_docx(report))

    result = run(tmp_path)

    assert (set(result.agencies), result.is_whole) == ({"第0局", report.agency}, True)


@pytest.mark.parametrize("more", [0, 1])
def test_a_report_that_says_something_else_than_the_figures_sent_with_it_is_told(
    tmp_path: Path, more: int
) -> None:
    report = two_years(3)[1]
    tree: dict[str, object] = {"version": 1, "agency": report.agency, "year": YEAR}
    for path, value in report.cells.items():
        put(tree, path, value if path.endswith("wan") else int(value))
    put(tree, "proactive.licences.decisions", int(report.cells["proactive.licences.decisions"]) + more)
    write(tmp_path, tree, some(1)[0])
    (tmp_path / "单位0000" / "年报.docx").write_bytes(by_python_docx(report))

    result = run(tmp_path)

    assert codes(result) == ["rollup.twice"] * more
    assert result.is_whole is not bool(more)
    if not more:
        assert result.kinds == {"统计数据": 2}
        rows = openpyxl.load_workbook(tmp_path / "汇总" / str(YEAR) / WORKBOOK)["计入的单位"]
        assert [row[2] for row in rows.iter_rows(min_row=2, values_only=True)] == ["", "只报了数据、未报报告"]


def test_the_workbook_that_a_build_makes_beside_its_figures_is_no_second_agency(tmp_path: Path) -> None:
    write(tmp_path, some(1)[0])
    openpyxl.Workbook().save(tmp_path / "单位0000" / "statistics.xlsx")

    assert codes(run(tmp_path)) == []


def test_a_report_in_an_older_form_is_told_by_its_form_and_is_in_no_sum(tmp_path: Path) -> None:
    write(tmp_path, *some(2))
    old = trial_report(7, YEAR)
    (tmp_path / "旧表.docx").write_bytes(by_python_docx(old))

    result = run(tmp_path)

    assert (codes(result), len(result.agencies)) == (["rollup.other_form"], 2)
    told = str(result.findings[0])
    assert f"“{old.agency}”的报告用的是国办公开办函〔2019〕60号的格式（2019至2020年度）" in told
    assert "国办公开办函〔2021〕30号的格式" in told
    assert "填 0" not in told


def test_a_folder_that_is_called_by_its_year_is_summed_without_asking(tmp_path: Path) -> None:
    write(tmp_path / "收到的报告" / str(YEAR), *some(2))
    source = tmp_path / "收到的报告" / str(YEAR)

    result = outcome_of(roll_up(RollupRequest((source,), tmp_path / "汇总", tmp_path, named_by(source))))

    assert (result.year, result.name, len(result.agencies)) == (YEAR, "收到的报告", 2)


def test_where_one_agency_does_not_balance_the_sum_is_not_blamed_besides(tmp_path: Path) -> None:
    trees = some(3)
    put(trees[1], "requests.total.total", int(leaves(trees[1])["requests.total.total"]) + 1)
    write(tmp_path, *trees)

    assert [(each.code, each.place is not None) for each in run(tmp_path).findings] == [
        ("rollup.unbalanced", True)
    ]


COLUMNS: Final = (*APPLICANT_KEYS, "total")


def old_sum(reports: list[TrialReport]) -> dict[str, list[list[int]]]:
    """The sums of the cells of part two, and of （六）其他处理, by the labels of their rows."""
    rows = {"（六）其他处理": [sum(each.other_outcomes(key) for each in reports) for key in COLUMNS]}
    for _, heads, labels in TRIAL_BLOCKS:
        for label in labels:
            figures = [[int(text.removesuffix("元")) for text in each.trial[label]] for each in reports]
            rows[label] = [sum(row[at] for row in figures) for at in range(len(heads))]
    return {label: [row] for label, row in rows.items()}


def shown_rows(folder: Path, year: int) -> dict[str, list[list[object]]]:
    """The rows of the tables of the sum, by their labels."""
    book = openpyxl.load_workbook(folder / "汇总" / str(year) / WORKBOOK, data_only=True)
    found: dict[str, list[list[object]]] = {}
    for table in book.worksheets[: book.sheetnames.index("各单位的数")]:
        for row in table.iter_rows(min_row=2, values_only=True):
            found.setdefault(str(row[0]), []).append([each for each in row[1:] if each is not None])
    return found


def test_a_sum_that_is_all_of_one_older_form_is_the_sum_of_that_forms_cells(tmp_path: Path) -> None:
    reports = [trial_report(seed) for seed in (3, 4, 6)]
    for number, each in enumerate(reports):
        suffix, write_it = (("docx", by_python_docx), ("pdf", by_reportlab))[number % 2]
        (tmp_path / f"{number}.{suffix}").write_bytes(write_it(each))

    result = run(tmp_path, year=TRIAL_YEAR)

    assert (codes(result), result.is_whole, len(result.agencies)) == (["rollup.no_ledger"], True, 3)
    shown = shown_rows(tmp_path, TRIAL_YEAR)
    assert {label: shown[label] for label in old_sum(reports)} == old_sum(reports)
    new = [[sum(int(each.cells[f"requests.new.{key}"]) for each in reports) for key in COLUMNS]]
    assert shown["一、本年新收政府信息公开申请数量"] == new
    tree = leaves(json.loads((tmp_path / "汇总" / str(TRIAL_YEAR) / STATISTICS).read_text(encoding="utf-8")))
    assert tree["requests.other.unspecified.total"] == old_sum(reports)["（六）其他处理"][0][-1]
    assert "requests.other.3.total" not in tree


def test_a_table_of_the_older_form_that_does_not_add_up_is_told(tmp_path: Path) -> None:
    report = trial_report(3)
    report.cells["requests.total.total"] = str(int(report.cells["requests.total.total"]) + 1)
    (tmp_path / "甲.docx").write_bytes(by_python_docx(report))

    assert codes(run(tmp_path, year=TRIAL_YEAR)) == ["rollup.unbalanced"]


def test_an_older_form_in_a_year_of_another_is_summed_and_told(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(by_python_docx(trial_report(3, YEAR)))

    assert codes(run(tmp_path)) == ["rollup.other_form", "rollup.no_ledger"]


def test_figures_that_were_counted_are_added_to_reports_of_the_older_form(tmp_path: Path) -> None:
    report, tree = trial_report(3), some(1)[0]
    tree["year"] = TRIAL_YEAR
    for name, value in (("行政许可上一年项目数量", 5), ("行政许可本年项目数量", 3)):
        put(tree, f"work.{name}", value)
    put(tree, "proactive.other_services.decisions", 4)
    put(tree, "publication.normative_documents", 6)
    write(tmp_path, tree)
    (tmp_path / "甲.docx").write_bytes(by_python_docx(report))

    result = run(tmp_path, year=TRIAL_YEAR)

    assert result.is_whole, [str(each) for each in result.findings]
    before, more, decisions = (Decimal(each) for each in report.trial["行政许可"])
    counted = leaves(tree)["proactive.licences.decisions"]
    assert shown_rows(tmp_path, TRIAL_YEAR)["行政许可"] == [[before + 5, more - 2, decisions + counted]]


def test_the_sum_of_reports_of_2016_is_their_table_added_up(tmp_path: Path) -> None:
    seven = next(each for each in load_formats(tmp_path / "styles") if each.name == "guangxi-seven-part")
    assert seven.annex is not None
    chance = random.Random(5)  # noqa: S311
    figured = [row for row in seven.annex.rows if not row.is_caption]
    figures = [[chance.randrange(300) for _ in figured] for _ in range(2)]
    for agency_name, own in zip(("临江县教育局", "临江县水利局"), figures, strict=True):
        left = iter(own)
        rows = [
            (row.label, row.unit, "——" if row.is_caption else str(next(left))) for row in seven.annex.rows
        ]
        (tmp_path / f"{agency_name}.docx").write_bytes(report_of_2016(agency_name, 2016, rows))

    result = run(tmp_path, year=2016)

    assert (codes(result), len(result.agencies)) == (["rollup.no_ledger"], 2)
    book = openpyxl.load_workbook(tmp_path / "汇总" / "2016" / WORKBOOK, data_only=True)
    shown = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    sums = [sum(each) for each in zip(*figures, strict=True)]
    assert list(shown.values()) == sums
    labels = [row.label for row in figured]
    assert shown[labels[0]] == sums[0]
    reviews = labels.index("（二）被依法纠错数")
    suits = labels.index("（二）被依法纠错数", reviews + 1)
    assert shown["四、行政复议数量：（二）被依法纠错数"] == sums[reviews]
    assert shown["五、行政诉讼数量：（二）被依法纠错数"] == sums[suits]


def test_a_sheet_that_an_agencys_workbook_lacks_is_told_where_it_counts_as_nil(tmp_path: Path) -> None:
    write(tmp_path, *some(1))
    book = openpyxl.Workbook()
    filled = book.create_sheet("依申请公开统计", 0)
    for row in (("项目", "自然人", "总计"), ("本年新收", 1, 1), ("予以公开", 1, 1)):
        filled.append(row)
    book.create_sheet("行政执法").append(("事项类型", "月份", "数量"))
    book.save(tmp_path / "临江县审计局.xlsx")

    result = run(tmp_path)

    assert (codes(result), result.is_whole) == (["rollup.sheets_lacking"], True)
    assert "没有“规范性文件”、“行政事业性收费”、“复议诉讼”，这些项都按 0 计" in result.findings[0].message


@pytest.mark.parametrize("folder", [str(YEAR - 1), "上年"])
def test_a_workbook_in_another_years_folder_is_in_no_sum_of_this_one(tmp_path: Path, folder: str) -> None:
    write(tmp_path / f"{YEAR}年", *some(1))
    (tmp_path / folder).mkdir()
    book = openpyxl.Workbook()
    filled = book.create_sheet("依申请公开统计", 0)
    for row in (("项目", "自然人", "总计"), ("本年新收", 1, 1), ("予以公开", 1, 1)):
        filled.append(row)
    book.save(tmp_path / folder / "临江县审计局.xlsx")

    result = run(tmp_path)

    assert (codes(result), len(result.agencies)) == (["rollup.other_year"], 1)
