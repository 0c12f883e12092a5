"""Nobody but the user's own pages gets anything out of the window, or anything into it."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest
from starlette.responses import PlainTextResponse
from window_visits import HOST, ORIGIN, PORT, Visitor, office_of, visitor

from report_builder.budgets import USUAL
from report_builder.window.application import telling
from report_builder.window.guard import ENTRANCE, INVITATION, KEY_HEADER, Guard, Guarded, most_at_once

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

    from report_builder.budgets import Budget

CHANGING = [
    "/start", "/here", "/end", "/2016/build", "/2016/building/stop", "/2016/ledgers", "/2016/ledgers/out",
    "/2016/settings", "/2016/finish", "/2016/finish/back", "/2016/finish/verify", "/2016/finish/refresh",
]  # fmt: skip
LOOKED_AT = [
    "/", "/start", "/2016", "/2016/settings", "/2016/ledgers", "/2016/figures", "/2016/pages",
    "/2016/building", "/2016/finish",
]  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", ""])
def test_a_name_that_leads_here_from_elsewhere_is_misdirected(own_data: Path, host: str) -> None:
    assert visitor(own_data.parent).get("/2016", host=host).status == 421


@pytest.mark.parametrize("path", [*LOOKED_AT, "/static/window.js", "/2016/pages/1.png", "/nothing"])
def test_without_a_visit_nothing_is_shown(own_data: Path, path: str) -> None:
    answer = Visitor(office_of(own_data.parent)).get(path)

    assert answer.status == 403
    assert "2016" not in answer.text


@pytest.mark.parametrize(
    "cookie", ["report-builder-4321=guess", "report-builder-4321=", "x=secret-2", ";;=", "\x00"]
)
def test_a_guessed_visit_is_none(own_data: Path, cookie: str) -> None:
    assert visitor(own_data.parent).get("/2016", cookie=cookie).status == 403


@pytest.mark.parametrize("path", CHANGING)
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://{HOST}"},
        {"origin": "http://127.0.0.1:1"},
        {},
        {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
        {"origin": ORIGIN, "sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_changes_nothing(own_data: Path, path: str, headers: dict[str, str]) -> None:
    before = tree(own_data.parent)

    answer = visitor(own_data.parent).ask("POST", path, headers)

    assert answer.status == 403
    assert tree(own_data.parent) == before


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_sites_page_may_not_even_look(own_data: Path, headers: dict[str, str]) -> None:
    assert visitor(own_data.parent).ask("GET", "/2016", headers).status == 403


@pytest.mark.parametrize("path", [each for each in CHANGING if each not in LOOKED_AT])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_nothing_is_changed_but_by_a_form(own_data: Path, path: str, method: str) -> None:
    before = tree(own_data.parent)

    answer = visitor(own_data.parent).ask(method, path, {"origin": ORIGIN})

    assert answer.status == 405
    assert tree(own_data.parent) == before


@pytest.mark.parametrize("path", LOOKED_AT)
def test_looking_changes_nothing(own_data: Path, path: str) -> None:
    before = tree(own_data.parent)

    answer = visitor(own_data.parent).get(path)

    assert answer.status in {200, 303}
    assert tree(own_data.parent) == before


def test_a_token_lets_in_once(own_data: Path) -> None:
    stranger = Visitor(office_of(own_data.parent))
    token = stranger.doors.invite()

    first = stranger.get(f"{ENTRANCE}?{token}")
    second = stranger.get(f"{ENTRANCE}?{token}")

    assert (first.status, second.status) == (303, 403)
    assert "set-cookie" not in second.headers


def test_the_visits_secret_is_for_the_browsers_own_eyes(own_data: Path) -> None:
    stranger = Visitor(office_of(own_data.parent))

    cookie = stranger.get(f"{ENTRANCE}?{stranger.doors.invite()}").headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["/2016", "/nothing", "/static/window.css"])
def test_the_browser_is_told_to_take_nothing_from_elsewhere(own_data: Path, path: str) -> None:
    headers = visitor(own_data.parent).get(path).headers

    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


def test_the_pages_hold_no_script_and_no_look_of_their_own(own_data: Path) -> None:
    visiting = visitor(own_data.parent)

    for path in ("/2016", "/2016/ledgers", "/2016/figures", "/2016/pages", "/start"):
        page = visiting.get(path).text
        assert "<script>" not in page
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick" not in page
        assert "http://" not in page.replace("http://www.w3.org", "")
        assert "https://" not in page


def test_a_second_start_is_let_in_by_the_key_and_nobody_else(own_data: Path) -> None:
    stranger = Visitor(office_of(own_data.parent))
    key = stranger.doors.key

    invited = stranger.ask("POST", INVITATION, {KEY_HEADER: key})
    guessed = stranger.ask("POST", INVITATION, {KEY_HEADER: "guess"})
    by_a_page = stranger.ask("POST", INVITATION, {KEY_HEADER: key, "origin": ORIGIN})

    assert (invited.status, guessed.status, by_a_page.status) == (200, 403, 403)
    assert stranger.get(f"{ENTRANCE}?{invited.text}").status == 303


@pytest.mark.parametrize("length", [str(most_at_once(USUAL) + 1), "many", "-1", "9" * 5000])
def test_what_is_too_large_is_not_even_read(own_data: Path, length: str) -> None:
    answer = visitor(own_data.parent).ask(
        "POST", "/2016/ledgers", {"origin": ORIGIN, "content-length": length}
    )

    assert answer.status == 413


def test_the_programs_own_fault_is_told_in_a_sentence_and_written_down(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    (own_data.parent / "fonts").mkdir()
    (own_data.parent / "fonts" / "faces.toml").write_text("face = 1", encoding="utf-8")

    answer = visiting.get("/2016")

    assert answer.status == 500
    assert "程序内部出错" in answer.text
    assert "已经记下" in answer.text
    assert "Traceback" not in answer.text
    assert len(visiting.faults) == 1


@pytest.mark.parametrize(
    ("fault", "status", "told"),
    [
        (OSError(errno.EIO, "", "agency.toml"), 503, "磁盘读写出错"),
        (RuntimeError("内容"), 500, "已经记下"),
    ],
)
@pytest.mark.parametrize("place", ["before the application", "in the application", "after it has answered"])
def test_whatever_fails_wherever_it_does_who_asks_is_answered_once(
    own_data: Path, fault: Exception, status: int, told: str, place: str
) -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if place == "after it has answered":
            await PlainTextResponse("好的")(scope, receive, send)
        raise fault

    def limits() -> Budget:
        if place == "before the application":
            raise fault
        return USUAL

    visiting = visitor(own_data.parent)
    guarded = Guarded(application, limits, telling(lambda _: "已经记下"))
    visiting.application = Guard(guarded, visiting.doors, PORT, visiting.presence.seen)

    answer = visiting.post("/2016/build")

    has_answered = place == "after it has answered"
    assert answer.status == (200 if has_answered else status)
    assert ("好的" if has_answered else told) in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
