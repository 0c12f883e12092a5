"""Measures of GB/T 9704-2012 → ``template.docx`` of the national formats: no annex, the tables in the text.

The secretary edits those files in Word. This script is how the committed ones came about, so that a change
of layout can be reviewed as text: ``python tests/make_national_template.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from make_template import end, imprint, pack, red_head, signature, text
from msgspec.structs import replace
from template_styles import STYLES

TEMPLATES: Final = tuple(
    Path(__file__).parent.parent / "styles" / name / "template.docx"
    for name in ("national-2019", "national-2021")
)

_ANNEX: Final = frozenset({"表格单位", "表格数字"})
# 五号, on lines of 14 pt: ten columns have to find room in 156 mm.
_TABLES: Final = frozenset({"表格", "表头"})
_SIZE: Final = 21
_LINE: Final = 280


def make_national_template() -> bytes:
    """The template's bytes; the program puts the tables where the text has their names."""
    content = [*red_head(), *text(), *signature(), *imprint(), *end("送", "红头")]
    styles = (
        replace(style, size=_SIZE, line=_LINE) if style.name in _TABLES else style
        for style in STYLES
        if style.name not in _ANNEX
    )
    return pack("".join(content), tuple(styles))


if __name__ == "__main__":
    for template in TEMPLATES:
        template.write_bytes(make_national_template())
