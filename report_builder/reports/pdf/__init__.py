"""Anybody's PDF → ``Report``: its letters and lines on the pages, its ruled tables, its paragraphs."""
