"""A ``.docx`` ↔ its parts, styles, lists and tables, and one walk over the text that a reader accepts."""
