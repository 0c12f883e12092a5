"""Text → findings on its style: the rules of punctuation, numerals and headings for official documents."""
