"""A number and a seed → a folder of so many agencies, and the figures that each of them must come to.

    python benchmarks/make_agencies.py FOLDER --agencies 1000 --seed 1 --faulty 50

Counties with their departments, townships and streets, each in a folder of its own with ``data/`` as
``build`` reads it. The same number and seed give the same bytes. ``--sums FILE`` keeps what the figures of
the sound ones add up to.
"""
# ruff: noqa: INP001, T201, S311, TID251  (a script, in no package; it prints; its dice have a seed)

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from agency_faults import PLANTED, Fault, plant
from agency_ledgers import YEAR, AgencyYear, draw_year, write_year
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FIRST: Final = "临清安永平长东南西北新高武宁广德兴丰昌和"
SECOND: Final = "江河山川湖林泉阳城原源溪陵州海岭桥塘峰浦"
TOWNS: Final = "石沙白青黄龙马柳松梅桃竹大小上下双三花云"
DEPARTMENTS: Final = (
    "教育局", "财政局", "民政局", "司法局", "水利局", "审计局", "统计局", "卫生健康局", "交通运输局",
    "农业农村局", "自然资源局", "市场监督管理局", "应急管理局", "生态环境局", "住房和城乡建设局",
    "发展和改革局", "医疗保障局", "人力资源和社会保障局",
)  # fmt: skip
TOWNS_OF_A_COUNTY: Final = 8
MOST: Final = len(FIRST) * len(SECOND) * (1 + len(DEPARTMENTS) + TOWNS_OF_A_COUNTY)


class Agency(Struct, frozen=True):
    """An agency that was made: its folder's name, what is wrong with it, and the figures of a sound build.

    ``figures`` are whole numbers by their paths in ``statistics.json``; ``fees`` are yuan and hundredths.
    """

    name: str
    kind: str
    region: str
    fault: Fault | None
    year: AgencyYear

    @property
    def figures(self) -> Mapping[str, int]:
        """What a sound build must count, by path."""
        return self.year.figures


def plan_agencies(
    count: int, seed: int, faulty: int = 0, killers: int = 0, kinds: Sequence[Fault] = PLANTED
) -> list[Agency]:
    """So many agencies, ``faulty`` of them spread among the others, each kind of fault in turn.

    ``killers`` more have a workbook that takes all the memory of a process with a bound.
    """
    dice = Random(seed)
    places = list(islice(_names(), count))
    chosen = Random(f"{seed} faults").sample(range(len(places)), faulty + killers)
    faults = dict.fromkeys(chosen[faulty:], Fault.SWOLLEN)
    faults |= {number: kinds[turn % len(kinds)] for turn, number in enumerate(chosen[:faulty])}
    return [
        Agency(name, kind, region, faults.get(number), draw_year(name, kind, Random(dice.getrandbits(64))))
        for number, (name, kind, region) in enumerate(places)
    ]


def write_agencies(root: Path, agencies: Iterable[Agency]) -> None:
    """Each agency's folder with its ``data/``, below the root."""
    for agency in agencies:
        data = root / agency.name / "data"
        write_year(data, agency.name, agency.kind, agency.region, agency.year)
        if agency.fault is not None:
            plant(agency.fault, data, agency.year.sheets)


def add_up(agencies: Iterable[Agency]) -> dict[str, int]:
    """The figures of the sound ones, added up by path; fees are in fen under ``fees_fen``."""
    sums: Counter[str] = Counter()
    for agency in agencies:
        if agency.fault is None:
            sums.update(agency.figures)
            sums["fees_fen"] += agency.year.fees_fen
    return dict(sums)


def _names() -> Iterator[tuple[str, str, str]]:
    """Names of agencies that all differ, with their kinds and regions, county by county."""
    for turn in range(len(FIRST) * len(SECOND)):
        # Two steps that go through all pairs: neighbours in the list look unlike each other.
        first, second = FIRST[turn % len(FIRST)], SECOND[(turn + turn // len(FIRST)) % len(SECOND)]
        county = f"{first}{second}县"
        yield f"{county}人民政府", "government", county
        for department in DEPARTMENTS:
            yield f"{county}{department}", "department", county
        for number in range(TOWNS_OF_A_COUNTY):
            town = f"{TOWNS[(turn + number) % len(TOWNS)]}{SECOND[(number * 3 + turn) % len(SECOND)]}"
            end = "街道办事处" if number % 4 == TOWNS_OF_A_COUNTY % 4 else "镇人民政府"
            yield f"{county}{town}{end}", "department" if end == "街道办事处" else "government", county


def main() -> None:
    """Read the options and make the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder to make them in")
    parser.add_argument("--agencies", type=int, default=100, help=f"how many, at most {MOST}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faulty", type=int, default=0, help="how many of them have a fault")
    parser.add_argument("--killers", type=int, default=0, help="how many more take a worker's memory")
    parser.add_argument("--sums", type=Path, help="where to keep what the sound ones add up to")
    options = parser.parse_args()
    made = plan_agencies(options.agencies, options.seed, options.faulty, options.killers)
    write_agencies(options.folder, made)
    if options.sums:
        options.sums.write_text(json.dumps(add_up(made), ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(made)} agencies of {YEAR}, {sum(each.fault is not None for each in made)} of them faulty")


if __name__ == "__main__":
    main()
