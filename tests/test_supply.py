"""What the program is made of is pinned, hashed, and named with its licence."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).parent.parent
LICENCES: Final = (CHECKOUT / "docs" / "licences.md").read_text(encoding="utf-8")
_PIN: Final = re.compile(r"^([\w.-]+)==([^\s\\]+)", re.MULTILINE)


def canonical(name: str) -> str:
    """A package's name as every index spells it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: str) -> dict[str, str]:
    text = (CHECKOUT / file).read_text(encoding="utf-8")
    return {canonical(name): version for name, version in _PIN.findall(text)}


def needed(name: str, seen: set[str]) -> set[str]:
    """A library and all that it needs, as far as this system does."""
    for requirement in metadata.requires(name) or []:
        found = re.match(r"[\w.-]+", requirement)
        if found is None or "extra ==" in requirement or canonical(found[0]) in seen:
            continue
        try:
            metadata.version(found[0])
        except metadata.PackageNotFoundError:
            continue
        seen.add(canonical(found[0]))
        needed(found[0], seen)
    return seen


def _licence(name: str) -> str:
    """What a library says of its licence in a line, in either of the two fields for it."""
    told = metadata.metadata(name).json
    return " ".join(str(told.get(field, ""))[:200] for field in ("license_expression", "license"))


def test_every_library_that_runs_is_pinned_with_the_hash_of_each_of_its_files() -> None:
    hashed = pins("constraints-hashed.txt")
    text = (CHECKOUT / "constraints-hashed.txt").read_text(encoding="utf-8")

    # Where this fails, .ci/lock writes the file anew.
    assert hashed == {name: pins("constraints.txt")[name] for name in needed("report-builder", set())}
    assert all(
        re.search(rf"^{name}==\S+ \\\n +--hash=sha256:[0-9a-f]{{64}}", text, re.MULTILINE) for name in hashed
    )


def test_every_library_that_runs_is_listed_with_its_licence() -> None:
    table = LICENCES.partition("| library | licence |")[2]

    assert set(re.findall(r"^\| (\w[\w-]*) \| [^|]+ \|$", table, re.MULTILINE)) == needed(
        "report-builder", set()
    )


def test_licences_that_ask_for_more_than_a_notice_are_named() -> None:
    asking = {
        name
        for name in needed("report-builder", set())
        if re.search(r"\b(?:L?GPL|MPL|EPL|CDDL)\b", _licence(name))
    }

    assert asking == {"docxtpl", "pikepdf"}
    assert all(f"**{name} is under" in LICENCES for name in asking)


def test_every_font_of_the_wheel_is_listed() -> None:
    unlisted = [path.name for path in (CHECKOUT / "fonts").glob("*.ttf") if f"`{path.name}`" not in LICENCES]

    assert unlisted == []
