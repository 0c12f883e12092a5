"""A heading and a sentence → a page that needs nothing else: it is shown to who may not ask for more."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Final

_STYLE: Final = (
    "body{margin:0;background:#f4f3ee;color:#1c1c1a;line-height:1.6;font-family:"
    '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Noto Sans SC","WenQuanYi Micro Hei",sans-serif}'
    "main{max-width:40rem;margin:10vh auto;padding:1rem 1.5rem;background:#fff;"
    "border:1px solid #c9c6bb;border-top:4px solid #a4121f}"
    "h1{font-size:1.4rem;margin:.25rem 0 .75rem}p{margin:.35rem 0;overflow-wrap:anywhere}"
)
# By which the policy of every answer lets in this style, and no other in a page (CSP Level 3, 6.7.2).
STYLE_SOURCE: Final = f"'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"


def plain_page(heading: str, told: str) -> str:
    """The page as HTML."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in told.splitlines())
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(heading)}</title>'
        '<link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(heading)}</h1>{lines}</main></body></html>"
    )
