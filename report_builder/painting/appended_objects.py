"""Objects as text → the same PDF with them at its end (ISO 32000-1, 7.5.6): thousands are read at once.

Made one by one through a library's objects they would take longer than all the painting.
"""

from __future__ import annotations

import io
import re
from itertools import accumulate
from struct import Struct as PackedRow
from typing import TYPE_CHECKING, Final

import pikepdf
from msgspec import Struct, field
from pikepdf import String

if TYPE_CHECKING:
    from collections.abc import Sequence

# A row of a stream of cross-references (7.5.8.3): where an object stands.
_ROW: Final = PackedRow(">BII")
_AT_OFFSET: Final = 1
_IN_STREAM: Final = 2
_CROSS_REFERENCES: Final = re.compile(rb"startxref\s+([0-9]+)\s+%%EOF\s*\Z")


class AppendedObjects(Struct):
    """New objects of a PDF, numbered from ``first`` on; ``pages`` are the numbers of its pages.

    ``root`` and ``info`` are the numbers of its catalogue and its document information.
    """

    painted: bytes
    first: int
    root: int
    info: int
    pages: Sequence[int]
    bodies: list[str] = field(default_factory=list)

    def reserve(self) -> int:
        """The number of an object whose body is still to be told."""
        self.bodies.append("null")
        return self.first + len(self.bodies) - 1

    def fill(self, number: int, body: str) -> None:
        """Tell the body of an object whose number was reserved."""
        self.bodies[number - self.first] = body

    def add(self, body: str) -> int:
        """Take an object; gives its number."""
        self.bodies.append(body)
        return self.first + len(self.bodies) - 1

    def whole(self) -> bytes:
        """The PDF with the objects, all of them in one object stream (7.5.7), which is read in one go."""
        found = _CROSS_REFERENCES.search(self.painted)
        before = int(found[1]) if found else 0
        count = len(self.bodies)
        starts = list(accumulate([len(body) + 1 for body in self.bodies], initial=0))
        index = "".join([f"{number} {start} " for number, start in enumerate(starts[:-1], start=self.first)])
        holder = self.first + count
        objects = _stream(
            holder,
            f"/Type /ObjStm /N {count} /First {len(index)}",
            f"{index}{' '.join(self.bodies)} ".encode("ascii"),
        )
        end = len(self.painted) + len(objects)
        rows = [_ROW.pack(_IN_STREAM, holder, place) for place in range(count)]
        rows += [_ROW.pack(_AT_OFFSET, len(self.painted), 0), _ROW.pack(_AT_OFFSET, end, 0)]
        references = _stream(
            holder + 1,
            f"/Type /XRef /W [1 4 4] /Index [{self.first} {count + 2}] /Size {holder + 2} /Prev {before} "
            f"/Root {self.root} 0 R /Info {self.info} 0 R",
            b"".join(rows),
        )
        return b"".join((self.painted, objects, references, f"startxref\n{end}\n%%EOF\n".encode("ascii")))


def _stream(number: int, entries: str, data: bytes) -> bytes:
    head = f"{number} 0 obj\n<<{entries} /Length {len(data)}>>\nstream\n"
    return b"".join((head.encode("ascii"), data, b"\nendstream\nendobj\n"))


def append_to(painted: bytes) -> AppendedObjects:
    """Nothing yet, to be appended to a PDF whose cross-references are a table."""
    with pikepdf.open(io.BytesIO(painted)) as pdf:
        return AppendedObjects(
            painted,
            int(pdf.trailer.Size),
            pdf.trailer.Root.objgen[0],
            pdf.trailer.Info.objgen[0],
            [page.obj.objgen[0] for page in pdf.pages],
        )


def text_string(text: str) -> str:
    """A text as a PDF holds it (ISO 32000-1, 7.9.2.2)."""
    return f"<{bytes(String(text)).hex()}>"
