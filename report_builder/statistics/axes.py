"""What the figures are grouped by: the labels that are always counted, and their steps in paths."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from report_builder.ledgers import vocabulary as words
from report_builder.statistics.declaring import Axis, segment
from report_builder.statistics.rows import (
    APPLICANTS,
    DISPUTE_OUTCOMES,
    DOCUMENTS,
    ENFORCEMENT,
    METHODS,
    SUITS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_builder.request_rows import RequestRow
    from report_builder.settings import Settings
    from report_builder.statistics.declaring import Labels

MONTHS: Final = MappingProxyType({f"{month}月": f"{month:02}" for month in range(1, 13)})
TIMINGS: Final = MappingProxyType({"按期": "in_time", "逾期": "late", "未注明": "undated"})


def _closed(name: str, column: str, steps: Mapping[str, str], words: Mapping[str, str] | None = None) -> Axis:
    """An axis that has these labels and no other."""
    pattern = "|".join(re.escape(step) for step in steps.values())
    return Axis(name, column, steps=steps, words=words or {}, pattern=pattern)


def _open(name: str, column: str, noun: str, labels: Iterable[str] = ()) -> Axis:
    """An axis to which the ledgers add labels."""
    return Axis(name, column, noun, {label: segment(label) for label in labels}, is_open=True)


_AXES: Final = (
    _open("category", "信息类别", "信息类别"),
    Axis("group", "", "信息类别", is_open=True),  # categories that the settings count together
    _open("channel", "渠道", "公开渠道"),
    _open("channel_kind", "渠道归类", "公开渠道归类", words.CHANNEL_KINDS),
    _closed("month", "月", MONTHS),
    _closed("timing", "时限", TIMINGS),
    _closed("applicant", "申请人类型", APPLICANTS),
    Axis("outcome", "处理结果", pattern=r"[a-z_]+(?:\.\w+)?"),  # the rows of the format's table
    _open("method", "申请方式", "申请方式", METHODS),
    _closed("suit", "案件类型", SUITS),
    _closed("dispute_outcome", "结果", DISPUTE_OUTCOMES),
    _closed("document_kind", "文件类型", DOCUMENTS, {"行政规范性文件": "规范性文件"}),
    _closed("enforcement", "事项类型", ENFORCEMENT, {"其他对外管理服务事项": "其他服务事项"}),
    _open("account", "名称", "新媒体账号"),
    _open("website_indicator", "指标", "政府网站指标"),
    _open("work_indicator", "指标", "工作情况指标"),
)
AXES: Final[Mapping[str, Axis]] = MappingProxyType({axis.name: axis for axis in _AXES})


def known_labels(settings: Settings, outcomes: Iterable[RequestRow]) -> Labels:
    """The labels that are counted whether or not they occur: the catalogue's, the settings', the format's."""
    labels: dict[str, Mapping[str, str]] = {axis.name: axis.steps for axis in AXES.values()}
    labels["category"] = {name: segment(name) for name in settings.categories}
    labels["group"] = {group.name: segment(group.name) for group in settings.category_groups}
    labels["channel"] = {channel.name: segment(channel.name) for channel in settings.channels}
    labels["outcome"] = {row.label: row.key for row in outcomes}
    return labels
