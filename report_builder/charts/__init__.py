"""``Statistics`` and the years before → charts (图解): pictures, and words that say the same."""
