"""A folder of ledger files → the sheets in them as grids of raw cells, with how the sheets look."""
