"""The sample year → how long a build takes beside docxtpl and LibreOffice doing the same, as ratios.

Every measured run is a whole process, started in turn with its rivals so that a busy moment hits all of them.
"""
# ruff: noqa: INP001, S603, T201  (a script, in no package; it runs programs that it names itself, and prints)

from __future__ import annotations

import argparse
import cProfile
import io
import json
import pstats
import re
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from processes import Spent, inherited, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

CHECKOUT: Final = Path(__file__).resolve().parent.parent
YEAR: Final = 2016
STYLE: Final = CHECKOUT / "styles" / "guangxi-seven-part"
FONTS: Final = CHECKOUT / "fonts"
OURS: Final = (sys.executable, "-m", "report_builder")
MOST_LINES: Final = 12
FROM_LEDGERS: Final = "pandas + docxtpl script"
GIVEN_FIGURES: Final = "docxtpl script, figures given"

FONTS_CONF: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir><include>{fonts}/30-gongwen.conf</include></fontconfig>
"""


class Contest(Struct, frozen=True):
    """Where the runs happen, and what they are given."""

    folder: Path
    context: Path
    report: Path
    soffice: str | None

    @property
    def environment(self) -> Mapping[str, str]:
        """What every run finds: the package on its path, our faces for LibreOffice."""
        return {
            **inherited(),
            "PYTHONPATH": str(CHECKOUT),
            "FONTCONFIG_FILE": str(self.folder / "fonts.conf"),
        }


def prepare(folder: Path) -> Contest:
    """Build the report once, and write down what docxtpl is to fill in."""
    cache = folder / "cache"
    (folder / "fonts.conf").write_text(FONTS_CONF.format(fonts=FONTS, cache=cache), encoding="utf-8")
    contest = Contest(folder, folder / "context.json", folder / "report.docx", shutil.which("soffice"))
    run(contest, [*OURS, "build", str(YEAR), "--out", str(folder / "first")])
    shutil.copy(next((folder / "first").rglob("*.docx")), contest.report)
    contest.context.write_text(json.dumps(context(), ensure_ascii=False), encoding="utf-8")
    return contest


def context() -> dict[str, object]:
    """The finished text and table of the sample year, under the template's names."""
    from report_builder.diagnostics import Findings  # noqa: PLC0415  not while a profile is taken
    from report_builder.formats.annex import fill_annex  # noqa: PLC0415
    from report_builder.formats.definitions import load_format  # noqa: PLC0415
    from report_builder.ledgers.reading import read_ledgers  # noqa: PLC0415
    from report_builder.manuscript.contents import gather_content  # noqa: PLC0415
    from report_builder.manuscript.narrative import write_manuscript  # noqa: PLC0415
    from report_builder.settings import load_settings  # noqa: PLC0415
    from report_builder.statistics.counting import count_statistics  # noqa: PLC0415

    found = Findings()
    year = CHECKOUT / "data" / str(YEAR)
    settings = load_settings(CHECKOUT / "data", YEAR, found)
    report_format = load_format(STYLE, found)
    if settings is None or settings.signed_on is None or report_format is None or report_format.annex is None:
        sys.exit("the sample year is incomplete")
    ledgers = read_ledgers(year / "ledgers", settings, YEAR, found)
    statistics = count_statistics(ledgers, settings, YEAR, found)
    manuscript = write_manuscript(year / "narrative.md", settings, statistics, found)
    if manuscript is None:
        sys.exit("the sample year's narrative has errors")
    annex = fill_annex(report_format.annex, statistics, found)
    return gather_content(manuscript, annex, settings, YEAR, settings.signed_on).placeholders()


def run(contest: Contest, command: Sequence[str]) -> Spent:
    """What a whole process takes; ends the comparison where it fails."""
    return measure(command, CHECKOUT, contest.environment)


def convert(contest: Contest, profile: Path) -> Spent:
    """What LibreOffice takes for the PDF of the built Word report."""
    return run(
        contest,
        [
            contest.soffice or "", f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(contest.folder / "converted"), str(contest.report),
        ],
    )  # fmt: skip


def convert_fresh(contest: Contest) -> Spent:
    """What it takes with a profile that does not exist yet."""
    with tempfile.TemporaryDirectory() as profile:
        return convert(contest, Path(profile) / "profile")


def rivals(contest: Contest) -> Mapping[str, Callable[[], Spent]]:
    """What is measured, by name, in the order of the turns."""
    out = contest.folder
    filled, again, pdf = str(out / "filled.docx"), str(out / "again"), str(out / "ours.pdf")
    peer = [
        sys.executable, str(CHECKOUT / "benchmarks" / "peer_docxtpl.py"), str(contest.context),
        str(STYLE / "template.docx"), filled,
    ]  # fmt: skip
    reader = [sys.executable, str(CHECKOUT / "benchmarks" / "peer_pandas.py"), *peer[2:]]
    measured: dict[str, Callable[[], Spent]] = {
        "report-builder build": lambda: run(contest, [*OURS, "build", str(YEAR), "--out", again]),
        "report-builder pdf": lambda: run(contest, [*OURS, "pdf", str(contest.report), "-o", pdf]),
        FROM_LEDGERS: lambda: run(contest, reader),
        GIVEN_FIGURES: lambda: run(contest, peer),
    }
    if contest.soffice:
        measured["soffice, fresh profile"] = lambda: convert_fresh(contest)
        measured["soffice, existing profile"] = lambda: convert(contest, out / "profile")
    return measured


def compare(runs: int) -> None:
    """Print the medians, and our time as a share of the rivals' for the same work."""
    with tempfile.TemporaryDirectory() as name:
        contest = prepare(Path(name))
        measured = rivals(contest)
        for rival in measured.values():  # once unmeasured: byte code, caches, the existing profile
            rival()
        taken: dict[str, list[Spent]] = {each: [] for each in measured}
        for _ in range(runs):
            for each, rival in measured.items():
                taken[each].append(rival())
    print(
        f"{'whole process':32}{'median s':>10}{'least s':>10}{'most s':>10}{'CPU s':>8}{'MB':>6}"
        f"   ({runs} runs in turn)"
    )
    for each, spent in taken.items():
        wall = [one.wall for one in spent]
        cpu, peak = median(one.cpu for one in spent), max(one.peak for one in spent)
        print(f"{each:32}{median(wall):10.2f}{min(wall):10.2f}{max(wall):10.2f}{cpu:8.2f}{peak:6.0f}")
    print()
    if not contest.soffice:
        print("soffice is not installed: nothing to compare the PDF with")
        return
    print(f"{'':84}    wall   CPU")
    for profile in ("fresh", "existing"):
        office = f"soffice, {profile} profile"
        for peer in (FROM_LEDGERS, GIVEN_FIGURES):
            tell_ratio(taken, "report-builder build", (peer, office))
        tell_ratio(taken, "report-builder pdf", (office,))


def tell_ratio(taken: Mapping[str, Sequence[Spent]], ours: str, theirs: Sequence[str]) -> None:
    """Print our medians as a share of the rivals' for the same work, by the clock and by the processor."""

    def share(of: Callable[[Spent], float]) -> float:
        return median(map(of, taken[ours])) / sum(median(map(of, taken[each])) for each in theirs)

    wall, cpu = share(lambda spent: spent.wall), share(lambda spent: spent.cpu)
    title = f"{ours} / ({' + '.join(theirs)})"
    print(f"{title:84} = {wall:6.2f}{cpu:6.2f}")


def profile() -> None:
    """Print where a build's time goes: loading, stage by stage, function by function."""
    with tempfile.TemporaryDirectory() as name:
        contest = prepare(Path(name))
        pdf = ["pdf", str(contest.report), "-o", str(contest.folder / "ours.pdf")]
        print_imports(contest, "build", ["build", str(YEAR), "--out", name])
        print_imports(contest, "pdf", pdf)
        for title, arguments in (("build", ["build", str(YEAR), "--out", name]), ("pdf", pdf)):
            print_functions(title, arguments)


def print_imports(contest: Contest, title: str, arguments: Sequence[str]) -> None:
    """The packages that take longest to load in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *OURS[1:], *arguments],
        cwd=CHECKOUT, env=contest.environment, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    own: dict[str, int] = {}
    for line in re.finditer(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", done.stderr):
        package = line[2].partition(".")[0]
        own[package] = own.get(package, 0) + int(line[1])
    print(f"loading, {title}: {sum(own.values()) / 1000:.0f} ms (with the cost of measuring), of these")
    for package, spent in sorted(own.items(), key=lambda item: -item[1])[:MOST_LINES]:
        print(f"  {package:24}{spent / 1000:8.0f} ms")
    print()


def print_functions(title: str, arguments: Sequence[str]) -> None:
    """Stage by stage and function by function, in this process, with everything loaded before."""
    from report_builder import drafts, page_formats, pipeline  # noqa: PLC0415  not while the loading is measured

    working = CHECKOUT
    moments: list[tuple[str, float]] = []

    def work() -> None:
        moments.clear()
        if title == "build":
            request = drafts.BuildRequest(CHECKOUT / "data", YEAR, Path(arguments[-1]), working)
            steps: Iterable[str] = pipeline.build(request)
        else:
            to_set = page_formats.TypesetRequest(Path(arguments[1]), Path(arguments[-1]), working)
            steps = pipeline.typeset_file(to_set)
        moments.extend((step, time.perf_counter()) for step in steps)
        moments.append(("", time.perf_counter()))

    work()
    work()
    print(f"stages, {title}, everything loaded")
    for (stage, start), (_, end) in pairwise(moments):
        print(f"  {1000 * (end - start):8.0f} ms  {stage}")
    profiler = cProfile.Profile()
    profiler.runcall(work)
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).strip_dirs().sort_stats("tottime").print_stats(MOST_LINES)
    print(text.getvalue().partition("Ordered by")[2].partition("\n")[2])


def main() -> None:
    """Read the options and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each")
    parser.add_argument("--profile", action="store_true", help="print where our own time goes instead")
    options = parser.parse_args()
    sys.path.insert(0, str(CHECKOUT))
    profile() if options.profile else compare(options.runs)


if __name__ == "__main__":
    main()
