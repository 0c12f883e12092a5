"""Tables → set tables, and their rows on sheets."""
