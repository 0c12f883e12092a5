"""A ``Report``, its ``Pages`` and the facts about it → a web page in one file, or a fragment for a CMS.

The page runs no script and loads nothing: its policy (Content-Security-Policy) allows its own looks and the
pictures that it carries, and no more.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec.structs import replace

from report_builder.painting.html.article import ArticleWriter
from report_builder.painting.html.dataset import dataset_section
from report_builder.painting.html.elements import add, element
from report_builder.painting.html.links import formats_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.painting.html.dataset import Dataset
    from report_builder.painting.html.facts import PageFacts
    from report_builder.painting.html.links import OtherFormat
    from report_builder.reports.report import Report
    from report_builder.typesetting.placed.pages import Pages

_LONGEST_TITLE: Final = 60
_REMARK: Final = re.compile(r"\s*/\*.*?\*/", re.DOTALL)


def paint_html(
    report: Report,
    pages: Pages,
    facts: PageFacts,
    formats: Sequence[OtherFormat] = (),
    dataset: Dataset | None = None,
) -> bytes:
    """The report as a web page in one file, with links to files beside it; same report, same bytes."""
    if not facts.title:  # a page has to be called something, and so was the PDF
        facts = replace(facts, title=_shortened(pages.title))
    article = element("article", *ArticleWriter(report, pages).write(), aria_labelledby="title")
    page = element(
        "html",
        _head(facts),
        element(
            "body",
            element("a", "跳到正文", href="#title", class_="skip"),
            element("header", element("h1", facts.title, id="title", tabindex="-1"), _facts(facts)),
            element("main", article),
            _footer(formats, dataset),
        ),
        lang="zh-CN",
    )
    return _bytes(page, doctype="<!DOCTYPE html>")


def paint_fragment(report: Report, pages: Pages) -> bytes:
    """What stands below the title, without any looks, for a CMS that has its own.

    Its headings begin with the second level: the page's title is the first.
    """
    made = list(ArticleWriter(report, pages, plain=True).write())
    for each in made:
        for inner in each.iter():
            inner.attrib.pop("class", None)
    return b"".join(map(_bytes, made))


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}……"


def _bytes(made: etree._Element, doctype: str | None = None) -> bytes:
    return etree.tostring(made, method="html", encoding="unicode", doctype=doctype).encode() + b"\n"


def _head(facts: PageFacts) -> etree._Element:
    digest = b64encode(sha256(style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", facts.title),
    )
    # 政府网站发展指引 (国办发〔2017〕47号) names the tags that a government's page describes itself by.
    tags = (
        ("ArticleTitle", facts.title),
        ("ContentSource", facts.publisher),
        ("Keywords", facts.keywords),
        ("Description", facts.description),
    )
    add(head, *(element("meta", name=name, content=content) for name, content in tags if content))
    add(head, element("style", style()))
    return head


def _facts(facts: PageFacts) -> etree._Element:
    """The facts about the report, as pairs of a name and a value."""
    listed = element("dl", class_="facts")
    for name, value in facts.shown():
        add(listed, element("div", element("dt", name), element("dd", value)))
    return listed


def _footer(formats: Sequence[OtherFormat], dataset: Dataset | None) -> etree._Element | None:
    """The same report in other files, and its figures as data."""
    if not formats and dataset is None:
        return None
    return element(
        "footer",
        formats_list(formats) if formats else None,
        dataset_section(dataset) if dataset else None,
    )


@cache
def style() -> str:
    """The looks of the page, which its policy knows by their hash."""
    return _REMARK.sub("", files(__package__).joinpath("page.css").read_text(encoding="utf-8"))
