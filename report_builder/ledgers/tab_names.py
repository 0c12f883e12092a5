"""The names of the ledgers' sheets, as the tabs of a workbook show them."""

from __future__ import annotations

from typing import Final

PUBLISHED: Final = "主动公开"
INTERPRETATIONS: Final = "政策解读"
NORMATIVE_DOCUMENTS: Final = "规范性文件"
DOCUMENT_TOTALS: Final = "规范性文件统计"
ENFORCEMENT: Final = "行政执法"
CHARGES: Final = "行政事业性收费"
APPLICATIONS: Final = "依申请公开"
APPLICATION_TOTALS: Final = "依申请公开统计"
WITHHELD: Final = "不予公开备案"
DISPUTES: Final = "复议诉讼"
DISPUTE_TOTALS: Final = "复议诉讼统计"
MEDIA: Final = "新媒体"
WEBSITES: Final = "政府网站"
WORK: Final = "工作情况"

# Sheets that explain the others and hold no record.
NOTE_SHEETS: Final = frozenset({"填表说明", "填报说明", "填写说明", "说明", "选项", "下拉选项"})
