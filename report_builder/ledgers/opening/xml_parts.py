"""The bytes of an XML part → its elements one by one, without entities or network."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from lxml import etree

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.surveys import WorkbookFaultError, broken

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_ATTRIBUTES: Final = 1_000
# Elements looked at, and marks of others, before what they have left behind is dropped.
_OFTEN: Final = 64
_MANY: Final = 10_000


def elements(
    stream: IO[bytes], *tags: str, budget: Budget = USUAL, whole: str = ""
) -> Iterator[etree._Element]:
    """The elements of a part with these local names as they end, each emptied once it has been looked at.

    What stands before them is dropped, but within one of the name ``whole``. Local names only:
    calamine does not look at namespaces either, and must not see more than is seen here. Raises
    ``WorkbookFaultError`` where there is no end of them, or of what stands between two of them.
    """
    counted = _CountedStream(stream, budget)
    events = etree.iterparse(
        counted,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    most = budget.streamed
    for count, (_, element) in enumerate(events):
        if count > most:
            raise endless(budget)
        if count % _OFTEN == _OFTEN - 1 or counted.marks > _MANY:
            _drop_before(element, whole)
        counted.marks = 0
        yield element
        element.clear(keep_tail=False)


def endless(budget: Budget) -> WorkbookFaultError:
    """The fault of a part that has more rows and cells than are looked at."""
    return WorkbookFaultError(
        code="file.too_large",
        message="里面的行或者格多得不合常理，没有打开",
        remedy="请删去数据区以外的行和格式，或者用表格软件打开它，另存为 .xlsx；"
        f"{budget.way_out('elements')}",
    )


class _CountedStream:
    """A stream that ends with a fault where too many elements go by of which nothing is made."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self.marks = 0  # beginnings and ends of elements since the last one that was looked at

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        block = self._stream.read(size)
        self.marks += block.count(b"<")
        if self.marks > self._budget.elements:
            raise endless(self._budget)
        return block


def _drop_before(element: etree._Element, whole: str) -> None:
    """Let go of all that ended before an element did and is in nothing that has to be whole."""
    at = element
    for at in element.iterancestors(f"{{*}}{whole}") if whole else ():  # noqa: B007  the outermost
        pass
    while (parent := at.getparent()) is not None:
        while (before := at.getprevious()) is not None:
            parent.remove(before)
        at = parent


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def marks_of(element: etree._Element) -> dict[str, str]:
    """The attributes of an element by their local names; raises ``WorkbookFaultError`` where they never end.

    Each is looked up from the first one on.
    """
    if not (names := element.keys()):
        return {}
    if len(names) > _MOST_ATTRIBUTES:
        raise broken(what="文件内部的表格内容已损坏")
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.items()}


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name; empty where absent."""
    return marks_of(element).get(name, "")
