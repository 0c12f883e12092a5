"""How much of a file is read before it is refused: one value for every reader, told by its own keys.

``[limits]`` of ``agency.toml`` and ``report.toml`` sets it (``data/README.md``); whoever refuses a file names
the key. What stands here has room for the largest year that anybody files, many times over, in a gigabyte.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta, Struct

_MEGA: Final = 1_000_000
_KILO: Final = 1_000
_FIGURES_TO_TEXT: Final = 10
# Of what a packed file may hold: one part that is gone through, and one held as a tree, ten times as large.
_PART: Final = 3
_TREE: Final = 10
_PICTURES: Final = 7  # of the largest, in one file
_STREAMED: Final = 2
_SHEETS: Final = 5
_COPIED: Final = 6  # bytes that a letter takes in calamine's copy and in ours
# A page's elements have as many letters each, or so.
_LETTERS: Final = 20

Amount = Annotated[int, Meta(ge=1, le=1_000_000_000)]


class Budget(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one file may hold, and what all ledgers of a year may."""

    file_megabytes: Amount = 100  # as it lies on the disk
    folder_megabytes: Amount = 500  # all ledgers of a year together
    unpacked_megabytes: Amount = 600  # all parts of a packed file together
    text_kilobytes: Amount = 1_000  # what is written by hand: a narrative, settings
    parts: Amount = 5_000  # of a packed file
    elements: Amount = 1_000_000  # of one part that is held as a tree
    paragraphs: Amount = 20_000  # of a Word file, those in cells among them; a thousand pages have as many
    characters: Amount = 500_000  # of a Word file
    cells: Amount = 20_000_000  # of the rectangle that a sheet's outermost cells span
    depth: Amount = 100  # elements within elements
    # Of one picture: beyond 170 the library that opens it refuses of itself.
    megapixels: Annotated[int, Meta(ge=1, le=170)] = 60

    @property
    def file_bytes(self) -> int:
        """What one file may hold as it lies on the disk."""
        return self.file_megabytes * _MEGA

    @property
    def folder_bytes(self) -> int:
        """What all ledgers of a year may hold."""
        return self.folder_megabytes * _MEGA

    @property
    def unpacked_bytes(self) -> int:
        """What all parts of a packed file may hold."""
        return self.unpacked_megabytes * _MEGA

    @property
    def part_bytes(self) -> int:
        """What one part of a packed file may hold that is gone through once."""
        return self.unpacked_bytes // _PART

    @property
    def tree_bytes(self) -> int:
        """What one part of a packed file may hold that is held as a tree."""
        return self.unpacked_bytes // _TREE

    @property
    def sheets(self) -> int:
        """How many sheets a workbook may have, or pages an archive: each has a few parts of its own."""
        return max(self.parts // _SHEETS, 1)

    @property
    def streamed(self) -> int:
        """How many elements of a part are looked at that is never held whole: ten seconds' worth."""
        return self.elements * _STREAMED

    @property
    def page_letters(self) -> int:
        """What a page may hold that is held as a tree."""
        return self.elements * _LETTERS

    @property
    def letters(self) -> int:
        """What all cells of a workbook may hold, each letter as often as a cell has it: half a gigabyte."""
        return self.unpacked_bytes // _COPIED

    @property
    def text_bytes(self) -> int:
        """What a text written by hand may hold."""
        return self.text_kilobytes * _KILO

    @property
    def figures_bytes(self) -> int:
        """What a file of figures that a build wrote may hold."""
        return self.text_bytes * _FIGURES_TO_TEXT

    @property
    def pixels(self) -> int:
        """What one picture may hold."""
        return self.megapixels * _MEGA

    @property
    def pixels_together(self) -> int:
        """What all pictures of a Word file may hold."""
        return self.pixels * _PICTURES

    def way_out(self, key: str) -> str:
        """How to have more of something read, for a finding's remedy."""
        return f"确实需要这么多的，在 agency.toml 里写 limits.{key}（现在是 {getattr(self, key)}），把它调大"


USUAL: Final = Budget()
# What the program's own records may hold, a manifest and the plan of a replacement: a hundred thousand names.
# No setting bounds them: with a lower one an earlier build's files would look like the user's own.
RECORD_BYTES: Final = 10_000_000
