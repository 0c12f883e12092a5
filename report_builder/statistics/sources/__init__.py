"""A sheet's frame → the rows that figures are counted of: derived columns to group by, and named masks."""
