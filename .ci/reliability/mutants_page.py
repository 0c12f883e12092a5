"""``docs/mutants.json``, what ``mutants.py --record`` found → ``docs/mutants.md``.

python .ci/reliability/mutants_page.py

Why a mistake that no test notices changes nothing is said by hand, under ``changes_nothing`` of that file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RESULTS: Final = Path(__file__).parent.parent.parent / "docs" / "mutants.json"
_TOGETHER: Final = ("word", "manuscript", "checks", "typesetting")  # the stages that 90 % is asked of
_KEY: Final = ("module", "function", "code", "mistake")
_HEAD: Final = """# Mistakes put into the program, and whether its tests notice

Made by `python .ci/reliability/mutants_page.py` from `docs/mutants.json`. `.ci/reliability/mutants.py` puts
one small mistake at a time into a function of a stage (`<` for `<=`, `and` for `or`, `1` for `0`, a condition
turned round) and runs those of the stage's own tests, `tests/<stage>/`, that call the function, in a fork of
a process that has imported everything once. It is no part of CI. What a module computes while it is imported
is not mutated; a function that no test calls after that counts as a mistake that was not noticed.

    python .ci/reliability/mutants.py word --count 80 --record

The same seed gives the same mistakes of the same source; an interrupted call goes on where it stopped. Tests
were written for what seed 2026 showed of the first four stages, so its figure tells how good they are for
mistakes that were looked at. Any other seed tells how good they were, at its commit, for mistakes that nobody
had looked at; so do the rows of `reports` and `statistics`, which were measured once. A test that takes more
than ten times as long as it should has noticed; after a minute of the processor's time no further test of a
mistake is begun.

| stage | seed | commit | mistakes | noticed | change nothing | noticed of those that change something |
| --- | --- | --- | --- | --- | --- | --- |
"""
_NOTHING: Final = """
## Not noticed, since they change nothing
| where | written | mistake | why |
| --- | --- | --- | --- |
"""
_OPEN: Final = """
## Not noticed, though they change something
| where | written | mistake | stage's seed |
| --- | --- | --- | --- |
"""


def reasons(results: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """Why a mistake changes nothing, by where it is and what it is."""
    return {key(each): each["why"] for each in results["changes_nothing"]}


def key(mutant: Mapping[str, str]) -> tuple[str, ...]:
    """What tells a mistake from every other, wherever its line is by now."""
    return tuple(mutant[name] for name in _KEY)


def unnoticed(results: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every recorded mistake that no test noticed, behind the seed that gave it."""
    for runs in results["runs"].values():
        for seed, run in runs.items():
            yield from ((seed, each) for each in run["not_noticed"])


def page(results: Mapping[str, Any]) -> str:
    """The whole document."""
    why = reasons(results)
    nothing = {key(each): why[key(each)] for _, each in unnoticed(results) if key(each) in why}
    still = {key(each): seed for seed, each in unnoticed(results) if key(each) not in why}
    return "".join(
        (
            _HEAD,
            *(_row(row) for row in _runs(results, why)),
            *(
                (_NOTHING, *(_row((*_place(each), nothing[each])) for each in sorted(nothing)))
                if nothing
                else ()
            ),
            *((_OPEN, *(_row((*_place(each), still[each])) for each in sorted(still))) if still else ()),
        )
    )


def _runs(results: Mapping[str, Any], why: Mapping[tuple[str, ...], str]) -> Iterator[tuple[str, ...]]:
    """A row for each run, and the sum of each seed's over the stages that 90 % is asked of."""
    sums: dict[str, tuple[int, int, int]] = {}
    for stage, runs in results["runs"].items():
        for seed, run in runs.items():
            nothing = sum(key(each) in why for each in run["not_noticed"])
            counts = run["mutants"], run["noticed"], nothing
            if stage in _TOGETHER:
                before = sums.get(seed, (0, 0, 0))
                sums[seed] = before[0] + counts[0], before[1] + counts[1], before[2] + counts[2]
            yield f"`{stage}`", seed, run["commit"], *_counted(counts)
    for seed, counts in sums.items():
        yield "first four together", seed, "", *_counted(counts)


def _counted(counts: tuple[int, int, int]) -> tuple[str, ...]:
    mutants, noticed, nothing = counts
    return str(mutants), str(noticed), str(nothing), f"{noticed * 100 / (mutants - nothing):.1f} %"


def _place(mutant: tuple[str, ...]) -> tuple[str, ...]:
    module, function, code, mistake = (each.replace("|", "\\|") for each in mutant)
    return f"`{module}` `{function}`", f"`{code}`", mistake


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Write it."""
    RESULTS.with_suffix(".md").write_text(
        page(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
