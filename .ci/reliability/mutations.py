"""Cut files off and turn bits in them at random, and give them to every command that reads them.

python .ci/reliability/mutations.py [--runs N] [--seconds N] [--seed N] [--record]
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent.parent)]

from office import CHECKOUT, DRAFT, Office, load, record

from report_builder.diagnostics import ReportError
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.editing import RefreshRequest, VerifyRequest, refresh_file, verify_file
from report_builder.pipeline import LintRequest, TypesetRequest, check, lint_file, typeset_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SLOW: Final = 10.0  # seconds


def commands(folder: Path) -> Mapping[str, tuple[Path, Callable[[], object]]]:
    """What is spoilt, and what then reads it."""
    data, out, draft = folder / "data", folder / "out", folder / "out" / "2016" / DRAFT
    year = BuildRequest(data, 2016, out, folder)
    refreshed = folder / "refreshed.docx"
    refresh = RefreshRequest(draft, refreshed, data, 2016, out, folder)

    def refresh_anew() -> None:
        refreshed.unlink(missing_ok=True)
        outcome_of(refresh_file(refresh))

    return {
        "pdf": (draft, lambda: outcome_of(typeset_file(TypesetRequest(draft, folder / "x.pdf", folder)))),
        "check FILE": (draft, lambda: lint_file(LintRequest(draft, data, folder))),
        "verify": (draft, lambda: verify_file(VerifyRequest(draft))),
        "refresh": (draft, refresh_anew),
        "a workbook": (next((data / "2016" / "ledgers").glob("*.xlsx")), lambda: outcome_of(check(year))),
        "the settings": (data / "agency.toml", lambda: outcome_of(check(year))),
        "the text": (data / "2016" / "narrative.md", lambda: outcome_of(check(year))),
        "the template": (
            folder / "styles" / "guangxi-seven-part" / "template.docx",
            lambda: outcome_of(check(year)),
        ),
        "last figures": (out / "2016" / "statistics.json", lambda: verify_file(VerifyRequest(draft))),
    }


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """A file that breaks off, or in which up to twenty bits are turned."""
    if chance.random() < 0.2:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def main() -> int:
    """Spoil as often as was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=36_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.json")
    asked = parser.parse_args()
    load()
    chance, end = random.Random(asked.seed), time.monotonic() + asked.seconds
    done, slowest, wrong = 0, 0.0, []
    with tempfile.TemporaryDirectory() as name:
        folder = Office(Path(name) / "office").folder
        shutil.copytree(CHECKOUT / "styles", folder / "styles")
        cases = commands(folder)
        while done < asked.runs and time.monotonic() < end:
            case = chance.choice(sorted(cases))
            path, command = cases[case]
            sound = path.read_bytes()
            data = spoilt(sound, chance)
            path.write_bytes(data)
            begun = time.process_time()  # of its own: other programs run besides
            try:
                command()
            except ReportError:
                pass
            except Exception as fault:  # noqa: BLE001  that is what is looked for
                kept = Path(tempfile.gettempdir()) / f"mutation-{asked.seed}-{done}-{path.name}"
                kept.write_bytes(data)
                wrong.append(f"{case}: {type(fault).__name__}: {kept}")
                print(wrong[-1], flush=True)
                traceback.print_exception(fault)
            taken = time.process_time() - begun
            slowest, done = max(slowest, taken), done + 1
            if taken > _SLOW:
                wrong.append(f"{case}: {taken:.0f} s")
                print(wrong[-1], flush=True)
            path.write_bytes(sound)
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = {"inputs": done, "faults": len(wrong), "slowest_seconds": round(slowest, 1)}
    figures["most_mebibytes"] = mebibytes
    print(figures, flush=True)
    if asked.record:
        record("mutations", figures)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
