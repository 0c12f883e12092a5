"""The scripts that try for faults know every command and reader, and their records are told as they are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from report_builder.command_line.commands import COMMANDS

CHECKOUT: Final = Path(__file__).parent.parent
SCRIPTS: Final = CHECKOUT / ".ci" / "reliability"
READERS: Final = sorted(folder.name for folder in (SCRIPTS / "corpus").iterdir())

# Gives every file of a reader's corpus to the reader, as the fuzzer does.
ONCE: Final = """
import sys
sys.path.insert(0, sys.argv[1])
import targets
import tempfile
from pathlib import Path
targets.ROOM = Path(sys.argv[3])
assert sys.argv[2] in targets.TARGETS
for path in sorted((targets.CORPUS / sys.argv[2]).iterdir()):
    targets.run(sys.argv[2], path.read_bytes())
"""

# Counts some offices' ledgers, or all but one row of them, and prints what is wrong.
COUNTED: Final = """
import sys
sys.path.insert(0, sys.argv[1])
import rows
from pathlib import Path
for seed in range(int(sys.argv[3])):
    data = Path(sys.argv[2]) / str(seed)
    year = rows.hand_in_year(seed, data)
    if len(sys.argv) > 4:
        year.figures["requests.new.total"] += 1
    print(*rows.wrong_with(year, data), sep="\\n")
"""

# Asks every address of the window for what nobody expects.
MUTATED: Final = """
import sys
sys.path.insert(0, sys.argv[1])
import routes
from office import Office
from pathlib import Path
office = Office(Path(sys.argv[2]))
for route in routes.CASES:
    for fault in routes.fuzz(office.folder, route, 12):
        print(fault)
"""

# Writes a file beside its place, moves it there and removes it, and tells what faults at each step come to.
WRITE: Final = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from operations import HOWS, Stopping, preload
preload()

def work():
    try:
        with open("new", "w") as file:
            file.write("text")
        os.rename("new", "kept")
        os.unlink("kept")
    except OSError as fault:
        sys.exit(fault.errno)
    except KeyboardInterrupt:
        sys.exit(130)

room = Path(sys.argv[2])
folder, copied = room / "folder", room / "copied"
folder.mkdir()
for met in Stopping(folder, copied, room, work).run((), HOWS, 1):
    left = [f"{path.name}:{path.read_text()}" for path in sorted(copied.iterdir())]
    print(met.operation.split(" ")[0], met.how, met.code, ",".join(left), sep="|")
"""


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, str(SCRIPTS), *arguments],
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(module: str, asked: str) -> list[str]:
    """What a script's module knows."""
    script = f"import json, sys; sys.path.insert(0, sys.argv[1]); import {module}; print(json.dumps({asked}))"
    return list(json.loads(run(script)))


def test_every_command_is_killed_and_raced() -> None:
    typed = told("office", "[typed[0] for typed in office.CASES.values()]")

    assert set(typed) == {command.name for command in COMMANDS}


def test_every_file_that_is_spoilt_is_given_to_commands_that_there_are() -> None:
    used = told("mutations", "[case for cases in mutations.SPOILT.values() for case in cases]")

    assert set(used) <= set(told("office", "list(office.CASES)"))


@pytest.mark.skipif(
    sys.platform != "linux" or (shutil.which("cc") is None and os.environ.get("CI") != "true"),  # noqa: TID251
    reason="faults are met through the C library of Linux, and there is no C compiler",
)
def test_a_fault_is_met_at_every_operation_on_a_file(tmp_path: Path) -> None:
    script = tmp_path / "write.py"
    script.write_text(WRITE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(SCRIPTS), str(tmp_path)],
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    met = [tuple(line.split("|")) for line in done.stdout.splitlines()]

    # What was met, how the work ended, and what stands in the copy of its folder afterwards.
    assert ("write", "kill", "-9", "new:") in met
    assert ("rename", "kill", "-9", "new:text") in met
    assert ("rename", "power", "-9", "new:") in met
    assert ("write", "fail", "28", "new:text") in met  # Python tries once more as it closes the file
    assert ("rename", "fail", "13", "new:text") in met
    assert ("unlink", "interrupt", "130", "") in met
    assert ("write", "full", "28", "new:") in met
    assert {how for _, how, _, _ in met} == {"fail", "full", "kill", "interrupt", "power"}


def test_every_address_of_the_window_is_asked_for_with_faults_and_mutations() -> None:
    assert sorted(told("routes", "list(routes.CASES)")) == told("routes", "routes.routes()")


def test_whatever_is_asked_of_the_window_is_answered(tmp_path: Path) -> None:
    assert run(MUTATED, str(tmp_path / "office")) == ""


def test_every_row_is_counted_however_it_was_handed_in(tmp_path: Path) -> None:
    assert run(COUNTED, str(tmp_path), "20").split() == []


def test_a_row_that_is_not_counted_would_be_told(tmp_path: Path) -> None:
    told = run(COUNTED, str(tmp_path), "1", "a row more than was handed in").split("\n")

    assert [line.split(":")[0] for line in told if line] == ["requests.new.total"]


def test_a_corpus_is_the_same_whenever_it_is_written() -> None:
    script = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); import corpus; from hashlib import sha256;"
        "print(json.dumps({f'{reader}/{name}': sha256(data).hexdigest()"
        " for reader, files in corpus.beginnings().items() for name, data in files.items()}"
        " | {'/'.join(place): '' for place in corpus.DRAWN}))"
    )

    once, again = (json.loads(run(script)) for _ in range(2))  # each takes a second or more

    assert once == again
    assert {name.partition("/")[0] for name in once} <= set(READERS)  # others were drawn once


def test_the_small_pdfs_are_read_and_signed_and_their_mutations_are_mostly_whole_files() -> None:
    script = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); import io, pdfs, pikepdf, targets;"
        "[targets.TARGETS['foreign_pdf'](data) for data in pdfs.foreign().values()];"
        "targets.TARGETS['unsigned_pdf'](pdfs.unsigned());"
        "page = pdfs.foreign()['ruled.pdf'];"
        "made = [pdfs.mutated(page, seed, lambda part: part[:9]) for seed in range(100)];"
        "again = [pdfs.mutated(page, seed, lambda part: part[:9]) for seed in range(100)];"
        "whole = [each.endswith(b'%%EOF\\n') for each in made];"
        "print(json.dumps([made == again, len(set(made)), sum(whole)]))"
    )

    are_the_same, different, whole = json.loads(run(script))

    assert are_the_same
    assert different > 70
    assert whole > 80


def test_every_reader_has_a_corpus() -> None:
    names = told("targets", "list(targets.TARGETS)")

    assert sorted(names) == READERS


@pytest.mark.parametrize("reader", READERS)
def test_nothing_in_the_corpus_is_anything_but_a_finding(reader: str, tmp_path: Path) -> None:
    run(ONCE, reader, str(tmp_path))


def test_the_document_says_what_was_recorded() -> None:
    page = run(
        "import json, sys; sys.path.insert(0, sys.argv[1]); import report;"
        "print(report.page(json.loads(report.RESULTS.read_text(encoding='utf-8'))), end='')"
    )

    assert (CHECKOUT / "docs" / "reliability.md").read_text(encoding="utf-8") == page


def test_nothing_was_lost() -> None:
    results = json.loads((CHECKOUT / "docs" / "reliability.json").read_text(encoding="utf-8"))

    assert [
        f"{run}: {piece}"
        for run, pieces in results.items()
        for piece, found in pieces.items()
        if found.get("lost") or found.get("faults") or found.get("wrong")
    ] == []


def test_mutants_are_the_same_for_a_seed_and_each_changes_its_function() -> None:
    script = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); import mutants;"
        "some = [mutants.chosen('word', 20, 7, '') for _ in range(2)];"
        "codes = [(mutants.mutated(each), mutants.function_of(each).__code__) for each in some[0]];"
        "print(json.dumps([some[0] == some[1], [a.co_name == b.co_name and a != b for a, b in codes]]))"
    )

    are_the_same, changed = json.loads(run(script))

    assert are_the_same
    assert changed == [True] * 20


def test_the_page_of_mutants_says_what_was_recorded() -> None:
    page = run(
        "import json, sys; sys.path.insert(0, sys.argv[1]); import mutants_page;"
        "print(mutants_page.page(json.loads(mutants_page.RESULTS.read_text(encoding='utf-8'))), end='')"
    )

    assert (CHECKOUT / "docs" / "mutants.md").read_text(encoding="utf-8") == page


def test_no_reason_is_given_for_a_mutant_that_was_noticed() -> None:
    script = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); from mutants_page import *;"
        "results = json.loads(RESULTS.read_text(encoding='utf-8'));"
        "print(json.dumps(list(reasons(results).keys() - {key(each) for _, each in unnoticed(results)})))"
    )

    assert json.loads(run(script)) == []


def test_nine_of_ten_mistakes_of_the_recorded_seed_are_noticed() -> None:
    script = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); from mutants_page import *;"
        "results = json.loads(RESULTS.read_text(encoding='utf-8'));"
        "print(json.dumps({name: runs['2026'] for name, runs in results['runs'].items()}))"
    )
    stages = json.loads(run(script))

    four = [stages[name] for name in ("word", "manuscript", "checks", "typesetting")]

    assert sum(each["mutants"] for each in four) >= 200
    assert sum(each["noticed"] for each in four) >= 0.9 * sum(each["mutants"] for each in four)
