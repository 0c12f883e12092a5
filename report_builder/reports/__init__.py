"""Anybody's ``.docx`` → ``Report``: what it says, what its tables hold, and the figures that carry a tag."""
