"""What a format allows of title and signature, and what the settings choose → the form of this report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from report_builder.settings import SignaturePlace  # noqa: TC001  msgspec reads the annotation at run time
from report_builder.toml_files import TomlTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings
    from report_builder.settings import Settings

_AGENCY: Final = "{单位名称}"
_YEAR: Final = "{年份}"


class TitleForm(TomlTable, frozen=True, kw_only=True):
    """A wording of the title by its name; ``lines`` are as many as it is set in, 0 as many as it needs."""

    name: str
    text: str
    lines: Literal[0, 1, 2] = 0

    def title(self, agency: str, year: int) -> str:
        """The title of that agency's report."""
        return self.text.replace(_AGENCY, agency).replace(_YEAR, str(year))


# What a format has that does not say.
USUAL_TITLES: Final = (TitleForm(name="单位在前", text=f"{_AGENCY}{_YEAR}年政府信息公开工作年度报告"),)
USUAL_SIGNATURES: Final[tuple[SignaturePlace, ...]] = ("文末",)


class ReportForm(Struct, frozen=True):
    """How a report is titled and where it is signed; no ``title_lines``: as many as the title needs.

    ``contents`` says that it has a table of contents (目录).
    """

    title: str = ""
    title_lines: int = 0
    signature: SignaturePlace = "文末"
    contents: bool = False


def faults_of_forms(titles: tuple[TitleForm, ...], signatures: tuple[SignaturePlace, ...]) -> Iterable[str]:
    """What the shape alone does not show to be wrong."""
    if not titles or not signatures:
        yield "titles 和 signatures 至少要各写一种，或者整项不写"
    names = [form.name for form in titles]
    for name in dict.fromkeys(each for each in names if names.count(each) > 1):
        yield f"标题写法“{name}”写了两次"
    for form in titles:
        if _AGENCY not in form.text or _YEAR not in form.text:
            yield f"标题写法“{form.name}”里要有 {_AGENCY} 和 {_YEAR}"


def choose_form(
    titles: tuple[TitleForm, ...],
    signatures: tuple[SignaturePlace, ...],
    settings: Settings,
    year: int,
    findings: Findings,
) -> ReportForm:
    """The form that the settings choose among what the format allows, else the first; errors list them."""
    form = next((each for each in titles if each.name == settings.title), None)
    if settings.title and form is None:
        _refuse("title", settings.title, [f"“{each.name}”（{each.text}）" for each in titles], findings)
    place = settings.signature or signatures[0]
    if place not in signatures:
        _refuse("signature", place, [f"“{each}”" for each in signatures], findings)
    form = form or titles[0]
    return ReportForm(form.title(settings.name, year), form.lines, place)


def _refuse(key: str, chosen: str, allowed: list[str], findings: Findings) -> None:
    findings.error(
        "format.choice",
        None,
        f"设置里的 {key} 选了“{chosen}”，这个报告格式没有这一种",
        evidence=f"可以选：{'、'.join(allowed)}",
        remedy=f"请改正 agency.toml 或 report.toml 里的 {key}；不写就用第一种",
    )
