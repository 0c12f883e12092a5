"""What is shown beside the figures of a year: published items, interpretations, accounts, indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from report_builder.diagnostics import Place


class PublishedItem(Struct, frozen=True):
    """One item that was published on the agency's own motion (主动公开)."""

    title: str
    document_number: str
    category: str
    made_on: date | None
    published_on: date
    channels: tuple[str, ...]
    url: str
    office: str


class Interpretation(Struct, frozen=True):
    """One interpretation (政策解读), and the working days from its policy to it if that is dated."""

    title: str
    policy: str
    policy_published_on: date | None
    interpreted_on: date
    form: str
    channels: tuple[str, ...]
    working_days: int | None


class Account(Struct, frozen=True):
    """A new-media account: ``name`` is what its figures' paths call it."""

    platform: str
    account: str
    name: str


class IndicatorValue(Struct, frozen=True):
    """An indicator of 政府网站 or 工作情况, its value and unit, and the cells where it first stands."""

    indicator: str
    value: Decimal
    unit: str
    remark: str
    value_place: Place
    unit_place: Place
