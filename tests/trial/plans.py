"""A seed → plans of documents: which features each has, so that every pair occurs, and what it says."""

from __future__ import annotations

import io
from itertools import combinations
from random import Random  # noqa: TID251  seeded: the same seed, the same files
from typing import TYPE_CHECKING, Final

from documents_text import COUNTIES, FIGURES, MARKS, PLAIN, TITLES
from PIL import Image, ImageDraw

from trial.features import Block, Feature, Plan, Run, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST_FEATURES: Final = 6
_MOST_FEATURES: Final = 9


def make_plans(writer: str, can: Sequence[Feature], count: int, seed: int) -> list[Plan]:
    """So many plans for a writer, with as many pairs as can be of the features that it can write."""
    random = Random(f"{seed} {writer}")  # noqa: S311  documents, not secrets
    left = {frozenset(pair) for pair in combinations(can, 2)}
    plans: list[Plan] = []
    for number in range(count):
        features = _choose(can, left, random)
        left -= {frozenset(pair) for pair in combinations(features, 2)}
        plans.append(_Composer(random, features).plan(f"{writer}-{number:03}", writer))
    return plans


def missing_pairs(plans: Sequence[Plan], can: Sequence[Feature]) -> set[frozenset[Feature]]:
    """The pairs of features that stand together in none of the plans."""
    found = {frozenset(pair) for plan in plans for pair in combinations(plan.features, 2)}
    return {frozenset(pair) for pair in combinations(can, 2)} - found


def _choose(can: Sequence[Feature], left: set[frozenset[Feature]], random: Random) -> list[Feature]:
    """Features that stand together for most of the pairs that are still wanted."""
    chosen: list[Feature] = []
    for _ in range(min(random.randint(FEWEST_FEATURES, _MOST_FEATURES), len(can))):
        rest = [each for each in can if each not in chosen]
        random.shuffle(rest)

        def gain(each: Feature) -> tuple[int, int]:
            new = sum(frozenset((each, other)) in left for other in chosen)
            return new, sum(each in pair for pair in left)

        chosen.append(max(rest, key=gain))
    return chosen


class _Composer:
    """Writes the text of one document."""

    def __init__(self, random: Random, features: Sequence[Feature]) -> None:
        self._random = random
        self._features = tuple(sorted(features))

    def plan(self, name: str, writer: str) -> Plan:
        """The document with every feature somewhere among plain paragraphs."""
        parts = [list(_MAKERS[each](self)) for each in self._features if each in _MAKERS]
        self._random.shuffle(parts)
        blocks = [self.paragraph()]
        for part in parts:
            blocks += [*part, self.paragraph()]
        furnished = Feature.FURNITURE in self._features
        return Plan(
            name,
            writer,
            self._features,
            tuple(blocks),
            header=f"页眉：{self._random.choice(COUNTIES)}年度报告" if furnished else "",
            numbered=furnished,
        )

    def sentence(self) -> str:
        """A sentence of the trade."""
        return self._random.choice((*PLAIN, *FIGURES, *TITLES))

    def paragraph(self) -> Block:
        """A paragraph of a sentence or two."""
        return Block("paragraph", (Run("".join(self.sentence() for _ in range(self._random.randint(1, 2)))),))

    def headings(self) -> Iterator[Block]:
        """Headings of levels one to three, in order, with a paragraph below each."""
        for level, text in enumerate(("一、总体情况", "（一）主动公开", "1.公开渠道"), 1):
            yield Block("heading", (Run(text + self._random.choice(COUNTIES)),), level=level)
            yield self.paragraph()

    def long_text(self) -> Iterator[Block]:
        """Text of some pages, and one paragraph of more than a page."""
        for _ in range(self._random.randint(15, 30)):
            yield self.paragraph()
        yield Block("paragraph", (Run("".join(self.sentence() for _ in range(14))),))

    def long_table(self) -> Iterator[Block]:
        """A table of so many rows that it takes pages, some with long text."""
        rows = [tuple(map(Slot, ("序号", "县区", "主动公开", "备注")))]
        for number in range(1, self._random.randint(45, 90)):
            remark = self.sentence()[: self._random.choice((0, 6, 12, 60))]
            rows.append(
                tuple(
                    map(
                        Slot,
                        (
                            str(number),
                            self._random.choice(COUNTIES),
                            str(self._random.randint(0, 9999)),
                            remark,
                        ),
                    )
                )
            )
        yield Block("table", rows=tuple(rows))

    def merged_table(self) -> Iterator[Block]:
        """Cells over columns, over rows, over both, and a row that merged cells cover wholly."""
        yield Block(
            "table",
            rows=(
                (Slot("指标", rows=2), Slot("申请", columns=2), Slot("总计", rows=2)),
                (Slot("自然人"), Slot("企业")),
                (Slot("一、本年新收", rows=3), Slot("12"), Slot("3"), Slot("15")),
                (Slot("合并的一块", columns=2, rows=2), Slot("27")),
                (Slot("28"),),
                (Slot(self.sentence()[:24], columns=4),),
            ),
        )

    def nested_table(self) -> Iterator[Block]:
        """A table with another in one of its cells."""
        inner = (("类别", "件数"), ("规章", "2"), ("规范性文件", "109"))
        yield Block(
            "table",
            rows=((Slot("外表"), Slot("里面的表")), (Slot(self.sentence()), Slot("见下：", inner=inner))),
        )

    def bullets(self) -> Iterator[Block]:
        """A list of two levels."""
        for level in (0, 0, 1, 1, 0):
            yield Block("bullet", (Run(self.sentence()[:30]),), level=level)

    def numbers(self) -> Iterator[Block]:
        """A numbered list of three levels."""
        for level in (0, 1, 2, 1, 0, 0):
            yield Block("number", (Run(self.sentence()[:30]),), level=level)

    def footnotes(self) -> Iterator[Block]:
        """Two footnotes in a paragraph, one of them long."""
        first, second = self.sentence(), self.sentence()
        notes = (Run(first, note=self.sentence()[:20]), Run(second, note=self.sentence() * 3))
        yield Block("paragraph", notes)

    def picture(self) -> Iterator[Block]:
        """A picture of its own in PNG or JPEG."""
        jpeg = self._random.random() < 0.5
        yield Block("picture", picture=_picture(self._random, jpeg=jpeg), jpeg=jpeg)

    def landscape(self) -> Iterator[Block]:
        """A section on its side."""
        yield Block("landscape")
        yield self.paragraph()
        yield Block("portrait")

    def looks(self) -> Iterator[Block]:
        """Runs that look different in one paragraph."""
        yield Block(
            "paragraph",
            (
                Run(self.sentence()[:12], bold=True),
                Run(self.sentence()[:12], italic=True),
                Run(self.sentence()[:12], underline=True),
                Run(self.sentence()[:12], strike=True),
                Run(self.sentence()[:12], colour="C00000", bold=True, italic=True),
            ),
        )

    def scripts(self) -> Iterator[Block]:
        """Superior and inferior characters among others."""
        runs = (
            Run("面积12m"),
            Run("2", script="super"),
            Run("，二氧化碳CO"),
            Run("2", script="sub"),
            Run("排放量。"),
        )
        yield Block("paragraph", runs)

    def sizes(self) -> Iterator[Block]:
        """Faces and sizes side by side in one line."""
        faces = ("黑体", "楷体", "宋体", "Times New Roman", "Arial")
        runs = tuple(
            Run(f"{face}字样Type", font=face, size=self._random.choice((9.0, 12.0, 16.0, 22.0, 36.0)))
            for face in faces
        )
        yield Block("paragraph", runs)

    def links(self) -> Iterator[Block]:
        """A link within a paragraph."""
        link = Run("市政府门户网站", link="https://www.example.gov.cn/xxgk/index.html?id=1")
        yield Block("paragraph", (Run("详见"), link, Run("。" + self.sentence())))

    def page_break(self) -> Iterator[Block]:
        """A page that the author ends."""
        yield Block("page break")

    def alignment(self) -> Iterator[Block]:
        """Paragraphs centred, at the right, and justified."""
        for align in ("center", "right", "both"):
            yield Block("paragraph", (Run(self.sentence()),), align=align)

    def spacing(self) -> Iterator[Block]:
        """Lines further apart or closer, space before, an indent of the first line."""
        for line in (1.5, 2.0, 0.9):
            yield Block("paragraph", (Run(self.sentence() * 2),), line=line, before=12.0, indent=True)

    def tabs(self) -> Iterator[Block]:
        """Words with tabs between them."""
        yield Block("paragraph", (Run("单位\t教育局\t电话\t0772-2822960"),))

    def marks(self) -> Iterator[Block]:
        """Runs of marks, at every place of a line."""
        for text in MARKS:
            yield Block("paragraph", (Run("政" * self._random.randint(0, 27) + text),), align="both")

    def unknown_fonts(self) -> Iterator[Block]:
        """Fonts that nobody has, Latin and Chinese."""
        fonts = ("Consolas", "Segoe UI", "Palatino Linotype", "方正兰亭黑简体")
        yield Block("paragraph", tuple(Run(f"{font}：“Word”与汉字 123；", font=font) for font in fonts))

    def rare(self) -> Iterator[Block]:
        """Characters that no face has, and some that only a last one has."""
        yield Block(
            "paragraph", (Run("办结✅⭐，新疆شىنجاڭ，彝文ꆈꌠ，扩展区𠀀，生僻字喆堃犇燚，符号☑▼㎡№"),)
        )

    def columns(self) -> Iterator[Block]:
        """Text in two columns."""
        yield Block("columns")
        yield self.paragraph()
        yield Block("one column")

    def line_breaks(self) -> Iterator[Block]:
        """A paragraph that its author has broken."""
        yield Block("paragraph", (Run("地址：文惠路87号\n邮编：545001\n电话：0772-2822960"),))

    def borders(self) -> Iterator[Block]:
        """Two paragraphs in one frame, with a ground."""
        for _ in range(2):
            yield Block("paragraph", (Run(self.sentence()),), bordered=True)

    def floating(self) -> Iterator[Block]:
        """A picture that text stands beside."""
        yield Block("picture", picture=_picture(self._random, jpeg=False), floats=True)
        yield self.paragraph()

    def turned(self) -> Iterator[Block]:
        """A label that runs down beside the rows that it is for."""
        label = Slot("竖排的标签", rows=2, turned=True)
        yield Block("table", rows=((label, Slot("甲"), Slot("11")), (Slot("乙"), Slot("22"))))

    def revisions(self) -> Iterator[Block]:
        """Words put in and words taken out, both tracked."""
        inserted = Run(self.sentence()[:15], revision="inserted")
        deleted = Run(self.sentence()[:15], revision="deleted")
        yield Block("paragraph", (Run("原有的文字，"), inserted, deleted, Run("，原有的文字。")))

    def formula(self) -> Iterator[Block]:
        """A formula in a sentence."""
        yield Block("formula", (Run("增长率为"),))

    def contents(self) -> Iterator[Block]:
        """A table of contents, and something to stand in it."""
        yield Block("contents")
        yield from self.headings()

    def box(self) -> Iterator[Block]:
        """A text box with a frame."""
        yield Block("box", (Run(self.sentence()[:20]),))


_MAKERS: Final = {
    Feature.HEADINGS: _Composer.headings,
    Feature.LONG_TEXT: _Composer.long_text,
    Feature.LONG_TABLE: _Composer.long_table,
    Feature.MERGED_TABLE: _Composer.merged_table,
    Feature.NESTED_TABLE: _Composer.nested_table,
    Feature.BULLETS: _Composer.bullets,
    Feature.NUMBERED: _Composer.numbers,
    Feature.FOOTNOTES: _Composer.footnotes,
    Feature.PICTURE: _Composer.picture,
    Feature.LANDSCAPE: _Composer.landscape,
    Feature.LOOKS: _Composer.looks,
    Feature.SCRIPTS: _Composer.scripts,
    Feature.SIZES: _Composer.sizes,
    Feature.LINKS: _Composer.links,
    Feature.PAGE_BREAK: _Composer.page_break,
    Feature.ALIGNMENT: _Composer.alignment,
    Feature.SPACING: _Composer.spacing,
    Feature.TABS: _Composer.tabs,
    Feature.MARKS: _Composer.marks,
    Feature.UNKNOWN_FONTS: _Composer.unknown_fonts,
    Feature.RARE: _Composer.rare,
    Feature.COLUMNS: _Composer.columns,
    Feature.LINE_BREAKS: _Composer.line_breaks,
    Feature.BORDERS: _Composer.borders,
    Feature.FLOATING: _Composer.floating,
    Feature.TURNED: _Composer.turned,
    Feature.REVISIONS: _Composer.revisions,
    Feature.FORMULA: _Composer.formula,
    Feature.CONTENTS: _Composer.contents,
    Feature.BOX: _Composer.box,
}


def _picture(random: Random, *, jpeg: bool) -> bytes:
    image = Image.new("RGB", (random.randint(40, 160), random.randint(40, 160)), "white")
    colour = tuple(random.randint(0, 255) for _ in range(3))
    ImageDraw.Draw(image).ellipse((5, 5, image.width - 5, image.height - 5), fill=colour)
    written = io.BytesIO()
    image.save(written, "JPEG" if jpeg else "PNG")
    return written.getvalue()
