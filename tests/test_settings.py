"""``agency.toml`` and ``report.toml`` as people write them → settings, or every fault with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from report_builder.diagnostics import Findings
from report_builder.settings import Settings, load_settings, read_settings

AGENCY = """
    name = "柳州市教育局"
    short_name = "市教育局"
    kind = "department"
    region = "柳州市"
    contact = { office = "柳州市教育局办公室", address = "柳州市文惠路87号", postcode = "545001", telephone = "0772-2822960" }
    channels = [
      { name = "柳州教育网", kind = "政府网站" },
      { name = "龙城教育", kind = "其他方式" },
    ]
"""  # noqa: E501  a line of the file as it is kept

SHIPPED = Path(__file__).parent.parent / "data"


def load(folder: Path, agency: str, report: str = "") -> tuple[Settings | None, list[str]]:
    """The settings of a folder with these files, and the findings as they are printed."""
    (folder / "2016").mkdir()
    (folder / "agency.toml").write_text(dedent(agency), encoding="utf-8")
    if report:
        (folder / "2016" / "report.toml").write_text(dedent(report), encoding="utf-8")
    findings = Findings()
    settings = load_settings(folder, 2016, findings)
    return settings, [str(finding).replace(str(folder), "data") for finding in findings]


def test_the_settings_that_ship_with_the_package_have_no_fault() -> None:
    findings = Findings()

    settings = load_settings(SHIPPED, 2016, findings)

    assert list(findings) == []
    assert settings is not None
    assert settings.name == "柳州市教育局"


def test_report_toml_overrides_the_agency_key_by_key_for_its_year(tmp_path: Path) -> None:
    report = """
        signed_on = 2016-12-31
        contact.telephone = "0772-0000000"
    """

    settings, findings = load(tmp_path, AGENCY, report)

    assert findings == []
    assert settings is not None
    assert settings.signed_on == date(2016, 12, 31)
    assert settings.contact.telephone == "0772-0000000"
    assert settings.contact.postcode == "545001"


def test_a_year_without_report_toml_has_the_agency_s_own_settings(tmp_path: Path) -> None:
    settings, findings = load(tmp_path, AGENCY)

    assert findings == []
    assert settings is not None
    assert settings.signed_on is None


def test_a_misspelt_key_is_named_with_its_line_and_the_key_that_was_meant(tmp_path: Path) -> None:
    settings, findings = load(tmp_path, AGENCY + 'reading_room = ["柳州市档案馆"]\n'.rjust(40))

    assert settings is None
    assert findings[0].split("\n") == [
        "错误 settings.invalid  data/agency.toml › 第11行",
        "  不认识“reading_room”这一项",
        "  您要写的可能是“reading_rooms”",
    ]


def test_every_fault_of_both_files_is_told_at_once(tmp_path: Path) -> None:
    agency = (
        AGENCY.replace('"545001"', "545001").replace('"其他方式"', '"其它"').replace('"department"', '"局"')
    )

    settings, findings = load(tmp_path, agency, "name = 3\nsent_to = []\n")

    assert settings is None
    assert [finding.split("\n")[0] for finding in sorted(findings)] == [
        "错误 settings.invalid  data/2016/report.toml › 第1行",
        "错误 settings.invalid  data/2016/report.toml › 第2行",
        "错误 settings.invalid  data/agency.toml › 第4行",
        "错误 settings.invalid  data/agency.toml › 第6行",
        "错误 settings.invalid  data/agency.toml › 第9行",
    ]


def test_a_missing_setting_is_told_by_its_name(tmp_path: Path) -> None:
    settings, findings = load(tmp_path, AGENCY.replace("short_name", "# short_name"))

    assert settings is None
    assert findings == [
        "错误 settings.invalid  data/agency.toml\n  缺少“short_name”\n  请加上一行：short_name = …"
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "教育局/2016", "教育\\n局", ".局", "局:1"])
def test_a_name_that_leads_out_of_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    settings, findings = load(tmp_path, AGENCY.replace('"柳州市教育局"', f'"{name}"', 1))

    assert settings is None
    assert "要用作文件名" in findings[0]


def test_a_blank_name_is_not_a_name(tmp_path: Path) -> None:
    settings, findings = load(tmp_path, AGENCY.replace('"市教育局"', '" "'))

    assert settings is None
    assert findings == ["错误 settings.invalid  data/agency.toml › 第3行\n  “short_name”不能空着"]


def test_full_width_quotation_marks_are_shown_with_their_line(tmp_path: Path) -> None:
    settings, findings = load(tmp_path, AGENCY.replace('"市教育局"', "“市教育局”"))

    assert settings is None
    assert findings[0].startswith(
        "错误 settings.unreadable  data/agency.toml › 第3行\n"
        "  这一行不符合 TOML 写法\n"
        "  写作：short_name = “市教育局”"
    )


def test_a_folder_without_settings_says_which_file_is_missing(tmp_path: Path) -> None:
    findings = Findings()

    settings = load_settings(tmp_path, 2016, findings)

    assert settings is None
    assert [(found.code, str(found.place)) for found in findings] == [
        ("settings.missing", str(tmp_path / "agency.toml"))
    ]


def test_a_file_that_notepad_saved_with_a_mark_at_its_head_is_read(tmp_path: Path) -> None:
    settings, findings = load(tmp_path, "\ufeff" + dedent(AGENCY))

    assert findings == []
    assert settings is not None


def test_a_file_in_gbk_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "agency.toml").write_text(dedent(AGENCY), encoding="gbk")
    findings = Findings()

    settings = load_settings(tmp_path, 2016, findings)

    assert settings is None
    assert [found.message for found in findings] == ["文件不是 UTF-8 编码"]


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "x" + ".x" * 100_000 + " = 1",
        "[x" + ' . "x"' * 100_000 + "]",
        "x" + ".x" * 20 + " = {x" + ".x" * 20 + " = 1}",
        "x = " + "[" * 40 + "]" * 40,
    ],
)
def test_what_is_nested_without_end_does_not_bring_the_program_down(tmp_path: Path, text: str) -> None:
    settings, findings = load(tmp_path, text)

    assert settings is None
    assert [finding.split("\n")[0] for finding in findings] == ["错误 settings.unreadable  data/agency.toml"]


def test_points_in_a_text_are_no_levels(tmp_path: Path) -> None:
    _, findings = load(tmp_path, AGENCY + f'sent_to = "{"一.二.a.b." * 20}"\n'.rjust(300))

    assert findings == []


@pytest.mark.parametrize("written", ["2027-1-15", '"2027年1月15日"', "2027年1月15日  # 成文", "2027/1/15"])
def test_a_date_is_understood_as_people_write_it(tmp_path: Path, written: str) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "agency.toml").write_bytes((SHIPPED / "agency.toml").read_bytes())
    (tmp_path / "2026" / "report.toml").write_text(f"signed_on = {written}\n", encoding="utf-8")
    findings = Findings()

    settings = load_settings(tmp_path, 2026, findings)

    assert settings is not None, [str(finding) for finding in findings]
    assert settings.signed_on == date(2027, 1, 15)


def test_a_settings_file_with_two_endings_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "agency.toml").write_bytes((SHIPPED / "agency.toml").read_bytes())
    (tmp_path / "2026" / "report.toml.txt").write_text("signed_on = 2027-01-15\n", encoding="utf-8")
    findings = Findings()

    load_settings(tmp_path, 2026, findings)

    assert [finding.code for finding in findings] == ["settings.misnamed"]


def test_agency_settings_with_two_endings_are_noticed_beside_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "agency.toml.txt").write_bytes((SHIPPED / "agency.toml").read_bytes())
    findings = Findings()

    load_settings(tmp_path, 2026, findings)

    assert [finding.code for finding in findings] == ["settings.missing", "settings.misnamed"]


ODD = ("true", "1", "××", "市教育局", "department ", "government", "政府网站", "其它", "2026-1-1", "colour")


@pytest.mark.parametrize("key", Settings.__struct_fields__)
def test_no_way_out_recommends_the_very_value_that_is_complained_of(key: str, tmp_path: Path) -> None:
    for number, value in enumerate(ODD):
        folder = tmp_path / str(number)
        (folder / "2016").mkdir(parents=True)
        (folder / "agency.toml").write_text(f'{key} = "{value}"\n', encoding="utf-8")
        findings = Findings()

        load_settings(folder, 2016, findings)

        own = [found for found in findings if f"“{key}”" in found.message and "缺少" not in found.message]
        assert not [found for found in own if f'"{value}"' in found.remedy]
        # What is written in quotation marks and means the right thing without them is told just that.
        told = [found for found in own if value in found.remedy.rpartition("：")[2].split("、")]
        assert all("引号" in found.message for found in told)


def test_a_number_of_more_digits_than_anybody_reads_is_told() -> None:
    findings = Findings()

    assert read_settings(f"limits.cells = {'9' * 5000}".encode(), "agency.toml", findings) is None
    assert [each.code for each in findings] == ["settings.unreadable"]


def test_of_settings_without_end_that_nobody_knows_the_first_hundred_are_told() -> None:
    findings = Findings()
    written = "".join(f"a{number} = 1\n" for number in range(20_000))

    read_settings(f'name = "甲局"\n{written}'.encode(), "agency.toml", findings)

    told = [each.message for each in findings if each.code == "settings.invalid"]
    assert len(told) == 101
    assert told[-1] == "后面还有写错的地方，没有一一列出"
