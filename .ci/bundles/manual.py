"""The manual and the documents that it leads to → pages that any browser opens without a network."""

from __future__ import annotations

import base64
import html
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from markdown_it import MarkdownIt

CHECKOUT: Final = Path(__file__).parents[2]
FIRST: Final = "README.zh-CN.md"
_STYLE: Final = """
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; line-height: 1.75;
  font-family: system-ui, "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; border: 1px solid #8888; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid #8888; padding: .25rem .6rem; text-align: left; vertical-align: top; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid #8888; line-height: 1.45; }
code { font-family: Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; }
"""
_LINK: Final = re.compile(
    r'(?P<before><a href=")(?P<target>[^"#:]*)(?P<place>#[^"]*)?(?P<after>"[^>]*>)(?P<text>.*?)</a>',
    re.DOTALL,
)
_PICTURE: Final = re.compile(r'(?P<before><img [^>]*src=")(?P<target>[^":]+)(?P<after>"[^>]*>)')
_HEADING: Final = re.compile(r"<h(?P<level>[1-6])>(?P<text>.*?)</h(?P=level)>", re.DOTALL)


def pages(first: str = FIRST, checkout: Path = CHECKOUT) -> dict[str, bytes]:
    """Every page by its file name; the first document's is the manual, and pictures lie within the pages."""
    names = {first: "手册.html"}
    made: dict[str, bytes] = {}
    waiting = [first]
    while waiting:
        document = waiting.pop(0)
        path = checkout / document
        body = _PICTURE.sub(lambda found, path=path: _embedded(found, path), _rendered(path))
        for target in _documents(body, path, checkout):
            if target not in names:
                names[target] = "program/documents/" + target.replace("/", "-").removesuffix(".md") + ".html"
                waiting.append(target)
        body = _LINK.sub(
            lambda found, path=path, own=names[document]: _linked(found, path, checkout, names, own), body
        )
        made[names[document]] = _page(body).encode()
    return made


def _rendered(path: Path) -> str:
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(path.read_text(encoding="utf-8"))
    return _HEADING.sub(
        lambda found: f'<h{found["level"]} id="{_slug(found["text"])}">{found["text"]}</h{found["level"]}>',
        body,
    )


def _slug(heading: str) -> str:
    """A heading's place as links name it."""
    text = html.unescape(re.sub(r"<[^>]+>", "", heading)).strip().lower()
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text))


def _documents(body: str, path: Path, checkout: Path) -> list[str]:
    """The documents of the checkout that a page leads to."""
    return [
        found
        for link in _LINK.finditer(body)
        if (found := _document(link["target"], path, checkout)) is not None
    ]


def _document(target: str, path: Path, checkout: Path) -> str | None:
    resolved = (path.parent / unquote(target)).resolve()
    is_document = (
        target.endswith(".md") and resolved.is_file() and resolved.is_relative_to(checkout.resolve())
    )
    return resolved.relative_to(checkout.resolve()).as_posix() if is_document else None


def _linked(found: re.Match[str], path: Path, checkout: Path, names: dict[str, str], own: str) -> str:
    """A link to one of the pages, or within one; what is not among them is no link any more."""
    if not found["target"]:
        return found[0]
    document = _document(found["target"], path, checkout)
    if document is None:
        return found["text"]
    up = "../" * own.count("/")
    return f"{found['before']}{up}{names[document]}{found['place'] or ''}{found['after']}{found['text']}</a>"


def _embedded(found: re.Match[str], path: Path) -> str:
    data = base64.b64encode((path.parent / found["target"]).read_bytes()).decode()
    return f"{found['before']}data:image/png;base64,{data}{found['after']}"


def _page(body: str) -> str:
    title = html.unescape(re.sub(r"<[^>]+>", "", _HEADING_WITH_ID.search(body)["text"]))  # type: ignore[index]
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


_HEADING_WITH_ID: Final = re.compile(r"<h1[^>]*>(?P<text>.*?)</h1>", re.DOTALL)
