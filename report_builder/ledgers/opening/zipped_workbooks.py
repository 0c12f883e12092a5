"""The zip container of .xlsx, .xlsm and .ods → surveys of its sheets, with its expansion bounded."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from lxml import etree

from report_builder.archives import DAMAGE
from report_builder.ledgers.opening.ods_surveys import survey_ods
from report_builder.ledgers.opening.surveys import Survey, WorkbookFaultError, broken, encrypted
from report_builder.ledgers.opening.xlsx_surveys import survey_xlsx

MAX_EXPANDED_BYTES: Final = 150_000_000
MAX_PARTS: Final = 5_000


def survey_zip(content: bytes) -> tuple[Survey, ...]:
    """The sheets of an .xlsx or .ods; raises ``WorkbookFaultError`` for one that must stay shut."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            _check_expansion(parts)
            names = set(parts.namelist())
            if "xl/workbook.xml" in names:
                return tuple(survey_xlsx(parts))
            if "content.xml" in names:
                return tuple(survey_ods(parts))
            if "xl/workbook.bin" in names:
                raise _binary()
    except (*DAMAGE, KeyError, ValueError) as fault:
        raise broken(what="文件不完整或已损坏") from fault
    except etree.XMLSyntaxError as fault:
        raise broken(what="文件内部的表格内容已损坏") from fault
    raise broken(what="它不是表格文件")


def _check_expansion(parts: zipfile.ZipFile) -> None:
    members = parts.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise encrypted()
    if len({member.filename.lower() for member in members}) < len(members):
        raise broken(what="文件内部有重名的部分")
    if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_EXPANDED_BYTES:
        raise WorkbookFaultError(
            code="file.too_large",
            message="展开后的内容过大，没有打开",
            remedy="请删去台账里的图片和多余的格式，或拆成几个文件",
        )
    # A member that expands beyond what the directory says fails its check sum here, before calamine sees it.
    for member in members:
        if member.filename.endswith(".xml"):
            parts.read(member)


def _binary() -> WorkbookFaultError:
    return WorkbookFaultError(
        code="ledger.file_format",
        message="其实是二进制工作簿（.xlsb），只是改了扩展名，不能直接读取",
        remedy="请用表格软件打开，另存为 .xlsx",
    )
