"""Cut files off and turn bits in them at random, and give them to every command that reads them.

python .ci/reliability/mutations.py [--runs N] [--seconds N] [--record]

A run that is recorded goes on where the last one ended: input N is the same whenever it is tried.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent.parent)]

import forks
from office import CASES, DRAFT, FORMAT, KEY, NAME, Office
from recording import add, recorded

if TYPE_CHECKING:
    from collections.abc import Mapping

_SLOW: Final = 10.0  # seconds
_MUCH: Final = 1024  # mebibytes
_REPORT: Final = "out/2021/" + DRAFT
# What is spoilt, and the commands that read it.
SPOILT: Final[Mapping[str, tuple[str, ...]]] = {
    _REPORT: ("check FILE", "pdf", "pdf --ofd --html", "verify FILE", "refresh", "review"),
    "data/2021/narrative.docx": ("check", "build"),
    f"{FORMAT}/template.docx": ("check", "build", "refresh", "doctor"),
    "data/2021/ledgers/办公室.xlsx": ("check", "build", "build --attach", "new", "refresh"),
    "data/2021/ledgers/依申请公开.csv": ("check", "build"),
    "data/agency.toml": ("check", "build", "new", "doctor", "check FILE", "refresh"),
    "data/2021/report.toml": ("check", "build", "doctor"),
    f"{FORMAT}/format.toml": ("check", "build", "new", "doctor"),
    "data/2021/narrative.md": ("check", "build"),
    "out/2021/statistics.json": ("verify", "verify FILE", "check FILE", "new", "rollup"),
    "out/2021/manifest.json": ("verify", "build", "refresh"),
    f"out/2021/{NAME}.pdf": ("verify SEALED", "sign"),
    f"data/{KEY}": ("sign",),
}


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """A file that breaks off, or in which up to twenty bits are turned; of a packed one also its parts."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        return _spoilt_within(data, chance)
    if chance.random() < 0.2:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _spoilt_within(data: bytes, chance: random.Random) -> bytes:
    """The same with one part spoilt, and packed as if nothing were: its damage gets past the door."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(name for name, part in parts.items() if part))
    parts[name] = spoilt(parts[name], chance)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for each, part in parts.items():
            archive.writestr(each, part)
    return packed.getvalue()


class Spoiling:
    """An office in which one file at a time is spoilt."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.office = Office(scratch / "office")
        self.word_narrative = _word_narrative()
        self.cases = [(path, case) for path, cases in SPOILT.items() for case in cases]

    def once(self, number: int) -> tuple[str, list[str], forks.Ran]:
        """Input N, and what went wrong with it."""
        chance = random.Random(number)
        path, case = self.cases[number % len(self.cases)]
        folder = self.office.copy(self.scratch / "copy")
        spoiling = folder / path
        if path.endswith("narrative.docx"):
            spoiling.with_suffix(".md").unlink()
            spoiling.write_bytes(self.word_narrative)
        data = spoilt(spoiling.read_bytes(), chance)
        spoiling.write_bytes(data)
        ran = forks.run(folder, CASES[case], self.scratch / "said.txt")
        wrong = [f"exit code {ran.code}: {ran.said[-300:]}"] if ran.is_at_fault else []
        wrong += [f"{ran.seconds:.0f} s"] if ran.seconds > _SLOW else []
        wrong += [f"{ran.mebibytes} MiB"] if ran.mebibytes > _MUCH else []
        if wrong:
            kept = forks.ROOM / f"mutation-{number}-{spoiling.name}"
            kept.write_bytes(data)
            wrong.append(f"kept as {kept}")
        shutil.rmtree(folder)
        return f"{path}: {case}", wrong, ran


def _word_narrative() -> bytes:
    sys.path.append(str(Path(__file__).parent.parent.parent / "tests"))
    from word_files import paragraph, word_file

    return word_file(paragraph("一、总体情况") + paragraph("全年公开{{ 主动公开.总数 }}条。"))


def main() -> int:
    """Spoil as often as was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=36_000)
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.json")
    asked = parser.parse_args()
    end, wrong = time.monotonic() + asked.seconds, 0
    begun = int(sum(each["inputs"] for each in recorded("mutations").values())) if asked.record else 0
    with tempfile.TemporaryDirectory(dir=forks.ROOM) as name:
        spoiling = Spoiling(Path(name))
        keeping = Keeping(is_recorded=asked.record)
        for number in range(begun, max(asked.runs, begun)):
            piece, found, ran = spoiling.once(number)
            for each in found:
                print(f"input {number}, {piece}: {each}", flush=True)
            wrong += bool(found)
            keeping.keep(piece, found, ran)
            if time.monotonic() > end:
                break
        keeping.write()
    return bool(wrong)


class Keeping:
    """Writes down what was tried, two hundred inputs at a time."""

    def __init__(self, *, is_recorded: bool) -> None:
        self.is_recorded = is_recorded
        self.waiting: list[tuple[str, list[str], forks.Ran]] = []

    def keep(self, piece: str, found: list[str], ran: forks.Ran) -> None:
        """Take an input, and what was wrong with it."""
        self.waiting.append((piece, found, ran))
        if len(self.waiting) == 200:
            self.write()

    def write(self) -> None:
        """Write down what was not written yet."""
        slowest = max((ran.seconds for _, _, ran in self.waiting), default=0)
        print(len(self.waiting), "inputs", f"{slowest:.1f} s at most", flush=True)
        for name in sorted({each for each, _, _ in self.waiting}) if self.is_recorded else ():
            mine = [each for each in self.waiting if each[0] == name]
            figures = {
                "inputs": len(mine),
                "faults": sum(bool(found) for _, found, _ in mine),
                "slowest_seconds": round(max(ran.seconds for _, _, ran in mine), 1),
                "most_mebibytes": max(ran.mebibytes for _, _, ran in mine),
            }
            add("mutations", name, figures)
        self.waiting.clear()


if __name__ == "__main__":
    sys.exit(main())
