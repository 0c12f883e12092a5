"""The statutory tables' rows and columns: the key of each in ``statistics.json`` beside its label.

The labels are the ledgers' own closed lists, which follow 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

from typing import Final

from report_builder.ledgers import vocabulary as words
from report_builder.request_rows import row_of, shipped_rows

_APPLICANT_KEYS: Final = ("natural_person", "business", "research", "nonprofit", "legal_service", "other")
APPLICANTS: Final = dict(zip(words.APPLICANTS, _APPLICANT_KEYS, strict=True))


# The rows that every year's table has; a format may have others besides.
REQUEST_ROWS: Final = shipped_rows()
NEW: Final = row_of(REQUEST_ROWS, "new")
CARRIED_IN: Final = row_of(REQUEST_ROWS, "carried_in")
TOTAL: Final = row_of(REQUEST_ROWS, "total")
CARRIED_OUT: Final = row_of(REQUEST_ROWS, "carried_out")

METHODS: Final = words.METHOD_CHOICES.values

SUITS: Final = {
    words.REVIEW: "review",
    words.DIRECT_SUIT: "direct_suit",
    words.SUIT_AFTER_REVIEW: "suit_after_review",
}
COMPLAINT: Final = "举报投诉"
PETITION: Final = "申诉"
DISPUTE_OUTCOMES: Final = {
    "结果维持": "upheld",
    "结果纠正": "corrected",
    "其他结果": "other",
    words.PENDING: "pending",
}

RULES: Final = "规章"
NORMATIVE_DOCUMENTS: Final = "行政规范性文件"
DOCUMENTS: Final = {RULES: "rules", NORMATIVE_DOCUMENTS: "normative_documents"}
ENFORCEMENT: Final = {
    "行政许可": "licences",
    "行政处罚": "penalties",
    "行政强制": "compulsions",
    "其他对外管理服务事项": "other_services",
}

CHANNEL_KINDS: Final = words.CHANNEL_KINDS
OTHER_KIND: Final = CHANNEL_KINDS[-1]
