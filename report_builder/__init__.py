"""Spreadsheets of a year's work in, a government-disclosure annual report out."""

__version__ = "0.1.0"
