"""The shape that the package promises: who may import whom, how large a module may grow, who prints."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "report_builder"
STAGES = [
    "word", "ledgers", "statistics", "formats", "reports", "charts", "manuscript", "checks", "typesetting",
    "painting", "filing",
]  # fmt: skip
ROOMS_OF_THE_TYPESETTER = ["fonts", "document", "placed", "text", "tables", "blocks", "pages"]
# Above the stages, each looking back only: one command's work by the stages, then what is typed and told.
CONDUCTORS = [
    "file_checks",
    "drafts",
    "report_pages",
    "drafting",
    "reviewing",
    "format_review",
    "page_formats",
    "pipeline",
    "editing",
    "signing",
    "sealed_files",
    "finishing",
    "comparing",
    "doctor",
    "new_year",
    "agencies",
    "window",
]
TOP = [
    *CONDUCTORS,
    "command_line",
    "cli",
    "__main__",
    "double_click",
]  # every other module of the root is a leaf
MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 50

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """A module's dotted name without the package: ``ledgers.reading``, ``cli``, or empty for the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


def parse(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def inner_imports(path: Path) -> set[str]:
    """What a module imports of the package, be it for the type checker alone: ``ledgers.frames.Ledgers``."""
    names: set[str] = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name.removeprefix("report_builder.") for name in names if name.startswith("report_builder.")}


def mentions(words: set[str]) -> list[str]:
    """Where any module but the command line and its door uses one of these names."""
    return [
        f"{name_of(path)} line {node.lineno}: {ast.unparse(node)}"
        for path in MODULES
        if path.name not in {"cli.py", "__main__.py"}
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in words
    ]


def wrong_imports_of(name: str, forbidden: set[str]) -> list[str]:
    """What the modules of a folder, or one module of the root, import of what they may not."""
    paths = [*(PACKAGE / name).rglob("*.py"), *PACKAGE.glob(f"{name}.py")]
    return [
        f"{name_of(path)} imports {imported}"
        for path in paths
        for imported in inner_imports(path)
        if imported.split(".")[0] in forbidden
    ]


def test_every_folder_of_the_package_is_a_stage_or_above_the_stages() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert folders == {*STAGES, "finishing", "new_year", "agencies", "window", "command_line"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_only_looks_back(stage: str) -> None:
    assert wrong_imports_of(stage, {*STAGES[STAGES.index(stage) + 1 :], *TOP}) == []


@pytest.mark.parametrize("room", ROOMS_OF_THE_TYPESETTER)
def test_a_room_of_the_typesetter_only_looks_back(room: str) -> None:
    behind = ROOMS_OF_THE_TYPESETTER[: ROOMS_OF_THE_TYPESETTER.index(room) + 1]

    looks_ahead = [
        f"{name_of(path)} imports {imported}"
        for path in (PACKAGE / "typesetting" / room).glob("*.py")
        for imported in inner_imports(path)
        if imported.startswith("typesetting.") and imported.split(".")[1] not in behind
    ]

    assert looks_ahead == []


@pytest.mark.parametrize("part", TOP)
def test_what_is_above_the_stages_only_looks_back(part: str) -> None:
    assert wrong_imports_of(part, set(TOP[TOP.index(part) + 1 :])) == []


def test_a_leaf_imports_no_stage() -> None:
    leaves = [name_of(path) for path in PACKAGE.glob("*.py") if name_of(path) not in {"", *TOP}]

    assert [wrong for leaf in leaves for wrong in wrong_imports_of(leaf, {*STAGES, *TOP})] == []


def test_no_import_goes_round_in_a_circle() -> None:
    names = {name_of(path) for path in MODULES}
    graph = {
        name_of(path): {
            target
            for imported in inner_imports(path)
            for target in (imported, imported.rpartition(".")[0])
            if target in names and target not in {"", name_of(path)}
        }
        for path in MODULES
    }

    while loose := {name for name, targets in graph.items() if not targets & graph.keys()}:
        graph = {name: targets for name, targets in graph.items() if name not in loose}

    assert graph == {}


def test_the_typesetter_changes_nothing_of_what_another_object_holds() -> None:
    reached_into = [
        f"{name_of(path)} line {target.lineno}: {ast.unparse(target)}"
        for path in MODULES
        if name_of(path).startswith("typesetting.")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and ast.unparse(target.value).startswith("self.")
        if isinstance(target.value, ast.Attribute)
    ]

    assert reached_into == []


def test_a_class_name_means_one_thing_in_the_whole_package() -> None:
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for node in parse(path).body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name.lstrip("_"), []).append(name_of(path))

    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


def test_every_module_opens_with_what_goes_in_and_what_comes_out() -> None:
    docstrings = {name_of(path): ast.get_docstring(parse(path)) or "" for path in MODULES}

    silent = [name for name, docstring in docstrings.items() if not docstring.strip()]
    rambling = [name for name, docstring in docstrings.items() if "\n" in docstring.partition("\n\n")[0]]

    assert silent == []
    assert rambling == []


def test_every_module_can_be_read_in_one_sitting() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_MODULE} == {}


def test_every_function_fits_on_a_screen() -> None:
    lengths = {
        f"{name_of(path)}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION} == {}


def test_only_the_command_line_prints() -> None:
    assert mentions({"print", "input", "sys.stdout", "sys.stderr", "click.echo", "click.prompt"}) == []


def test_only_the_command_line_knows_the_clock_the_environment_and_the_working_folder() -> None:
    world = {"os.environ", "os.getenv", "os.getcwd", "Path.cwd", "date.today", "datetime.now", "time.time"}

    assert mentions(world) == []
