"""The parts of an .xlsx or .xlsm → surveys of its sheets (ECMA-376, part 1, 18.2 and 18.3)."""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.ledgers.opening.layouts import EPOCH_1900, EPOCH_1904
from report_builder.ledgers.opening.shared_texts import SharedTexts
from report_builder.ledgers.opening.surveys import Survey
from report_builder.ledgers.opening.worksheet_scans import scan_worksheet
from report_builder.ledgers.opening.worksheet_surveys import YES
from report_builder.ledgers.opening.xml_parts import attribute, elements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.ledgers.opening.zipped_parts import ZippedParts

WORKBOOK: Final = "xl/workbook.xml"
_PACKAGE_RELATIONS: Final = "_rels/.rels"


def workbook_part(parts: ZippedParts) -> str:
    """The name of the part that lists the sheets, usually ``WORKBOOK``; empty in what is no .xlsx."""
    if WORKBOOK in parts.present.values():
        return WORKBOOK
    if _PACKAGE_RELATIONS not in parts.present.values():
        return ""
    with parts.stream(_PACKAGE_RELATIONS) as stream:
        targets = [
            relation.get("Target", "").lstrip("/")
            for relation in elements(stream, "Relationship", budget=parts.budget)
            if relation.get("Type", "").endswith("/officeDocument")
        ]
    is_moved = len(targets) == 1 and posixpath.dirname(targets[0]) == posixpath.dirname(WORKBOOK)
    return targets[0] if is_moved and relations_of(targets[0]) in parts.present.values() else ""


def relations_of(workbook: str) -> str:
    """The name of the part that says where the sheets of a workbook are (ECMA-376, part 2, 9.3)."""
    folder, name = posixpath.split(workbook)
    return f"{folder}/_rels/{name}.rels"


def survey_xlsx(parts: ZippedParts, workbook: str) -> Iterator[Survey]:
    """The sheets in the order of the workbook."""
    with parts.stream(relations_of(workbook)) as stream:
        targets = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in elements(stream, "Relationship", budget=parts.budget)
        }
    epoch, letters, shared = EPOCH_1900, 0, SharedTexts(parts)
    with parts.stream(workbook) as stream:
        for element in elements(stream, "sheet", "workbookPr", budget=parts.budget):
            if etree.QName(element).localname == "workbookPr":
                epoch = EPOCH_1904 if element.get("date1904") in YES else EPOCH_1900
                continue
            part = posixpath.normpath(posixpath.join("/xl", targets.get(attribute(element, "id"), "")))
            name = parts.present.get(part.lower().lstrip("/"))
            if name is not None:
                is_hidden = element.get("state", "visible") != "visible"
                name_of_sheet = element.get("name", "")
                begin = partial(Survey, name_of_sheet, parts.budget, is_hidden=is_hidden, epoch=epoch)
                survey = scan_worksheet(partial(parts.stream, name), begin)
                survey.letters = letters
                survey.hold(shared.letters_in(name))
                letters = survey.letters
                yield survey
