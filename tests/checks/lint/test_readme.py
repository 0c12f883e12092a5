"""The table of rules in the checks' README says what the rules say."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from report_builder.checks.lint.rules import FAMILIES

README: Final = Path(__file__).parent.parent.parent.parent / "report_builder" / "checks" / "README.md"
HEAD: Final = f"| 代号 | 级别 | 查什么 | 规定 | 不对的例子 | 对的例子 | 依据 |\n{'| --- ' * 7}|\n"


def in_cell(text: str) -> str:
    """A text as a cell of a Markdown table shows it, a space at either end and all."""
    lines = text.replace("|", "\\|").replace("*", "\\*").split("\n")
    shown = "<br>".join(
        line.replace(" ", "&nbsp;") if line.startswith((" ", "　")) else line for line in lines
    )
    return shown.replace("<br><br>", "<br>（空行）<br>")


def rules_table() -> str:
    """Every rule, family by family."""
    parts = []
    for family, rules in FAMILIES.items():
        rows = "".join(
            f"| `{rule.code}` | {rule.severity.label} | "
            + " | ".join(map(in_cell, (rule.title, rule.explanation, rule.bad, rule.good, rule.clause)))
            + " |\n"
            for rule in rules
        )
        parts.append(f"### {family}\n{HEAD}{rows}")
    return "\n".join(parts)


def test_the_readme_tells_every_rule_as_it_is(update_golden: bool) -> None:  # noqa: FBT001  a fixture
    text = README.read_text(encoding="utf-8")
    intro, _, _ = text.partition("\n### ")
    wanted = f"{intro.rstrip()}\n\n{rules_table()}"
    if update_golden:
        README.write_text(wanted, encoding="utf-8")

    assert README.read_text(encoding="utf-8") == wanted
