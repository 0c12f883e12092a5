"""Files → what a PDF/A-3 carries inside it, each with what it is to the report (ISO 19005-3, 6.8)."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct
from pikepdf import Array, AttachedFileSpec, Name

from report_builder.visible_text import spelt_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pikepdf import Pdf

_MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Attachment(Struct, frozen=True):
    """A file to be carried; ``relation`` says whether the report was made from it or says the same as it."""

    name: str
    data: bytes
    relation: Literal["Source", "Data"]


def attach_files(pdf: Pdf, attachments: Sequence[Attachment], moment: str) -> None:
    """Put files into a PDF and tie them to the whole document; ``moment`` is a PDF date."""
    references = Array()
    for attachment in attachments:
        name = spelt_name(attachment.name)
        media_type = _MEDIA_TYPES.get(PurePath(attachment.name).suffix.lower(), "application/octet-stream")
        file = AttachedFileSpec(  # type: ignore[call-arg]  # its stub knows no relationship yet
            pdf,
            attachment.data,
            filename=name,
            description=name,
            mime_type=media_type,
            relationship=Name(f"/{attachment.relation}"),
            creation_date=moment,
            mod_date=moment,
        )
        pdf.attachments[name] = file
        references.append(file.obj)
    pdf.Root.AF = references
