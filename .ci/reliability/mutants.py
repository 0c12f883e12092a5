"""A stage's functions, each with one small mistake in it → whether the stage's own tests notice.

python .ci/reliability/mutants.py [STAGE …] [--count 60] [--seed 2026] [--module NAME] [--record | --fresh]

The tests of the stage are collected and run once, which tells which functions each of them calls. For every
mutant the process forks, puts the mistake into the loaded function, and runs the tests that call it, the
module's own and the quickest first, until one fails. A mutant that no test notices survives: a test is
missing, or the mistake changes nothing (``docs/mutants.md`` says which). What a module computes while it is
imported is not mutated.

What is found is kept in ``out/mutants/`` as soon as it is known: a call of the same words at the same commit
goes on where the last one stopped. ``--record`` wants the sources and tests of a commit, puts the stage into
``docs/mutants.json`` when it is through, and makes ``docs/mutants.md`` of it (``mutants_page.py``).
"""

from __future__ import annotations

import argparse
import ast
import fcntl
import functools
import gc
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

sys.path[:0] = [str(Path(__file__).parent)]

from mutants_page import RESULTS, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT: Final = Path(__file__).parent.parent.parent
PACKAGE: Final = CHECKOUT / "report_builder"
PROGRESS: Final = CHECKOUT / "out" / "mutants"
STAGES: Final = ("word", "manuscript", "checks", "typesetting")
NICE: Final = 15
# Seconds of the processor: for all tests of one mutant; for one test, beyond ten times what it takes.
MOST_TESTING: Final = 60.0
MOST_HANGING: Final = 5.0
SLOWER: Final = 10
MOST_MEMORY: Final = 6 << 30
_CALLED: Final = "_mutants_called"
_SWAPS: Final = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}  # fmt: skip


class Mutant(NamedTuple):
    """A mistake: the file, the function outermost around it, which of its places, the line, what is done."""

    path: str
    function: str
    place: int
    line: int
    code: str
    told: str

    @property
    def described(self) -> dict[str, str]:
        """As ``docs/mutants.json`` has it."""
        module = Path(self.path).relative_to(PACKAGE).as_posix()
        return {"module": module, "function": self.function, "code": self.code, "mistake": self.told}


def mistakes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """What can be done wrong at a node: how it is told, and what does it."""
    match node:
        case ast.Compare(ops=ops):
            for number, operator in enumerate(ops):
                other = _SWAPS[type(operator)]
                yield _swapped(operator, other), functools.partial(ops.__setitem__, number, other())
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in _SWAPS:
            other = _SWAPS[type(operator)]
            yield _swapped(operator, other), functools.partial(setattr, node, "op", other())
        case ast.UnaryOp(op=ast.Not()):
            yield "not x → x", functools.partial(setattr, node, "op", ast.UAdd())
        case ast.Constant(value=bool() as value):
            yield f"{value} → {not value}", functools.partial(setattr, node, "value", not value)
        case ast.Constant(value=int() as value):
            yield f"{value} → {value + 1}", functools.partial(setattr, node, "value", value + 1)
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            negated = ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
            yield "if x → if not x", functools.partial(setattr, node, "test", negated)


def _swapped(operator: ast.AST, other: type) -> str:
    return f"{type(operator).__name__} → {other.__name__}"


def places(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every node in the body of a function, with the name of the function outermost around it."""

    def below(node: ast.AST, name: str) -> Iterator[tuple[str, ast.AST]]:
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            yield from below(node.value, name)
            return
        yield name, node
        for child in ast.iter_child_nodes(node):
            yield from below(child, name)

    for name, function in definitions(tree, ""):
        for statement in function.body:
            yield from below(statement, name)


def definitions(parent: ast.AST, name: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions and methods of a module, by the names that they have from outside."""
    for child in ast.iter_child_nodes(parent):
        if isinstance(child, ast.ClassDef):
            yield from definitions(child, f"{name}{child.name}.")
        elif isinstance(child, ast.FunctionDef):
            yield f"{name}{child.name}", child


def mutants_of(path: Path) -> list[Mutant]:
    """Every mistake that can be made in a module's functions."""
    found = []
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for place, (name, node) in enumerate(places(ast.parse(text))):
        for number, (told, _) in enumerate(mistakes(node)):
            line = getattr(node, "lineno", 0)
            found.append(Mutant(str(path), name, place * 10 + number, line, lines[line - 1].strip(), told))
    return found


def chosen(stage: str, count: int, seed: int, module: str) -> list[Mutant]:
    """So many mutants of a stage, the same for the same seed, spread over its modules."""
    dice = random.Random(f"{seed} {stage}")
    every = [mutants_of(path) for path in sorted((PACKAGE / stage).rglob("*.py")) if module in path.stem]
    for each in every:
        dice.shuffle(each)
    found: list[Mutant] = []
    while len(found) < count and any(every):
        for each in dice.sample(every, len(every)):
            if each and len(found) < count:
                found.append(each.pop())
    return found


def mutated(mutant: Mutant) -> CodeType:
    """The code of the function with the mistake in it."""
    path = Path(mutant.path)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    node = [each for _, each in places(tree)][mutant.place // 10]
    list(mistakes(node))[mutant.place % 10][1]()
    code = compile(ast.fix_missing_locations(tree), mutant.path, "exec", dont_inherit=True)
    return next(each for each in _codes(code) if each.co_qualname == mutant.function)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def function_of(mutant: Mutant) -> FunctionType:
    """The loaded function, whatever it is wrapped in."""
    name = ".".join(Path(mutant.path).relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__")
    found: object = import_module(name)
    for step in mutant.function.split("."):
        found = vars(found)[step]
    for wrapped in ("fget", "func", "__func__", "__wrapped__"):
        found = getattr(found, wrapped, found)
    if not isinstance(found, FunctionType):
        raise TypeError(mutant)
    return found


class Noting(NamedTuple):
    """Functions that note when they are called: the notes so far, and the code that they had."""

    called: set[tuple[str, str]]
    own: dict[FunctionType, CodeType]


def noted(mutants: list[Mutant]) -> Noting:
    """Let every function that will be mutated note that it was called, at no cost to any other."""
    noting = Noting(set(), {})
    for path in dict.fromkeys(each.path for each in mutants):
        functions = {each.function: each for each in mutants if each.path == path}
        tree = ast.parse(Path(path).read_text(encoding="utf-8"))
        for name, node in definitions(tree, ""):
            if name in functions:
                node.body.insert(0, ast.parse(f"{_CALLED}.add({(path, name)!r})").body[0])
        code = compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
        for each in _codes(code):
            if each.co_qualname in functions:
                function = function_of(functions[each.co_qualname])
                noting.own[function] = function.__code__
                function.__globals__[_CALLED] = noting.called
                function.__code__ = each
    return noting


class Stage:
    """A plugin of pytest: learns what each test calls, then lets every mutant be tested in a fork."""

    def __init__(self, stage: str, mutants: list[Mutant], progress: Path) -> None:
        self.stage = stage
        self.mutants = mutants
        self.progress = progress
        self.calls: dict[str, set[tuple[str, str]]] = {}
        self.seconds: dict[str, float] = {}
        self.failed = False
        known = progress.read_text(encoding="utf-8").splitlines() if progress.exists() else []
        self.results = list(zip(mutants, known, strict=False))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test has failed."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of the loop that runs the tests."""
        noting = noted(self.mutants)
        for item, following in zip(session.items, [*session.items[1:], None], strict=True):
            self._learn(item, following, noting)
        for function, code in noting.own.items():
            function.__code__ = code
        sound = [item for item in session.items if item.nodeid in self.calls]
        print(f"{self.stage}: {len(sound)} of {len(session.items)} tests", flush=True)
        caches = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]  # noqa: SLF001  it has no public name
        for mutant in self.mutants[len(self.results) :]:
            result = self._test(mutant, sound, caches)
            self.results.append((mutant, result))
            with self.progress.open("a", encoding="utf-8") as kept:
                kept.write(f"{result}\n")
            where = f"{Path(mutant.path).relative_to(PACKAGE)}:{mutant.line} {mutant.function}"
            print(f"{result:10} {where}  {mutant.told}", flush=True)
        return True

    def _learn(self, item: pytest.Item, following: pytest.Item | None, noting: Noting) -> None:
        """Run a test as it is; one that fails tells nothing of any mutant."""
        self.failed = False
        noting.called.clear()
        started = time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if not self.failed:
            self.calls[item.nodeid] = set(noting.called)
            self.seconds[item.nodeid] = time.process_time() - started

    def _test(self, mutant: Mutant, items: list[pytest.Item], caches: list[object]) -> str:
        """What becomes of a mutant: ``killed``, ``hangs`` (which is noticed), ``survives``, ``uncalled``."""
        key = (mutant.path, mutant.function)
        own = f"test_{Path(mutant.path).stem}.py"
        calling = sorted(
            (item for item in items if key in self.calls[item.nodeid]),
            key=lambda item: (item.path.name != own, self.seconds[item.nodeid]),
        )
        if not calling:
            return "uncalled"
        child = os.fork()
        if child == 0:
            os._exit(self._in_child(mutant, calling, caches))
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return "hangs" if os.WTERMSIG(status) == signal.SIGPROF else "killed"
        return "survives" if os.WEXITSTATUS(status) == 0 else "killed"

    def _in_child(self, mutant: Mutant, items: list[pytest.Item], caches: list[object]) -> int:
        used = time.process_time()
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        function_of(mutant).__code__ = mutated(mutant)
        for each in caches:
            each.cache_clear()  # type: ignore[attr-defined]  what was made before the mistake
        self.failed = False
        try:
            for item, following in zip(items, [*items[1:], None], strict=True):
                signal.setitimer(signal.ITIMER_PROF, MOST_HANGING + SLOWER * self.seconds[item.nodeid])
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed:
                    return 1
                if time.process_time() - used > MOST_TESTING:
                    break
        except BaseException:  # noqa: BLE001  whatever it is, it was noticed
            return 1
        return 0


def main() -> None:
    """Try each stage, and record what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stages", nargs="*", default=STAGES)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--module", default="")
    parser.add_argument("--nice", type=int, default=NICE)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier call found")
    asked = parser.parse_args()
    os.nice(asked.nice)
    sys.path[:0] = [str(CHECKOUT)]
    os.chdir(CHECKOUT)
    if asked.record and (asked.module or git("status", "--porcelain", "report_builder", "tests")):
        sys.exit("only whole stages of what is committed are recorded")
    commit = git("rev-parse", "--short", "HEAD")
    PROGRESS.mkdir(parents=True, exist_ok=True)
    for name in asked.stages:
        progress = PROGRESS / f"{name}-{asked.module}-{asked.count}-{asked.seed}-{commit}.txt"
        if asked.fresh:
            progress.unlink(missing_ok=True)
        stage = Stage(name, chosen(name, asked.count, asked.seed, asked.module), progress)
        options = ["-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist", "-W", "ignore"]
        child = os.fork()  # a stage begins with nothing of the stage before
        if child == 0:
            if len(stage.results) < len(stage.mutants):
                pytest.main([*options, str(CHECKOUT / "tests" / name)], plugins=[stage])
            if asked.record and len(stage.results) == len(stage.mutants):
                record(stage, asked.seed, commit)
            os._exit(0)
        os.waitpid(child, 0)


def git(*words: str) -> str:
    """What git answers."""
    command = [shutil.which("git") or "git", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603  no words of anybody's


def record(stage: Stage, seed: int, commit: str) -> None:
    """Put what came of a stage into ``docs/mutants.json``, and make the page of it."""
    with RESULTS.open("r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two stages may end at once
        results = json.load(file)
        alive = [each.described for each, result in stage.results if result in {"survives", "uncalled"}]
        results["runs"].setdefault(stage.stage, {})[str(seed)] = {
            "commit": commit,
            "mutants": len(stage.results),
            "noticed": len(stage.results) - len(alive),
            "not_noticed": alive,
        }
        text = json.dumps(results, ensure_ascii=False, indent=2)
        file.seek(0)
        file.write(f"{text}\n")
        file.truncate()
    RESULTS.with_suffix(".md").write_text(page(results), encoding="utf-8")


if __name__ == "__main__":
    main()
