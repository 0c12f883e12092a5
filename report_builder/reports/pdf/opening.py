"""A PDF's bytes → it, opened within bounds by qpdf, and the limits of what is gone through in it."""

from __future__ import annotations

import io
import re
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.budgets import Budget

MOST_OBJECTS: Final = 200_000
_REVISIONS: Final = 2
_MOST_DICTIONARIES: Final = 400_000
_LARGEST_HOLDER: Final = (
    16_000_000  # bytes of a stream of objects or cross-references, half a gigabyte of them
)
_MOST_REVISIONS: Final = 50_000  # outlines use the same word
_NUMBERS_TO_OBJECT: Final = 5  # those that objects had that were deleted are among them
_HELD: Final = re.compile(rb"/N\s+([0-9]{6,12})")  # how many objects a stream of objects holds (7.5.7)
_MOST_ITEMS: Final = 200_000  # of one array or dictionary
# Of the instructions of one page or form: qpdf makes a value of each word before anybody can count them.
MOST_WORDS: Final = 2_000_000
_LONGEST_WORD: Final = 1_000_000
_WORD: Final = re.compile(rb"[^\s\[\]<>()]+|[\[\]<(]")
_SECTION: Final = re.compile(rb"(begin|end)(bfchar|bfrange|cidchar|cidrange|notdefrange|codespacerange)")
# What qpdf raises of a damaged file, and pikepdf of objects that are not of the kind that they should be.
PDF_DAMAGE: Final = (
    pikepdf.PdfError, pikepdf.PasswordError, AttributeError, ValueError, TypeError, LookupError, RuntimeError,
    OverflowError, NotImplementedError, UnicodeError,
)  # fmt: skip


class TooManyObjectsError(Exception):
    """Raised for a file that says too many things to be gone through."""


@contextmanager
def opened_pdf(data: bytes, budget: Budget) -> Iterator[pikepdf.Pdf]:
    """The file, and what is unpacked of it bounded.

    Raises ``TooManyObjectsError``, and ``PDF_DAMAGE``, there and in whoever reads it.
    """
    _stop_if_endless(data)
    most = budget.tree_bytes
    before: dict[str, Any] = pikepdf.settings.set_qpdf_limits(
        parser_max_container_size=_MOST_ITEMS,
        flate_max_memory=_LARGEST_HOLDER,
        png_max_memory=_LARGEST_HOLDER,
        tiff_max_memory=most,
        run_length_max_memory=most,
        doc_max_warnings=1_000,
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it thinks of a damaged file; findings tell of it
            with pikepdf.open(io.BytesIO(data)) as pdf:
                told = pdf.trailer.get("/Size", 0)
                if len(pdf.objects) > MOST_OBJECTS or int(told) > _NUMBERS_TO_OBJECT * MOST_OBJECTS:
                    raise TooManyObjectsError
                pikepdf.settings.set_qpdf_limits(flate_max_memory=most, png_max_memory=most)
                yield pdf
    finally:
        pikepdf.settings.set_qpdf_limits(**before)


def _stop_if_endless(data: bytes) -> None:
    """Opening alone takes seconds for a million of anything. Earlier revisions are in the file as well."""
    if (
        data.count(b" obj") > _REVISIONS * MOST_OBJECTS
        or data.count(b"<<") > _MOST_DICTIONARIES
        or max(data.count(b"/Prev"), data.count(b"startxref")) > _MOST_REVISIONS
        or any(int(count) > MOST_OBJECTS for count in _HELD.findall(data))
    ):
        raise TooManyObjectsError


def count_words(written: bytes, most: int = MOST_WORDS) -> int:
    """How many words instructions or a table of codes have; one more than ``most`` where there are more.

    A word without end is as good as that: the reader of letters copies it with every few thousand bytes.
    """
    count = 0
    for word in _WORD.finditer(written):
        count += 1
        if count > most or word.end() - word.start() > _LONGEST_WORD:
            return most + 1
    return count


def code_sections(table: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a table of codes: the kind, and what is before the closing word (ISO 32000-1, 9.7.5.3)."""
    start = 0
    for word in _SECTION.finditer(table):
        if word[1] == b"end":
            yield word[2], table[start : word.start()]
        start = word.end()
