"""Spreadsheets → ``Ledgers``: every row converted, every cell's place kept."""
