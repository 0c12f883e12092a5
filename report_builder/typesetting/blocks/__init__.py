"""Paragraphs and what stands in them → set blocks."""
