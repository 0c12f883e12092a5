"""``Statistics`` + narrative + template → the filled Word report."""
