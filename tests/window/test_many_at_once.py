"""Many pages, several tabs, browsers that die, programs that change the folder: nothing is lost."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from window_visits import ORIGIN, visitor

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Message
    from window_visits import Answer, Visitor

LEDGERS = "/2016/ledgers"


def handed_in(name: str, data: bytes) -> tuple[dict[str, str], bytes]:
    """The head and the body of a form that hands in a file."""
    body = (
        f'--line\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
        + data
        + b"\r\n--line--\r\n"
    )
    return {"content-type": "multipart/form-data; boundary=line", "origin": ORIGIN}, body


def kept(own_data: Path) -> set[bytes]:
    """Every version of a ledger that is there or kept aside."""
    places = [*(own_data / "2016" / "ledgers").iterdir(), *(own_data / "备份").rglob("*.csv")]
    return {path.read_bytes() for path in places if path.suffix == ".csv"}


def test_of_two_hundred_files_handed_in_at_once_under_one_name_none_is_lost(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    files = [f"信息名称,公开日期\n甲{number},2016-03-01\n".encode() for number in range(200)]

    async def all_of_them() -> list[Answer]:
        return await asyncio.gather(
            *(visiting.asking("POST", LEDGERS, *handed_in("主动公开.csv", data)) for data in files)
        )

    answers = asyncio.run(all_of_them())

    taken = [data for data, answer in zip(files, answers, strict=True) if answer.status == 303]
    told = [answer for answer in answers if answer.status != 303]
    assert set(taken) <= kept(own_data)
    assert len(taken) + len(told) == 200
    assert all("没有改动" in answer.text for answer in told)
    assert visiting.faults == []


def test_of_two_tabs_that_store_the_settings_the_second_is_told_and_loses_nothing(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    page = visiting.get("/2016/settings").text
    stamp = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))["stamp"]
    fields = re.findall(r'<input id="(\w+)" name="\w+" type="\w+" maxlength="300" value="([^"]*)"', page)
    form = {**{name: unescape(value) for name, value in fields}, "stamp": stamp, "kind": "department"}
    form["reading_rooms"] = "柳州市档案馆"

    async def both() -> list[Answer]:
        kind = {"content-type": "application/x-www-form-urlencoded", "origin": ORIGIN}
        return await asyncio.gather(
            *(
                visiting.asking("POST", "/2016/settings", kind, urlencode({**form, "fax": fax}).encode())
                for fax in ("0772-1111111", "0772-2222222")
            )
        )

    answers = asyncio.run(both())

    assert sorted(each.status for each in answers) == [200, 422]
    lost = next(each for each in answers if each.status == 422)
    assert "在别处改过了" in lost.text
    text = (own_data / "agency.toml").read_text("utf-8")
    assert ("0772-1111111" in text) != ("0772-2222222" in text)


def test_a_browser_that_dies_while_it_hands_in_a_file_changes_nothing(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    before = {path: path.read_bytes() for path in own_data.rglob("*") if path.is_file()}
    head, body = handed_in("主动公开.csv", b"x" * 300_000)

    asyncio.run(dying(visiting, head, body[:100_000]))

    after = {path: path.read_bytes() for path in own_data.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if not path.name.startswith(".")} == before
    assert visiting.get(LEDGERS).status == 200
    assert visiting.faults == []


async def dying(visiting: Visitor, head: dict[str, str], sent: bytes) -> None:
    """Ask for something, and be gone before all of it is said."""
    coming: list[Message] = [
        {"type": "http.request", "body": sent, "more_body": True},
        {"type": "http.disconnect"},
    ]
    headers = {"host": ORIGIN.partition("//")[2], "cookie": visiting.cookie, **head}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": LEDGERS,
        "raw_path": LEDGERS.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 4321),
    }

    async def receive() -> Message:
        await asyncio.sleep(0)
        return coming.pop(0) if len(coming) > 1 else coming[0]

    async def send(_: Message) -> None:
        await asyncio.sleep(0)

    await visiting.application(scope, receive, send)


def test_a_build_goes_on_when_the_browser_that_asked_for_it_dies(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    visiting.post("/2016/build")

    visiting.cookie = ""
    answer = visiting.come_in().get("/2016/building")
    while answer.status == 200:
        answer = visiting.get("/2016/building")

    assert answer.headers["location"] == "/2016"
    assert len(list((own_data.parent / "out" / "2016").glob("*.pdf"))) == 1


def test_a_page_that_waits_asks_for_no_more_than_how_far_it_is(own_data: Path) -> None:
    visiting = visitor(own_data.parent)

    answer = visiting.get("/2016", hx_request="true", hx_target="progress")

    assert (answer.status, answer.headers["hx-refresh"], answer.body) == (200, "true", b"")


def test_a_draft_that_was_stopped_is_begun_anew_by_who_asks_for_it(own_data: Path) -> None:
    visiting = visitor(own_data.parent)

    stopped = visiting.post("/2016/reading/stop")

    assert "已经停下" in stopped.text
    assert "做到哪一步了" in visiting.get("/2016").text
