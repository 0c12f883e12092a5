"""A Word file → the headers and footers that some page is sure to show, whatever its pages turn out to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.word.packages import R, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from report_builder.word.packages import Package

_NAMES: Final = {"headerReference": "页眉", "footerReference": "页脚"}
_OFF: Final = frozenset(("0", "false", "off"))


def certain_furniture(package: Package, main: _Element) -> Iterator[tuple[str, _Element]]:
    """The headers and footers of the first page of each section that starts a page, each once.

    Every section has a first page; which of the others it has only its setting shows. A section that goes on
    upon the page of another may have no page of its own, and of even and odd pages it may have one kind only.
    """
    settings = package.related("settings")
    links = package.relationships(package.main_part)
    sided = settings is not None and _is_on(settings.find(f"{W}evenAndOddHeaders"))
    given: dict[tuple[str, str], str] = {}
    told: set[str] = set()
    for number, section in enumerate(_sections(main)):
        for tag in _NAMES:
            for reference in section.iterfind(f"{W}{tag}"):
                given[tag, reference.get(f"{W}type", "default")] = reference.get(f"{R}id", "")
            titled = _is_on(section.find(f"{W}titlePg"))
            link = links.get(given.get((tag, "first" if titled else "default"), ""))
            unsure = (sided and not titled) or (number > 0 and _goes_on(section))
            if link is None or link.external or unsure or link.target in told:
                continue
            told.add(link.target)
            part = package.xml(link.target)
            if part is not None:
                yield _NAMES[tag], part


def _sections(main: _Element) -> Iterator[_Element]:
    """The properties of the sections, without those that tracked changes have kept."""
    for section in main.iter(f"{W}sectPr"):
        around = section.getparent()
        if around is not None and around.tag != f"{W}sectPrChange":
            yield section


def _is_on(element: _Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "true") not in _OFF


def _goes_on(section: _Element) -> bool:
    kind = section.find(f"{W}type")
    return kind is not None and kind.get(f"{W}val") == "continuous"
