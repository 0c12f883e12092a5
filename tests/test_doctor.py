"""What the doctor examines, and that each thing wrong is told with its way out."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from report_builder.doctor import Condition, DoctorRequest, Examined, count_broken, examine

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture
def office(tmp_path: Path, own_data: Path) -> DoctorRequest:
    """A working folder with the sample's settings."""
    return DoctorRequest(own_data, tmp_path / "out", tmp_path, 2016, (3, 11, 7), "utf-8")


def told_of(subject: str, request: DoctorRequest) -> Examined:
    """What is said of one subject."""
    return next(each for each in examine(request) if each.subject == subject)


def test_a_sound_installation_is_sound(office: DoctorRequest) -> None:
    examined = examine(office)

    assert count_broken(examined) == 0
    assert [each.subject for each in examined] == [
        "程序", "部件", "另装的部件", "格式", "字体", "单位设置", "节假日日历", "写入权限", "磁盘空间",
        "屏幕编码",
    ]  # fmt: skip


def test_each_extra_of_the_package_is_said_to_be_there_or_not(
    office: DoctorRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told_of("另装的部件", office).said == (
        "装了的：签名和核对签名（sign、verify）、集群（batch --scheduler）",
    )

    monkeypatch.setattr("sys.path", [])
    for name in ("pyhanko", "distributed"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    told = told_of("另装的部件", office)

    assert told.condition is Condition.SOUND
    assert told.said == (
        "没有装的：签名和核对签名（sign、verify）、集群（batch --scheduler）",
        "不用这些的，不必装",
    )


def test_the_examination_leaves_nothing_behind(office: DoctorRequest, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))

    examine(office)

    assert sorted(tmp_path.rglob("*")) == before


def test_a_font_of_ones_own_that_is_none_is_broken(office: DoctorRequest, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "甲.ttf").write_bytes(b"no font")
    (tmp_path / "fonts" / "faces.toml").write_text(
        '[[face]]\nname = "Song"\nfile = "甲.ttf"\n[[face]]\nname = "Kai"\nfile = "乙.ttf"\n',
        encoding="utf-8",
    )

    told = told_of("自备字体", office)

    assert told.condition is Condition.BROKEN
    assert [said.partition(" ")[0] for said in told.said] == ["甲.ttf", "乙.ttf"]
    assert told.remedy


@pytest.mark.parametrize("listed", ["face = 1", "[[face]]\nname = 'Song'\n", "not toml", "face = [1]"])
def test_a_faulty_list_of_fonts_is_broken(office: DoctorRequest, tmp_path: Path, listed: str) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "faces.toml").write_text(listed, encoding="utf-8")

    assert told_of("自备字体", office).condition is Condition.BROKEN


def test_fonts_without_a_list_are_doubtful(office: DoctorRequest, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()

    assert told_of("自备字体", office).condition is Condition.DOUBTFUL


def test_good_fonts_of_ones_own_are_sound(office: DoctorRequest, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    shutil.copy(CHECKOUT / "fonts" / "GWKai.ttf", tmp_path / "fonts")
    (tmp_path / "fonts" / "faces.toml").write_text(
        '[[face]]\nname = "Kai"\nfile = "GWKai.ttf"\n', encoding="utf-8"
    )

    assert told_of("自备字体", office).condition is Condition.SOUND


def test_settings_that_are_not_there_yet_are_doubtful(office: DoctorRequest, tmp_path: Path) -> None:
    told = told_of("单位设置", replace(office, data=tmp_path / "没有"))

    assert told.condition is Condition.DOUBTFUL
    assert "report-builder new 2016" in told.remedy


def test_every_fault_of_the_settings_is_told_with_its_line(office: DoctorRequest) -> None:
    (office.data / "agency.toml").write_text('name = ""\nshort_name = 1\n', encoding="utf-8")

    told = told_of("单位设置", office)

    assert told.condition is Condition.BROKEN
    assert any("第1行" in said for said in told.said)
    assert any("第2行" in said for said in told.said)


def test_a_placeholder_left_in_the_settings_is_broken(office: DoctorRequest) -> None:
    path = office.data / "agency.toml"
    text = path.read_text(encoding="utf-8").replace("0772-2822960", "〔请填写联系电话〕")
    path.write_text(text, encoding="utf-8")

    told = told_of("单位设置", office)

    assert told.condition is Condition.BROKEN
    assert "“联系电话”" in told.said[0]


@pytest.mark.parametrize("year", [1999, 2099])
def test_a_year_that_the_calendar_does_not_know_is_broken(office: DoctorRequest, year: int) -> None:
    told = told_of("节假日日历", replace(office, year=year))

    assert told.condition is Condition.BROKEN
    assert str(year) in told.said[0]


def test_a_year_that_is_not_announced_yet_is_doubtful_until_the_office_writes_it_down(
    office: DoctorRequest,
) -> None:
    before = told_of("节假日日历", replace(office, year=2031))
    (office.data / "holidays.toml").write_text(
        '[2031]\nholidays = ["2031-01-22 至 2031-01-28"]\n', encoding="utf-8"
    )
    after = told_of("节假日日历", replace(office, year=2031))

    assert (before.condition, after.condition) == (Condition.DOUBTFUL, Condition.SOUND)
    assert "holidays.toml" in before.remedy


def test_a_calendar_of_one_s_own_that_cannot_be_used_is_broken(office: DoctorRequest) -> None:
    (office.data / "holidays.toml").write_text("[2031]\nholidays = [5]\n", encoding="utf-8")

    told = told_of("节假日日历", replace(office, year=2031))

    assert told.condition is Condition.BROKEN
    assert "holidays.toml" in told.said[0]


def test_outputs_that_cannot_be_written_are_broken(office: DoctorRequest, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where a folder should be", encoding="utf-8")

    assert told_of("写入权限", office).condition is Condition.BROKEN


@pytest.mark.parametrize(
    ("encoding", "condition"),
    [
        ("utf-8", Condition.SOUND),
        ("UTF8", Condition.SOUND),
        ("cp936", Condition.SOUND),
        ("gb18030", Condition.SOUND),
        ("cp437", Condition.DOUBTFUL),
        ("latin-1", Condition.DOUBTFUL),
        ("无此编码", Condition.DOUBTFUL),
    ],
)
def test_an_encoding_without_chinese_is_doubtful(
    office: DoctorRequest, encoding: str, condition: Condition
) -> None:
    assert told_of("屏幕编码", replace(office, encoding=encoding)).condition is condition


def test_whatever_is_not_sound_has_a_way_out(office: DoctorRequest, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "out").touch()
    (office.data / "agency.toml").write_text("name", encoding="utf-8")

    examined = examine(replace(office, year=2099, encoding="ascii"))

    unsound = [each for each in examined if each.condition is not Condition.SOUND]
    assert len(unsound) >= 5
    assert [each.subject for each in unsound if not each.remedy] == []


def test_a_broken_thing_ends_with_1(report_builder: Run, own_data: Path) -> None:
    (own_data / "agency.toml").write_text("name", encoding="utf-8")

    done = report_builder("doctor", "2016", cwd=own_data.parent)

    assert "✗  单位设置" in done.stdout.decode()
    assert done.stdout.decode().endswith("有 1 项要先解决。\n")
    assert done.returncode == 1


def test_a_sound_office_ends_with_0(report_builder: Run, own_data: Path) -> None:
    done = report_builder("doctor", cwd=own_data.parent)

    assert done.stdout.decode().endswith("可以使用。\n")
    assert done.returncode == 0
