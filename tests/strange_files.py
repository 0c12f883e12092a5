"""Word files with what strangers' files hold, as bytes: every kind that the sample documents have none of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from equations import bare_field, built, formula, letters
from word_files import word_file
from word_parts import of_runs, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def formulas() -> bytes:
    """Fractions in fields and formulas, a reading, a circled character, in a heading too."""
    rate = built("f", num=letters("174-139"), den=letters("139"))
    reading = (
        '<w:r><w:ruby><w:rubyPr><w:hps w:val="16"/><w:hpsRaise w:val="30"/></w:rubyPr><w:rt>'
        + run("liǔ")
        + f"</w:rt><w:rubyBase>{run('柳')}</w:rubyBase></w:ruby></w:r>"
    )
    body = of_runs(run("增长率为"), formula(rate, letters("=25%")), run("。"), reading, run("州"))
    body += of_runs(formula(built("sSup", e=letters("a"), sup=letters("2")), displayed=True))
    body += of_runs(
        bare_field(" EQ \\o\\ac(○,1)"), run("标题"), bare_field(" EQ \\f(1,2)"), properties=HEADING
    )
    return word_file(body)


HEADING: Final = '<w:outlineLvl w:val="0"/>'
STRANGE: Final[Mapping[str, Callable[[], bytes]]] = {
    "formulas": formulas,
}
