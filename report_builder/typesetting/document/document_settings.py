"""``settings.xml`` and what a Word file says of itself → the settings that a document is read by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.typesetting.document.formatting import flag, length, number
from report_builder.word.packages import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


def language_of(tag: str) -> str:
    """The language that a file says it is in; Chinese where it does not, or where that is no tag (BCP 47)."""
    return tag if _LANGUAGE.fullmatch(tag) else "zh-CN"


def core_property(root: _Element | None, tag: str) -> str:
    """What a file says of itself by a tag, or nothing."""
    found = None if root is None else root.find(tag)
    return "" if found is None else (found.text or "").strip()


def is_on(settings: _Element | None, name: str) -> bool:
    """Whether a setting is switched on."""
    found = None if settings is None else settings.find(f"{W}{name}")
    return found is not None and flag(found)


def setting_of(settings: _Element | None, name: str) -> str:
    """The value of a setting, or nothing."""
    found = None if settings is None else settings.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def length_setting(settings: _Element | None, name: str) -> float:
    """A setting in twips as points, 0 where there is none or none above nought."""
    found = None if settings is None else settings.find(f"{W}{name}")
    return max((None if found is None else length(found, "val")) or 0.0, 0.0)


def compatibility(settings: _Element | None) -> _Element | None:
    """What the file asks of Word for the sake of its older versions."""
    return None if settings is None else settings.find(f"{W}compat")


def word_version(settings: _Element | None) -> float:
    """The version of Word whose layout rules the file asks for; 12 where it does not say."""
    if settings is not None:
        for setting in settings.iterfind(f"{W}compat/{W}compatSetting"):
            if setting.get(f"{W}name") == "compatibilityMode":
                return number(setting, "val") or 0.0
    return 12.0
