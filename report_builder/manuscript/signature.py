"""The signing agency and the date → how far each stands in from the right (GB/T 9704-2012, 7.3.5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.quantities import half_widths

if TYPE_CHECKING:
    from datetime import date

# Two characters from the right edge, and the date begins two characters to the right of the name.
_EDGE: Final = 2.0
_OFFSET: Final = 2.0


def width_in_characters(text: str) -> float:
    """How many Chinese characters wide a text is; a half-width digit or letter counts one half (5.1)."""
    return half_widths(text) / 2


def signing_date(day: date) -> str:
    """The date as it is signed: full year, month and day without a leading nought (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def signature_indents(name: str, date_text: str) -> tuple[float, float]:
    """The right indents of the name and of the date in characters, for a report without a seal.

    The name ends two characters from the right edge; where the date is longer, the date does, and the name
    moves to the left until the date again begins two characters after it.
    """
    name_width, date_width = width_in_characters(name), width_in_characters(date_text)
    if date_width <= name_width:
        return _EDGE, name_width - date_width
    return _EDGE + _OFFSET + date_width - name_width, _EDGE
