"""The instruction of a HYPERLINK field, an address → where they lead, and whether a report may lead so."""

from __future__ import annotations

import pytest

from report_builder.word.links import MAX_ADDRESS, is_public, read_instruction


@pytest.mark.parametrize(
    ("instruction", "found"),
    [
        (' HYPERLINK "http://a.cn/" ', ("http://a.cn/", "")),
        ("hyperlink http://a.cn/", ("http://a.cn/", "")),
        (r' HYPERLINK "http://a.cn/" \l "章" ', ("http://a.cn/", "章")),
        (r' HYPERLINK \l "章" ', ("", "章")),
        (r" HYPERLINK \L 章 http://a.cn/ ", ("http://a.cn/", "章")),
        (r' HYPERLINK "http://a.cn/" \o "说明" \t "_blank" ', ("http://a.cn/", "")),
        (r' HYPERLINK \o "说明" "http://a.cn/" ', ("http://a.cn/", "")),
        (r' HYPERLINK \n "http://a.cn/" ', ("http://a.cn/", "")),
        (r' HYPERLINK \h \l "章" ', ("", "章")),
        (' HYPERLINK "http://a.cn/" "http://b.cn/" ', ("http://a.cn/", "")),
        (r' HYPERLINK "http://a.cn/\"x\"" ', ('http://a.cn/"x"', "")),
        (r' HYPERLINK "C:\\1" ', ("C:\\\\1", "")),
        (" HYPERLINK ", ("", "")),
    ],
)
def test_address_and_bookmark_are_told_from_the_switches(instruction: str, found: tuple[str, str]) -> None:
    assert read_instruction(instruction) == found


@pytest.mark.parametrize("instruction", ["", " PAGE ", ' REF "HYPERLINK" '])
def test_another_field_leads_nowhere(instruction: str) -> None:
    assert read_instruction(instruction) is None


@pytest.mark.parametrize("address", ["http://a.cn/", "HTTPS://a.cn", "mailto:a@b.cn"])
def test_the_web_and_mailboxes_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["", "a.cn", "file:///C:/a", "javascript:x()", "C:\\a.docx", "http://[", "http://a.cn/\n", "ftp://a.cn"],
)
def test_a_disk_a_program_and_what_is_no_address_are_not(address: str) -> None:
    assert not is_public(address)


def test_an_address_has_a_length_that_is_the_last_allowed() -> None:
    longest = "http://a.cn/".ljust(MAX_ADDRESS, "x")

    assert is_public(longest)
    assert not is_public(f"{longest}x")
