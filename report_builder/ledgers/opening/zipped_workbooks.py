"""The bytes of an .xlsx, .xlsm or .ods → surveys of its sheets, and the bytes that calamine may open."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from lxml import etree
from msgspec import Struct

from report_builder.archives import DAMAGE
from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.ods_surveys import survey_ods
from report_builder.ledgers.opening.surveys import Survey, WorkbookFaultError, broken
from report_builder.ledgers.opening.xlsx_surveys import WORKBOOK, relations_of, survey_xlsx, workbook_part
from report_builder.ledgers.opening.zipped_parts import ZippedParts

ZIP_SIGNATURE: Final = b"PK\x03\x04"


class Surveyed(Struct, frozen=True):
    """A workbook that may be opened: what was seen of its sheets, and its bytes."""

    surveys: tuple[Survey, ...]
    content: bytes


def survey_zip(content: bytes, budget: Budget = USUAL) -> Surveyed:
    """The sheets of an .xlsx or .ods; raises ``WorkbookFaultError`` for one that must stay shut."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _survey(ZippedParts(archive, budget), content)
    except (*DAMAGE, KeyError, ValueError) as fault:
        raise broken(what="文件不完整或已损坏") from fault
    except etree.XMLSyntaxError as fault:
        raise broken(what="文件内部的表格内容已损坏") from fault


def _survey(parts: ZippedParts, content: bytes) -> Surveyed:
    if workbook := workbook_part(parts):
        surveys = tuple(survey_xlsx(parts, workbook))
        parts.check_others()
        if workbook != WORKBOOK:  # calamine knows no other name
            content = parts.renamed({workbook: WORKBOOK, relations_of(workbook): relations_of(WORKBOOK)})
        return Surveyed(surveys, content)
    if "content.xml" in parts.present:
        surveys = tuple(survey_ods(parts))
        parts.check_others()
        return Surveyed(surveys, content)
    if "xl/workbook.bin" in parts.present:
        raise _binary()
    raise broken(what="它不是表格文件")


def _binary() -> WorkbookFaultError:
    return WorkbookFaultError(
        code="ledger.file_format",
        message="其实是二进制工作簿（.xlsb），只是改了扩展名，不能直接读取",
        remedy="请用表格软件打开，另存为 .xlsx",
    )
