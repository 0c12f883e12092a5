"""The figures of 主动公开, 政策解读 and 不予公开备案."""

from __future__ import annotations

from typing import Final

from report_builder.statistics.declaring import FigureDeclaration

ITEMS: Final = "published"
BY_CHANNEL: Final = "published by channel"  # a row for every channel of an item of the year
BY_CHANNEL_KIND: Final = (
    "published by kind of channel"  # a row for every kind of channel of an item of the year
)
INTERPRETATIONS: Final = "interpretations"
WITHHELD: Final = "withheld"

_IN_YEAR: Final = "in year"

FIGURES: Final = (
    FigureDeclaration(
        path="publication.total",
        source=ITEMS,
        where=_IN_YEAR,
        word="主动公开.总数",
        caption="主动公开信息",
        unit="条",
    ),
    # 主动公开规范性文件数: the items that 规范性文件 lists too, by number or by title.
    FigureDeclaration(
        path="publication.normative_documents",
        source=ITEMS,
        where="normative",
        caption="主动公开的规范性文件",
        unit="件",
    ),
    FigureDeclaration(
        path="publication.by_category.{category}",
        source=ITEMS,
        where=_IN_YEAR,
        word="主动公开.类别({category}).总数",
        caption="主动公开：{category}",
        unit="条",
    ),
    FigureDeclaration(
        path="publication.by_group.{group}",
        sum_of=("publication.by_category.{category}",),
        word="主动公开.类别({group}).总数",
        caption="主动公开：{group}",
        unit="条",
    ),
    FigureDeclaration(
        path="publication.by_channel.{channel}",
        source=BY_CHANNEL,
        word="主动公开.渠道({channel})",
        caption="主动公开：{channel}",
        unit="条",
    ),
    FigureDeclaration(
        path="publication.by_channel_kind.{channel_kind}",
        source=BY_CHANNEL_KIND,
        word="主动公开.渠道归类({channel_kind})",
        caption="主动公开：{channel_kind}",
        unit="条",
    ),
    FigureDeclaration(
        path="publication.by_month.{month}",
        source=ITEMS,
        where=_IN_YEAR,
        caption="主动公开：{month}",
        unit="条",
    ),
    FigureDeclaration(
        path="publication.{timing}",
        source=ITEMS,
        where=_IN_YEAR,
        caption="主动公开：{timing}",
        unit="条",
    ),
    # What the narrative and statistics.xlsx tell of a category, and of a group of them.
    FigureDeclaration(
        path="categories.{category}.{timing}",
        source=ITEMS,
        where=_IN_YEAR,
        word="主动公开.类别({category}).{timing}",
        in_file=False,
    ),
    FigureDeclaration(
        path="categories.{category}.by_month.{month}", source=ITEMS, where=_IN_YEAR, in_file=False
    ),
    FigureDeclaration(
        path="categories.{category}.by_channel.{channel}",
        source=BY_CHANNEL,
        word="主动公开.类别({category}).渠道({channel})",
        in_file=False,
    ),
    FigureDeclaration(
        path="groups.{group}.{timing}",
        sum_of=("categories.{category}.{timing}",),
        word="主动公开.类别({group}).{timing}",
        in_file=False,
    ),
    FigureDeclaration(
        path="groups.{group}.by_channel.{channel}",
        sum_of=("categories.{category}.by_channel.{channel}",),
        word="主动公开.类别({group}).渠道({channel})",
        in_file=False,
    ),
    FigureDeclaration(
        path="interpretations.total",
        source=INTERPRETATIONS,
        where=_IN_YEAR,
        word="解读.总数",
        caption="政策解读",
        unit="篇",
    ),
    FigureDeclaration(
        path="interpretations.in_time",
        source=INTERPRETATIONS,
        where="in time",
        word="解读.按期",
        caption="按期的政策解读",
        unit="篇",
    ),
)

# 不予公开备案 stands behind the applications in every table.
WITHHELD_FIGURES: Final = (
    FigureDeclaration(
        path="withheld.total",
        source=WITHHELD,
        where=_IN_YEAR,
        word="不予公开备案",
        caption="不予公开备案数",
        unit="条",
        listed="申请办理",
    ),
)
