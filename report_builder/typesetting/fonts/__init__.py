"""Font files → the faces that set a report."""
