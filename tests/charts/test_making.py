"""The settings' wish and the folders of earlier years → the charts, and what is said of those not drawn."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import records
from msgspec.structs import replace

from report_builder.charts.making import make_charts
from report_builder.charts.years import Years
from report_builder.diagnostics import Findings, Severity
from report_builder.filing.statistics_json import statistics_json
from report_builder.settings import Settings, load_settings
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from report_builder.charted_figures import DrawnChart

CHECKOUT: Final = Path(__file__).parent.parent.parent
WITH_CHARTS: Final = replace(records.settings(), charts=True)
STATISTICS: Final = count_statistics(records.ledgers(), records.settings(), 2016, Findings())


def archive(folder: Path, year: int) -> Path:
    """What a build of an earlier year leaves."""
    path = folder / "out" / str(year) / "statistics.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(statistics_json(replace(STATISTICS, year=year), None, "guangxi-seven-part"))
    return path


def made(folder: Path, settings: Settings = WITH_CHARTS) -> tuple[tuple[DrawnChart, ...], Findings]:
    """The charts of 2016, whose year before is not known."""
    findings = Findings()
    years = Years(folder / "data", folder / "out", None)
    return make_charts(STATISTICS, settings, years, findings), findings


def test_settings_that_ask_for_no_charts_get_none(tmp_path: Path) -> None:
    charts, findings = made(tmp_path, records.settings())

    assert charts == ()
    assert list(findings) == []


@pytest.mark.parametrize(
    ("written", "style"),
    [("false", ""), ("true", "mono"), ('"mono"', "mono"), ('"colour"', "colour")],
)
def test_the_settings_say_how_charts_are_printed(own_data: Path, written: str, style: str) -> None:
    path = own_data / "2016" / "report.toml"
    path.write_text(f"charts = {written}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")

    settings = load_settings(own_data, 2016, Findings())

    assert settings is not None
    assert settings.chart_style == style


def test_another_word_for_a_style_is_a_finding_that_lists_the_styles(own_data: Path) -> None:
    path = own_data / "2016" / "report.toml"
    path.write_text(f'charts = "color"\n{path.read_text(encoding="utf-8")}', encoding="utf-8")
    findings = Findings()

    load_settings(own_data, 2016, findings)

    assert [(found.code, found.remedy) for found in findings] == [
        ("settings.invalid", '只能填：false、true、"mono"、"colour"')
    ]


def test_archives_of_years_past_are_compared_with(tmp_path: Path) -> None:
    archive(tmp_path, 2013)

    charts, findings = made(tmp_path)

    assert "2013年3条，2014年无数据，2015年无数据，2016年3条" in charts[-1].alternative
    assert [found.code for found in findings] == []


def test_a_year_that_cannot_be_read_is_told_of_and_left_out(tmp_path: Path) -> None:
    archive(tmp_path, 2013)
    broken = archive(tmp_path, 2014)
    broken.write_text("{", encoding="utf-8")

    charts, findings = made(tmp_path)

    assert "2014年无数据" in charts[-1].alternative
    assert [(found.code, found.severity, str(found.place)) for found in findings] == [
        ("charts.year", Severity.NOTICE, str(broken))
    ]


def test_another_agencys_year_is_not_compared_with(tmp_path: Path) -> None:
    path = archive(tmp_path, 2014)
    tree = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**tree, "agency": "别的单位"}), encoding="utf-8")

    charts, findings = made(tmp_path)

    assert "主要数据年度对比" not in [chart.title for chart in charts]
    assert [found.code for found in findings] == ["charts.year", "charts.left_out"]


def test_charts_that_there_is_nothing_to_draw_for_are_named_with_the_reason(tmp_path: Path) -> None:
    _, findings = made(tmp_path)

    (told,) = findings

    assert (told.code, told.severity, told.message) == (
        "charts.left_out",
        Severity.NOTICE,
        "图解有1幅图没有画",
    )
    assert told.evidence == "“主要数据年度对比”：没有以前年度的统计数据"


def test_a_build_without_charts_does_not_load_what_draws_them(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        f"sys.argv = ['report-builder', 'build', '2016', '--out', {str(tmp_path)!r}]\n"
        "from report_builder.__main__ import main\n"
        "try:\n    main()\n"
        "finally:\n    print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=CHECKOUT,
        env={"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )

    loaded = set(done.stdout.splitlines()[-1].split())
    assert "docxtpl" in loaded
    assert loaded & {"matplotlib", "contourpy", "kiwisolver"} == set()
