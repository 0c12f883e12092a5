"""Files of open data → the part of a page that leads to them, told as schema.org's Dataset.

It is told by attributes of what stands there to be read (microdata), so that the page needs no script for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from msgspec import Struct

from report_builder.painting.html.elements import add, element

if TYPE_CHECKING:
    from datetime import date

    from lxml import etree

    from report_builder.painting.html.links import OtherFormat

_SCHEMA: Final = "https://schema.org/"


class Dataset(Struct, frozen=True):
    """What the files are, whose, of which days, and where they lie."""

    name: str
    description: str
    publisher: str
    first_day: date
    last_day: date
    downloads: tuple[OtherFormat, ...]
    issued: date | None = None


def dataset_section(dataset: Dataset) -> etree._Element:
    """The section with links to the files."""
    publisher = element(
        "span",
        element("span", dataset.publisher, itemprop="name"),
        itemprop="publisher",
        itemscope="itemscope",
        itemtype=f"{_SCHEMA}GovernmentOrganization",
    )
    section = element(
        "section",
        element("h2", "开放数据", id="open-data"),
        element("p", element("span", dataset.name, itemprop="name"), "（发布机构：", publisher, "）"),
        element("p", dataset.description, itemprop="description"),
        element("meta", itemprop="temporalCoverage", content=f"{dataset.first_day}/{dataset.last_day}"),
        element("meta", itemprop="inLanguage", content="zh-CN"),
        itemscope="itemscope",
        itemtype=f"{_SCHEMA}Dataset",
        aria_labelledby="open-data",
    )
    if dataset.issued:
        add(section, element("meta", itemprop="datePublished", content=str(dataset.issued)))
    listed = element("ul")
    for each in dataset.downloads:
        link = element(
            "a", element("span", each.text, itemprop="name"), href=quote(each.file), itemprop="contentUrl"
        )
        add(
            listed,
            element(
                "li",
                link,
                element("meta", itemprop="encodingFormat", content=each.media_type),
                itemprop="distribution",
                itemscope="itemscope",
                itemtype=f"{_SCHEMA}DataDownload",
            ),
        )
    add(section, listed)
    return section
