"""A part of a zipped workbook → its elements one by one, without entities or network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator


def elements(parts: zipfile.ZipFile, name: str, *tags: str) -> Iterator[etree._Element]:
    """The elements of a part with these local names as they end, dropped once they have been looked at.

    Local names only: calamine does not look at namespaces either, and must not see more than is seen here.
    """
    with parts.open(name) as stream:
        events = etree.iterparse(
            stream,
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        for _, element in events:
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name; empty where absent."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )
