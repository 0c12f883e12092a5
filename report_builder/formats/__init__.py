"""What each report format demands: its sections, tables and years, read from its data files."""
