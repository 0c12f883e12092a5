"""The documents say what is so: stages, commands, finding codes, links, licences."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from report_builder.command_line.commands import COMMANDS
from report_builder.finding_codes import CATALOGUE

CHECKOUT: Final = Path(__file__).parent.parent
MAP: Final = (CHECKOUT / "report_builder" / "README.md").read_text(encoding="utf-8")
STAGES: Final = (
    "word", "ledgers", "statistics", "formats", "reports", "charts", "manuscript", "checks", "typesetting",
    "painting", "filing",
)  # fmt: skip


def table(heading: str) -> list[tuple[str, str]]:
    """The first two columns of the map's table under a heading, in its order."""
    section = MAP.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \| (.*?) \|", section, re.MULTILINE)


def commands() -> set[str]:
    """The commands that the program has."""
    return {command.name for command in COMMANDS}


def test_the_map_lists_the_stages_in_the_order_of_the_pipeline() -> None:
    assert [folder.rstrip("/") for folder, _ in table("Stages")] == list(STAGES)
    assert all((CHECKOUT / "report_builder" / stage / "__init__.py").is_file() for stage in STAGES)


def test_the_map_lists_every_module_of_the_root_and_every_other_folder() -> None:
    section = MAP.partition("\n## Above and below the stages\n")[2].partition("\n## ")[0]
    package = CHECKOUT / "report_builder"
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    folders = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}

    listed = set(re.findall(r"`([a-z_]+(?:\.py|/))`", section))

    assert listed == modules | folders - {f"{stage}/" for stage in STAGES}


def test_the_map_lists_every_command_and_no_other() -> None:
    assert {name for name, _ in table("Commands")} == commands()


def test_the_map_lists_every_finding_with_its_meaning() -> None:
    assert table("Findings") == list(CATALOGUE.items())


def test_a_finding_code_is_a_stem_and_a_word() -> None:
    strays = [code for code in CATALOGUE if not re.fullmatch(r"[a-z]+\.[a-z_]+", code)]

    assert strays == []


def test_every_finding_code_is_given_somewhere() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (CHECKOUT / "report_builder").rglob("*.py")
        if path.name not in {"finding_codes.py", "style_codes.py"}
    )

    # Some codes are put together from a stem, as f"{code}.missing".
    unused = [
        code
        for code in CATALOGUE
        if f'"{code}"' not in sources and f'}}.{code.partition(".")[2]}"' not in sources
    ]

    assert unused == []


@pytest.mark.parametrize(
    "document",
    sorted(
        path.relative_to(CHECKOUT).as_posix()
        for path in CHECKOUT.rglob("*.md")
        if not {".venv", "out", "node_modules", ".pytest_cache"} & set(path.relative_to(CHECKOUT).parts)
    ),
)
def test_every_link_leads_somewhere(document: str) -> None:
    path = CHECKOUT / document
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    dead = [
        target
        for target in re.findall(r"\]\(([^)#\s]+)", text)
        if not target.startswith("https://") and not (path.parent / target).exists()
    ]

    assert dead == []


def test_every_font_is_listed_with_a_licence_that_is_there() -> None:
    listed = (CHECKOUT / "fonts" / "README.md").read_text(encoding="utf-8")

    unlisted = [path.name for path in (CHECKOUT / "fonts").glob("*.ttf") if f"`{path.name}`" not in listed]
    missing = [
        name
        for name in re.findall(r"`(licenses/[^`]+)`", listed)
        if not (CHECKOUT / "fonts" / name).is_file()
    ]

    assert unlisted == []
    assert missing == []


def test_the_readme_names_the_makefiles_commands() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")

    targets = re.findall(r"^make (\w+)", readme, re.MULTILINE)

    assert set(targets) == {"report", "test"}
    assert all(f"\n{target}:" in makefile for target in targets)
