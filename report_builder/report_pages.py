"""A Word report → its pages; and a table of contents in it that names the pages as they are.

As in ``pipeline``, stages are imported where they are called.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.drafts import TypesetReport
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.typesetting.placed.pages import Fill, GlyphRun, Page, Pages, PlacedPicture
    from report_builder.word.packages import Package
    from report_builder.word.page_references import PageReference

# A number that grows wider may move a line, and that another number: it comes to rest at once, or never.
_MOST_ROUNDS: Final = 5
_SHOWN: Final = 40
# Of each of red, green and blue; and points.
_WHITE: Final = 0xF0
_TINY: Final = 2.5


def typeset_report(package: Package, working_folder: Path, findings: Findings) -> TypesetReport:
    """The pages of a Word report; raises ``ReportError`` where a list of faces cannot be read."""
    from report_builder.typesetting.fonts.faces import load_faces
    from report_builder.typesetting.typeset import typeset_package

    try:
        faces = load_faces(font_folders(working_folder))
        return TypesetReport(typeset_package(package, faces, findings), faces)
    except ReportError as error:
        raise ReportError((*findings, *error.findings)) from error


def font_folders(working_folder: Path) -> tuple[Path, ...]:
    """The folders of faces: the program's, and the user's own where there are any."""
    from report_builder.typesetting.fonts.faces import CATALOGUE_NAME

    own = working_folder / "fonts"
    return (packaged_folder("fonts"), *([own] if (own / CATALOGUE_NAME).is_file() else []))


def settle_contents(docx: bytes, name: str, working_folder: Path, budget: Budget) -> bytes:
    """The Word report with the numbers of its own pages in its references to pages; most have none.

    ``name`` is how findings spell the file. Raises ``ReportError`` where it cannot be typeset.
    """
    from report_builder.word.packages import open_package

    for _ in range(_MOST_ROUNDS):
        package = open_package(docx, name, budget)
        if not _references(package):
            return docx
        pages = typeset_report(package, working_folder, Findings()).pages
        settled = _with_numbers(docx, package, page_numbers(pages))
        if settled == docx:
            return docx
        docx = settled
    return docx


def tell_stale_contents(package: Package, pages: Pages, findings: Findings) -> None:
    """Warn of references to pages on which what they name does not stand."""
    numbers = page_numbers(pages)
    stale = [
        (each.number.strip(), numbers[each.bookmark])
        for each in _references(package)
        if numbers.get(each.bookmark, each.number.strip()) != each.number.strip()
    ]
    if stale:
        written, found = stale[0]
        findings.add(
            Finding(
                "docx.contents_stale",
                Severity.WARNING,
                Place(package.name),
                f"目录里有 {len(stale)} 处页码与排成的版面不一样",
                f"第一处写的是第 {written[:20]} 页，实际在第 {found} 页",
                "请在 Word 或 WPS 里右键点目录，选“更新域”，存盘后再试；定稿时对外的文件会自动更正",
            )
        )


def tell_unseen_text(pages: Pages, name: str, findings: Findings) -> None:
    """Warn of words that nobody sees on the paper, and anybody finds who selects them: white, or tiny."""
    unseen = [
        (number, run.said)
        for number, page in enumerate(pages.pages, start=1)
        for run in page.runs
        if run.said.strip() and _is_unseen(run, page)
    ]
    if unseen:
        number, words = unseen[0]
        findings.warn(
            "docx.unseen_text",
            Place(name, part=f"第{number}页"),
            f"有 {len(unseen)} 处文字看不见：颜色和纸一样白，或者小得看不清",
            f"第一处在 PDF 第 {number} 页：{words.strip()[:_SHOWN]}",
            "看不见的字照样在文件里，选中、复制就能看到；不该有的，请在 Word 里删去",
        )


def _is_unseen(run: GlyphRun, page: Page) -> bool:
    """Whether a run is tiny, or as white as the paper with nothing dark under it."""
    if run.look.size * run.look.scale < _TINY:
        return True
    if any(int(run.look.colour[at : at + 2], 16) < _WHITE for at in (0, 2, 4)):
        return False
    middle = run.baseline - run.look.size / 3
    under: tuple[Fill | PlacedPicture, ...] = (*page.fills, *page.pictures)
    return not any(
        each.left <= run.left + 1 <= each.right and each.top <= middle <= each.bottom for each in under
    )


def tell_hidden_text(package: Package, findings: Findings) -> None:
    """Warn of hidden words (隐藏文字): they are in the Word file, and in nothing that is made from it."""
    from report_builder.word.packages import W
    from report_builder.word.styles import read_hidden
    from report_builder.word.walk import Turn, Walk

    root, hidden = package.xml(package.main_part), read_hidden(package.related("styles"))
    found: list[str] = []
    for paragraph in () if root is None else root.iter(f"{W}p"):
        steps = Walk(hidden.in_paragraph(paragraph)).steps(paragraph)
        words = "".join(
            step.element.text or "" for step in steps if step.turn is Turn.HIDDEN and step.name == "t"
        )
        found += [words.strip()] if words.strip() else []
    if found:
        findings.warn(
            "docx.hidden_text",
            Place(package.name),
            f"报告里有 {len(found)} 段隐藏文字，PDF、OFD 和网页里没有这些字",
            f"第一段：{found[0][:_SHOWN]}",
            "要写进报告的，请在 Word 里选中，去掉“隐藏”；不要的，请删去",
        )


def page_numbers(pages: Pages) -> Mapping[str, str]:
    """The number of the page that each place stands on, by the place's name."""
    return {target.name: page.numeral for page in reversed(pages.pages) for target in reversed(page.targets)}


def _references(package: Package) -> list[PageReference]:
    from report_builder.word.page_references import page_references

    root = package.xml(package.main_part)
    return [] if root is None else list(page_references(root))


def _with_numbers(docx: bytes, package: Package, numbers: Mapping[str, str]) -> bytes:
    """The file with other numbers; the same bytes where none is another."""
    from copy import deepcopy

    from lxml import etree

    from report_builder.archives import repack
    from report_builder.word.page_references import page_references

    read = package.xml(package.main_part)
    if read is None:
        return docx
    root, is_changed = deepcopy(read), False
    for each in page_references(root):
        number = numbers.get(each.bookmark, each.number)
        if number != each.number:
            each.write(number)
            is_changed = True
    if not is_changed:
        return docx
    part = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return repack(docx, {package.main_part: part})
