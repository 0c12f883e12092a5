"""Every sheet that a ledger may have, by its name, in the order of the blank workbook."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from report_builder.ledgers.sheets import applications, disputes, indicators, powers, publication
from report_builder.ledgers.tab_names import (
    APPLICATION_TOTALS,
    APPLICATIONS,
    CHARGES,
    DISPUTE_TOTALS,
    DISPUTES,
    DOCUMENT_TOTALS,
    ENFORCEMENT,
    INTERPRETATIONS,
    MEDIA,
    NORMATIVE_DOCUMENTS,
    NOTE_SHEETS,
    PUBLISHED,
    WEBSITES,
    WITHHELD,
    WORK,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.ledgers.declarations import Sheet

__all__ = (
    "APPLICATIONS",
    "APPLICATION_TOTALS",
    "CHARGES",
    "DISPUTES",
    "DISPUTE_TOTALS",
    "DOCUMENT_TOTALS",
    "ENFORCEMENT",
    "INTERPRETATIONS",
    "MEDIA",
    "NORMATIVE_DOCUMENTS",
    "NOTE_SHEETS",
    "PUBLISHED",
    "SHEETS",
    "TOTALS_OF",
    "WEBSITES",
    "WITHHELD",
    "WORK",
)

_SHEETS: Final = (
    publication.PUBLISHED,
    publication.INTERPRETATIONS,
    publication.NORMATIVE_DOCUMENTS,
    publication.DOCUMENT_TOTALS,
    powers.ENFORCEMENT,
    powers.CHARGES,
    applications.APPLICATIONS,
    applications.APPLICATION_TOTALS,
    publication.WITHHELD,
    disputes.DISPUTES,
    disputes.DISPUTE_TOTALS,
    indicators.MEDIA,
    indicators.WEBSITES,
    indicators.WORK,
)

SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType({sheet.name: sheet for sheet in _SHEETS})

# The sheets of totals beside the ones whose rows they add up; either will do.
TOTALS_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        NORMATIVE_DOCUMENTS: DOCUMENT_TOTALS,
        APPLICATIONS: APPLICATION_TOTALS,
        DISPUTES: DISPUTE_TOTALS,
    }
)
