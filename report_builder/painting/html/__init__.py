"""A ``Report`` and what its pages show → a web page in one file, and the same without any looks."""
