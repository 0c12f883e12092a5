"""The text of a paragraph → its glyphs and lines."""
