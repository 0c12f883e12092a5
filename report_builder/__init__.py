"""Spreadsheets of a year's work in, a government-disclosure annual report out."""

import sys

__version__ = "0.1.0"

# reportlab runs files of these names that it finds in the user's home, which are for somebody's own scripts.
# It finds modules with nothing in them, in every process.
for _name in ("reportlab_mods", "reportlab_settings"):
    sys.modules.setdefault(_name, type(sys)(_name))
