"""A number and the name of a format → how it is written: the numerals that all who read Word share."""

from __future__ import annotations

from report_builder.numerals import numeral

__all__ = ["numeral"]
