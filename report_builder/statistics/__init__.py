"""``Ledgers`` → ``Statistics``: what the year's rows add up to."""
