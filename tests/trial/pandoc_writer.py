"""A plan → pandoc's own document tree, which pandoc makes a Word file of."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any, Final

from trial.features import Feature

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trial.features import Block, Plan, Run, Slot

_PLAIN: Final = ["", [], []]
# What pandoc's tree has a way to say.
BY_PANDOC: Final = tuple(
    each
    for each in Feature
    if each
    not in {
        Feature.LANDSCAPE, Feature.FURNITURE, Feature.SIZES, Feature.PAGE_BREAK, Feature.ALIGNMENT,
        Feature.SPACING, Feature.TABS, Feature.UNKNOWN_FONTS, Feature.COLUMNS, Feature.BORDERS,
        Feature.FLOATING, Feature.TURNED, Feature.REVISIONS, Feature.BOX,
    }
)  # fmt: skip
_Node = dict[str, Any]


def by_pandoc(plan: Plan, target: Path, pandoc: str) -> None:
    """Write a plan as pandoc's tree and have pandoc turn it into a Word file."""
    empty = subprocess.run(
        [pandoc, "-f", "markdown", "-t", "json"], input=b"", capture_output=True, check=True, timeout=60
    )
    tree = json.loads(empty.stdout)
    tree["blocks"] = list(_blocks(plan.blocks, target))
    source = target.with_suffix(".json")
    source.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    contents = ["--toc"] if Feature.CONTENTS in plan.features else []
    command = [pandoc, "-f", "json", *contents, "-o", target.name, source.name]
    subprocess.run(command, check=True, cwd=target.parent, timeout=60)


def _node(kind: str, *content: Any) -> _Node:  # noqa: ANN401  what a node holds depends on its kind
    return {"t": kind, "c": content[0] if len(content) == 1 else list(content)} if content else {"t": kind}


def _blocks(blocks: Sequence[Block], target: Path) -> list[_Node]:
    found: list[_Node] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if block.kind in {"bullet", "number"}:
            end = index
            while end < len(blocks) and blocks[end].kind == block.kind:
                end += 1
            found.append(_list(blocks[index:end], block.level))
            index = end
            continue
        if block.kind != "contents":
            found.append(_block(block, target, index))
        index += 1
    return found


def _block(block: Block, target: Path, number: int) -> _Node:
    if block.kind == "table":
        return _table(block.rows)
    if block.kind == "picture":
        picture = target.with_name(f"{target.stem}-{number}.{'jpg' if block.jpeg else 'png'}")
        picture.write_bytes(block.picture)
        alternative = [_node("Str", "一个圆")]
        return _node(
            "Para", [_node("Image", ["", [], [["width", "120px"]]], alternative, [picture.name, ""])]
        )
    inlines = [inline for run in block.runs for inline in _run(run)]
    if block.kind == "formula":
        inlines.append(_node("Math", _node("InlineMath"), r"x=\frac{a-b}{b}\times 100\% + \sqrt{c_1^2}"))
    if block.kind == "heading":
        return _node("Header", block.level, _PLAIN, inlines)
    return _node("Para", inlines)


def _list(blocks: Sequence[Block], level: int) -> _Node:
    """Items of one level, each with the list of the deeper ones behind it."""
    items: list[list[_Node]] = []
    index = 0
    while index < len(blocks):
        end = index + 1
        while end < len(blocks) and blocks[end].level > level:
            end += 1
        item = [_node("Plain", [inline for run in blocks[index].runs for inline in _run(run)])]
        if end > index + 1:
            item.append(_list(blocks[index + 1 : end], blocks[index + 1].level))
        items.append(item)
        index = end
    if blocks[0].kind == "bullet":
        return _node("BulletList", items)
    return _node("OrderedList", [1, _node("Decimal"), _node("Period")], items)


def _run(run: Run) -> list[_Node]:
    inlines: list[_Node] = []
    for number, line in enumerate(run.text.split("\n")):
        inlines += [_node("LineBreak")] if number else []
        inlines.append(_node("Str", line))
    looks = {
        "Strong": run.bold, "Emph": run.italic, "Underline": run.underline, "Strikeout": run.strike,
        "Superscript": run.script == "super", "Subscript": run.script == "sub",
    }  # fmt: skip
    for kind, wanted in looks.items():
        inlines = [_node(kind, inlines)] if wanted else inlines
    if run.link:
        inlines = [_node("Link", _PLAIN, inlines, [run.link, ""])]
    if run.note:
        inlines.append(_node("Note", [_node("Para", [_node("Str", run.note)])]))
    return inlines


def _table(rows: Sequence[Sequence[Slot]]) -> _Node:
    width = sum(slot.columns for slot in rows[0])
    spec = [_node("AlignDefault"), _node("ColWidthDefault")]
    made = [[_PLAIN, [_cell(slot) for slot in row]] for row in rows]
    # A head cannot hold cells that reach out of it.
    heads = 0 if any(slot.rows > 1 for slot in rows[0]) else 1
    body = [_PLAIN, 0, [], made[heads:]]
    return _node("Table", _PLAIN, [None, []], [spec] * width, [_PLAIN, made[:heads]], [body], [_PLAIN, []])


def _cell(slot: Slot) -> list[Any]:
    blocks = [_node("Plain", [_node("Str", slot.text)])] if slot.text else []
    if slot.inner:
        from trial.features import Slot as Inner  # noqa: PLC0415  a value made here, elsewhere only named

        blocks.append(_table([[Inner(text) for text in row] for row in slot.inner]))
    return [_PLAIN, _node("AlignDefault"), slot.rows, slot.columns, blocks]
