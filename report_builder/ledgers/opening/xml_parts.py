"""The bytes of an XML part → its elements one by one, without entities or network."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from lxml import etree

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.surveys import WorkbookFaultError

if TYPE_CHECKING:
    from collections.abc import Iterator


def elements(stream: IO[bytes], *tags: str, budget: Budget = USUAL) -> Iterator[etree._Element]:
    """The elements of a part with these local names as they end, each dropped once it has been looked at.

    Local names only: calamine does not look at namespaces either, and must not see more than is seen here.
    For the same reason nothing is dropped that has not been given: what it holds may come later. Raises
    ``WorkbookFaultError`` where there is no end of them.
    """
    events = etree.iterparse(
        stream,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    last, most = None, budget.streamed
    for count, (_, element) in enumerate(events):
        if count > most:
            raise WorkbookFaultError(
                code="file.too_large",
                message="里面的行或者格多得不合常理，没有打开",
                remedy="请删去数据区以外的行和格式，或者用表格软件打开它，另存为 .xlsx；"
                f"{budget.way_out('elements')}",
            )
        if last is not None and (parent := last.getparent()) is not None:
            parent.remove(last)
        yield element
        element.clear(keep_tail=False)
        last = element


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name; empty where absent."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )
