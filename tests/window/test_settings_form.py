"""The settings changed by a form: the file keeps its comments, its order and its line ends."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from typing import TYPE_CHECKING

import pytest
from window_visits import Answer, visitor, words

from report_builder.budgets import USUAL

if TYPE_CHECKING:
    from pathlib import Path

    from window_visits import Visitor

PATH = "/2016/settings"


def fields_of(page: str) -> dict[str, str]:
    """What the form says when nobody touches it."""
    found = dict(re.findall(r'name="(\w+)" type="\w+" maxlength="300" value="([^"]*)"', page))
    found |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<input name="([\w-]+)" type="text" [^>]*value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select name="([\w-]+)"[^>]*>(.*?)</select>', page):
        found[name] = next(iter(re.findall(r"<option selected>([^<]*)<", options)), "政府公报")
    for name, choices in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', page):
        found[name] = next(iter(re.findall(r'value="(\w*)" selected', choices)), "")
    return {name: unescape(value) for name, value in found.items()}


def stored(visiting: Visitor, **changes: str) -> Answer:
    """The form sent with changes."""
    return visiting.post(PATH, **{**fields_of(visiting.get(PATH).text), **changes})


def test_a_form_that_nobody_touched_changes_no_byte(own_data: Path) -> None:
    before = {path: path.read_bytes() for path in own_data.rglob("*") if path.is_file()}

    answer = stored(visitor(own_data.parent))

    assert (answer.status, "已经存好" in answer.text) == (200, True)
    assert {
        path: path.read_bytes() for path in own_data.rglob("*") if path.is_file() and path.name[0] != "."
    } == before


def test_one_value_is_changed_and_everything_else_stays(own_data: Path) -> None:
    path = own_data / "agency.toml"
    before = path.read_text("utf-8").splitlines()

    answer = stored(visitor(own_data.parent), short_name="柳州教育局")

    assert answer.status == 200
    after = path.read_text("utf-8").splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ('short_name = "市教育局"        # 正文中的简称', 'short_name = "柳州教育局"        # 正文中的简称')
    ]


def test_a_key_in_a_table_is_changed_and_another_is_added(own_data: Path) -> None:
    stored(visitor(own_data.parent), telephone="0772-1234567", fax="0772-7654321", charts="mono")

    text = (own_data / "agency.toml").read_text("utf-8")
    assert 'telephone = "0772-1234567"' in text
    assert 'fax = "0772-7654321"' in text
    assert fields_of(visitor(own_data.parent).get(PATH).text)["charts"] == "mono"


def test_a_new_key_stands_above_the_first_table(tmp_path: Path) -> None:
    visiting = visitor(tmp_path)
    visiting.post("/start", year="2016", name="柳州市教育局")

    answer = stored(
        visiting, address="文惠路87号", postcode="545001", telephone="0772-2822960", portal="柳州教育网",
        reading_rooms="柳州市档案馆\r\n柳州市图书馆",
    )  # fmt: skip

    assert answer.status == 200, words(answer.text)
    text = (tmp_path / "data" / "agency.toml").read_text("utf-8")
    assert text.index('portal = "柳州教育网"') < text.index("[contact]")
    assert 'reading_rooms = ["柳州市档案馆", "柳州市图书馆"]' in text
    assert "# 联系方式：报告开头写的联系方式。" in text
    assert "还没有填写" not in visiting.get("/2016/ledgers").text


def test_the_day_of_the_signature_is_this_years(own_data: Path) -> None:
    stored(visitor(own_data.parent), signed_on="2017-01-20")

    assert "signed_on = 2017-01-20" in (own_data / "2016" / "report.toml").read_text("utf-8")
    assert "signed_on" not in (own_data / "agency.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "不能空着"),
        ({"name": "甲/乙局"}, "不能用的字符"),
        ({"kind": "other"}, "不是可选的写法"),
        ({"signed_on": "去年"}, "不是日期"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    own_data: Path, changes: dict[str, str], says: str
) -> None:
    before = {path: path.read_bytes() for path in own_data.rglob("*.toml")}

    answer = stored(visitor(own_data.parent), **changes)

    assert answer.status == 422
    assert says in words(answer.text)
    assert {path: path.read_bytes() for path in own_data.rglob("*.toml")} == before


def test_a_file_that_changed_meanwhile_is_not_written_over(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    form = fields_of(visiting.get(PATH).text)
    path = own_data / "agency.toml"
    path.write_text(path.read_text("utf-8").replace("545001", "545002"), encoding="utf-8")
    changed = path.read_bytes()

    answer = visiting.post(PATH, **{**form, "short_name": "教育局"})

    assert answer.status == 422
    assert "在别处改过了" in answer.text
    assert path.read_bytes() == changed


def test_a_file_of_notepads_keeps_its_mark_and_its_line_ends(own_data: Path) -> None:
    path = own_data / "agency.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    stored(visitor(own_data.parent), short_name="柳州教育局")

    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_file_that_cannot_be_read_is_told_and_left_alone(own_data: Path) -> None:
    path = own_data / "agency.toml"
    path.write_text("name = ", encoding="utf-8")

    answer = visitor(own_data.parent).get(PATH)

    assert answer.status == 422
    assert "在这里改不了" in answer.text
    assert path.read_text("utf-8") == "name = "


def test_a_file_longer_than_is_read_is_never_saved_in_part(own_data: Path) -> None:
    path = own_data / "agency.toml"
    visiting = visitor(own_data.parent)
    form = fields_of(visiting.get(PATH).text)
    longest = path.read_bytes() + b"# " + bytes([0x61]) * (USUAL.text_bytes - 2 - path.stat().st_size)
    path.write_bytes(longest)
    readable = visiting.get(PATH)
    path.write_bytes(longest + b"\nportal = 'x'\n")

    shown, saved = visiting.get(PATH), visiting.post(PATH, **{**form, "short_name": "教育局"})

    assert (readable.status, shown.status, saved.status) == (200, 422, 422)
    assert "超过 1000 千字节" in unescape(shown.text)
    assert path.read_bytes() == longest + b"\nportal = 'x'\n"


def test_a_channel_is_classed_otherwise_and_its_neighbours_keep_their_comments(own_data: Path) -> None:
    path = own_data / "agency.toml"
    noted = path.read_text("utf-8").replace('kind = "政务微信" },', 'kind = "政务微信" },  # 办公室管')
    path.write_text(noted, encoding="utf-8")

    answer = stored(visitor(own_data.parent), **{"channels-other-1": "其他方式"})

    assert answer.status == 200
    changed = '{ name = "柳州教育网", kind = "政府网站" }'
    assert path.read_text("utf-8") == noted.replace(changed, changed.replace("政府网站", "其他方式"))


def test_a_channel_and_a_group_are_added_and_others_taken_away(own_data: Path) -> None:
    visiting = visitor(own_data.parent)

    answer = stored(
        visiting,
        **{
            "channels-name-0": "",
            "channels-name-7": "政府公报栏",
            "channels-other-7": "政府公报",
            "category_groups-name-3": "财务",
            "category_groups-other-3": "三公经费，其他 , 决算、",
        },
    )

    assert answer.status == 200
    settings = tomllib.loads((own_data / "agency.toml").read_text("utf-8"))
    assert [each["name"] for each in settings["channels"]][::6] == ["柳州教育网", "政府公报栏"]
    assert settings["channels"][-1]["kind"] == "政府公报"
    assert settings["category_groups"][-1] == {"name": "财务", "categories": ["三公经费", "其他", "决算"]}
    fields = fields_of(visiting.get(PATH).text)
    assert fields["category_groups-other-3"] == "三公经费、其他、决算"


def test_lists_that_are_wrong_are_not_stored_and_stay_in_the_form(own_data: Path) -> None:
    before = (own_data / "agency.toml").read_bytes()

    answer = stored(visitor(own_data.parent), **{"channels-name-7": "公报", "channels-other-7": "别的"})

    assert answer.status == 422
    assert fields_of(answer.text)["channels-name-7"] == "公报"
    assert (own_data / "agency.toml").read_bytes() == before
