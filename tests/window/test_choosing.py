"""The page that asks for a folder: nothing else is shown before, and another folder may be opened later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from window_visits import PORT, Visitor

from report_builder.window.application import WindowWorld
from report_builder.window.choosing import Choice, choosing_window
from report_builder.window.office import Office

if TYPE_CHECKING:
    from pathlib import Path


def office_in(folder: Path) -> Office:
    return Office(folder / "data", folder / "out", folder)


def choosing(tmp_path: Path, office: Office | None = None, remark: str = "") -> Visitor:
    """Somebody before the page; a folder of the name “坏” cannot be chosen."""

    def choose(typed: str) -> Office | str:
        return "这里写不进去" if typed == "坏" else office_in(tmp_path / typed)

    visitor = Visitor(office_in(tmp_path))
    surroundings = WindowWorld(lambda: date(2017, 1, 20), lambda _: "已经记下", may_choose=True)
    choice = Choice(office, str(tmp_path / "文档"), remark, choose)
    visitor.application = choosing_window(choice, visitor.doors, PORT, visitor.presence, surroundings)
    return visitor.come_in()


@pytest.mark.parametrize("path", ["/start", "/2016", "/2016/ledgers"])
def test_before_a_folder_is_chosen_no_other_page_is_there(tmp_path: Path, path: str) -> None:
    assert choosing(tmp_path).get(path).status == 404


def test_the_first_page_leads_to_the_choice_with_a_proposal(tmp_path: Path) -> None:
    visitor = choosing(tmp_path, remark="上次用的打不开")

    assert visitor.get("/").headers["location"] == "/folder"
    asked = visitor.get("/folder").text
    assert f'value="{tmp_path / "文档"}"' in asked
    assert "上次用的打不开" in asked


def test_a_chosen_folder_is_opened(tmp_path: Path) -> None:
    visitor = choosing(tmp_path)

    answer = visitor.post("/folder", folder="年报")

    assert (answer.status, answer.headers["location"]) == (303, "/")
    begun = visitor.get("/start").text
    assert f"文件夹：{tmp_path / '年报' / 'data'}" in begun
    assert '<a href="/folder">换一个文件夹</a>' in begun


def test_why_a_folder_cannot_be_used_is_said_beside_what_was_typed(tmp_path: Path) -> None:
    answer = choosing(tmp_path).post("/folder", folder="坏")

    assert answer.status == 422
    assert "这里写不进去" in answer.text
    assert 'value="坏"' in answer.text


def test_another_folder_may_be_opened_later(tmp_path: Path) -> None:
    visitor = choosing(tmp_path, office_in(tmp_path / "甲"))

    assert f"文件夹：{tmp_path / '甲' / 'data'}" in visitor.get("/start").text
    assert f'value="{tmp_path / "甲"}"' in visitor.get("/folder").text
    visitor.post("/folder", folder="乙")
    assert f"文件夹：{tmp_path / '乙' / 'data'}" in visitor.get("/start").text


def test_nobody_else_may_choose(tmp_path: Path) -> None:
    visitor = choosing(tmp_path)
    visitor.cookie = ""

    assert visitor.post("/folder", folder="年报").status == 403
    assert visitor.ask("POST", "/folder", {"origin": "http://evil.example"}).status == 403
    assert visitor.ask("GET", "/folder", {"host": "evil.example"}).status == 421


def test_a_window_of_a_given_folder_offers_no_other(tmp_path: Path) -> None:
    visitor = Visitor(office_in(tmp_path)).come_in()

    assert "换一个文件夹" not in visitor.get("/start").text
    assert visitor.get("/folder").status == 404
