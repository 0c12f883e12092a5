"""``settings.xml`` → what it asks of the pages."""

from __future__ import annotations

import pytest
from word_elements import element

from report_builder.typesetting.document.document_settings import (
    is_on,
    language_of,
    length_setting,
    setting_of,
    word_version,
)

MODE = '<w:compatSetting w:name="compatibilityMode" w:val="{}"/>'


@pytest.mark.parametrize(
    ("settings", "version"),
    [
        (MODE.format(15), 15.0),
        (f'<w:compatSetting w:name="other" w:val="1"/>{MODE.format(14)}', 14.0),
        ('<w:compatSetting w:name="other" w:val="15"/>', 12.0),
        ("", 12.0),
    ],
)
def test_the_version_of_word_is_the_mode_that_is_named_so(settings: str, version: float) -> None:
    assert word_version(element(f"<w:settings><w:compat>{settings}</w:compat></w:settings>")) == version
    assert word_version(None) == 12.0


@pytest.mark.parametrize(("written", "points"), [("420", 21.0), ("0", 0.0), ("-20", 0.0), ("x", 0.0)])
def test_a_length_is_none_where_it_is_none_above_nought(written: str, points: float) -> None:
    settings = element(f'<w:settings><w:defaultTabStop w:val="{written}"/></w:settings>')

    assert length_setting(settings, "defaultTabStop") == points
    assert length_setting(settings, "other") == 0.0
    assert length_setting(None, "defaultTabStop") == 0.0


def test_a_language_is_a_tag_or_else_chinese() -> None:
    tags = ("en-US", "zh-Hans-CN", "", "e", "zh_CN", "english-language-x", "abcdefghi")

    assert [language_of(tag) for tag in tags] == [
        "en-US", "zh-Hans-CN", "zh-CN", "zh-CN", "zh-CN", "english-language-x", "zh-CN",
    ]  # fmt: skip


def test_a_setting_is_on_where_it_stands_and_does_not_say_no() -> None:
    settings = element('<w:settings><w:a/><w:b w:val="0"/><w:c w:val="x"/><w:d w:val="-20"/></w:settings>')

    assert [is_on(settings, name) for name in "abce"] == [True, False, True, False]
    assert not is_on(None, "a")
    assert [setting_of(settings, name) for name in "acz"] == ["", "x", ""]
    assert setting_of(None, "a") == ""
