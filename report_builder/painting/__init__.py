"""``Pages`` → file formats; no layout decision is made here."""
