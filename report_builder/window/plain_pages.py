"""A heading and a sentence → a page that needs nothing else."""

from __future__ import annotations

from html import escape


def plain_page(heading: str, told: str) -> str:
    """The page as HTML."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in told.splitlines())
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(heading)}</title>'
        '<link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f"<body><main><h1>{escape(heading)}</h1>{lines}</main></body></html>"
    )
