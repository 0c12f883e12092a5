"""A name that a screen would obey, and the signs in it that none may show."""

from __future__ import annotations

from typing import Final

# Clears the screen, renames the window, turns what follows round, and hides.
HOSTILE: Final = "甲\x1b[2J\x1b]0;x\x07\x9b31m\u202e乙\u200b\u2066丙"
OBEYED: Final = ("\x1b", "\x07", "\x9b", "\u202e", "\u200b", "\u2066")
