"""README.zh-CN.md says what is so: its calls, codes, sheets, names, pictures and quoted messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click
import manual_year
import pytest
import records
from manual_text import (
    BLANK,
    CHECKOUT,
    MANUAL,
    Row,
    blocks,
    calls,
    codes,
    messages,
    pictures,
    rows,
    section,
    templates,
)
from msgspec import Struct
from PIL import Image

from report_builder.cli import program
from report_builder.command_line.interview import interview
from report_builder.diagnostics import Findings
from report_builder.finding_codes import CATALOGUE
from report_builder.ledgers.sheets import SHEETS
from report_builder.manuscript import views
from report_builder.manuscript.figure_words import steps_of
from report_builder.manuscript.filters import FILTERS
from report_builder.manuscript.narrative_words import vocabulary
from report_builder.settings import Settings
from report_builder.statistics.catalogue import FIGURES, cells
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

README: Final = (CHECKOUT / "README.md").read_text(encoding="utf-8")
LARGEST_PICTURE: Final = 120_000
# What a reader types before there is a report-builder to be called.
INSTALLATION: Final = re.compile(
    r"(?:py|python3|\.venv\\Scripts\\python|\.venv/bin/python) -m (?:venv \.venv|pip (?:install|wheel) .+)"
    r"|\.venv\\Scripts\\activate|\. \.venv/bin/activate"
)
FILE_NAME: Final = re.compile(r"\.(?:html|json|xlsx|toml|md|docx|pdf|txt)$")


def faults_of(call: str) -> list[str]:
    """What the program would refuse of a call, were it typed."""
    words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', call)[1:]]
    if words and words[0].startswith("-"):
        known = {option for parameter in program.params for option in parameter.opts}
        return [word for word in words if word not in known]
    if not words or words[0] not in program.commands:
        return words[:1]
    try:
        arguments = [word for word in words[1:] if word != "--help"]
        if arguments == words[1:]:
            program.commands[words[0]].make_context(words[0], arguments)
    except click.ClickException as error:
        return [error.message]
    return []


def options_of(name: str) -> set[str]:
    """The options of a command."""
    return {option for parameter in program.commands[name].params for option in parameter.opts}


class Walk(Struct, frozen=True):
    """What the program said at each step of the manual's year, and the folder that it was taken in."""

    folder: Path
    said: dict[str, str]

    @property
    def everything(self) -> str:
        """All that was said."""
        return "\n".join(self.said.values())

    def said_of(self, code: str) -> list[str]:
        """The findings of a code, in the program's words."""
        finding = re.compile(rf"^\S+ {re.escape(code)}(?: .*)?\n(?P<words>(?:  .*\n?)+)", re.MULTILINE)
        return [found["words"] for found in finding.finditer(self.everything)]


@pytest.fixture(scope="module")
def walk(report_builder: Run, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The year as the manual tells of it, in its order."""
    folder = tmp_path_factory.mktemp("年报")
    said: dict[str, str] = {}

    def run(step: str, *arguments: str) -> None:
        done = report_builder(*arguments, cwd=folder)
        said[step] = done.stdout.decode() + done.stderr.decode()

    year, ledger = str(manual_year.YEAR), folder / manual_year.LEDGER
    run("sample", "build", "2016")
    manual_year.start(folder)
    manual_year.fill(ledger)
    run("build", "build", year)
    manual_year.overwrite_a_figure(folder / manual_year.REPORT, folder / manual_year.EDITED)
    run("verify", "verify", manual_year.EDITED)
    good = ledger.read_bytes()
    manual_year.spoil(ledger)
    manual_year.add_strays(ledger.parent)
    run("check", "check", year)
    manual_year.remove_strays(ledger.parent)
    ledger.write_bytes(good)
    manual_year.fill(ledger, {"依申请公开": [manual_year.LATE]})
    run("refresh", "refresh", manual_year.EDITED)
    run("stale", "verify", manual_year.REPORT)
    run("elsewhere", "verify", manual_year.EDITED, "--statistics", "别处/statistics.json")
    run("again", "build", year)
    run("pdf", "pdf", manual_year.EDITED.replace(".docx", "（更新）.docx"))
    run("several", "finish", year)
    run("finish", "finish", manual_year.EDITED.replace(".docx", "（更新）.docx"))
    manual_year.add_doubts(folder)
    run("doubts", "check", year)
    manual_year.misspell(folder)
    run("misspelt", "check", year)
    manual_year.write_both(folder)
    run("both", "check", year)
    run("blank", "new", year, "--data", "空白", "--yes")
    run("placeholders", "check", year, "--data", "空白")
    (folder / "空白" / "agency.toml").unlink()
    run("no agency", "check", year, "--data", "空白")
    run("next", "new", str(manual_year.YEAR + 1), "--from", year)
    return Walk(folder, said)


@pytest.mark.parametrize("call", sorted(set(calls(MANUAL))))
def test_every_call_in_the_manual_can_be_made(call: str) -> None:
    assert faults_of(call) == []


@pytest.mark.parametrize("call", sorted(set(calls(README))))
def test_every_call_in_the_readme_can_be_made(call: str) -> None:
    assert faults_of(call) == []


def test_the_readme_names_every_command() -> None:
    named = set(re.findall(r"`report-builder (\w+)", README))

    assert named == set(program.commands)


def test_the_readme_lists_the_files_of_a_build(walk: Walk) -> None:
    (sentence,) = re.findall(r"`out/2016/` then holds (.*?)\.\n", README, re.DOTALL)
    report, *others = codes(sentence)

    assert {report, report.removesuffix("docx") + "pdf", *others[1:]} == {
        path.name for path in (walk.folder / "out" / "2016").iterdir()
    }
    assert others[0] == ".pdf"


def test_the_manual_shows_every_command() -> None:
    shown = {call.split()[1] for call in calls(MANUAL)}

    assert set(program.commands) - shown == set()


def test_the_manual_explains_every_word_after_a_bar() -> None:
    assert [name for name in FILTERS if f"\\| {name}" not in MANUAL] == []


def test_every_line_to_be_typed_is_a_call_or_installs_the_program() -> None:
    strays = [
        line
        for lines in blocks()
        for line in lines
        if not line.startswith("report-builder ") and not INSTALLATION.fullmatch(line)
    ]

    assert strays == []


def test_what_the_installation_names_is_in_the_checkout() -> None:
    installing = " ".join(line for lines in blocks() for line in lines if " pip " in line)

    assert set(re.findall(r"程序[\\/](\S+)", installing)) == {"constraints.txt"}
    assert (CHECKOUT / "constraints.txt").is_file()
    assert re.search(
        r'^name = "report-builder"$', (CHECKOUT / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )


def test_every_option_that_the_manual_names_exists() -> None:
    known = {option for name in program.commands for option in options_of(name)} | {"--help", "--version"}

    named = {found for code in codes(MANUAL) for found in re.findall(r"^--?[a-z-]+(?=$| )", code)}

    assert named - known == set()
    assert {"--attach", "--strict", "--data", "--out", "--from", "--yes", "--json"} <= named


def test_the_options_in_the_list_of_commands_are_those_of_the_command_in_their_row() -> None:
    for call, purpose in rows(section("八、命令一览")):
        command = codes(call)[0].split()[1]
        named = [code.split()[0] for code in codes(purpose) if code.startswith("-")]
        assert [option for option in named if option not in options_of(command)] == [], call


def test_every_option_is_named_in_the_manual() -> None:
    options = {option for name in program.commands for option in options_of(name) if option.startswith("--")}

    assert {option for option in options if option not in MANUAL} == set()


def test_every_code_in_the_manual_is_in_the_catalogue() -> None:
    stems = {code.partition(".")[0] for code in CATALOGUE}
    named = [
        found
        for code in [*codes(MANUAL), *(line for lines in blocks("text") for line in lines)]
        for found in re.findall(r"\b[a-z]+\.[a-z_]+\b", code)
        if found.partition(".")[0] in stems and not FILE_NAME.search(found)
    ]

    assert [code for code in named if code not in CATALOGUE] == []
    assert len(set(named)) >= 40


def test_a_code_is_explained_once() -> None:
    explained = [row.code for row in messages()]

    assert sorted(explained) == sorted(set(explained))


@pytest.mark.parametrize("row", list(messages()), ids=lambda row: row.code)
def test_every_message_is_one_that_the_program_shows(walk: Walk, row: Row) -> None:
    # What was really said counts; what the year's walk does not come by is looked for in the sources.
    said = walk.said_of(row.code) or [text for text in templates() if row.pattern.search(text)]

    assert max(map(len, row.message.split(BLANK))) >= 3
    assert any(row.pattern.search(text) for text in said), said[:1]


def test_most_messages_are_met_in_the_year(walk: Walk) -> None:
    met = [row.code for row in messages() if walk.said_of(row.code)]

    assert len(met) >= 35, sorted({row.code for row in messages()} - set(met))


def test_the_screens_in_the_manual_are_what_the_program_shows(walk: Walk) -> None:
    shown = [line for lines in blocks("text") for line in lines if not re.match(r"年报|[├└│ ]+─|   ", line)]

    assert shown
    assert [line for line in shown if line not in walk.everything] == []


def test_the_tree_in_the_manual_is_what_a_new_year_begins_with(walk: Walk) -> None:
    (tree,) = [lines for lines in blocks("text") if lines[0] == "年报"]
    named = {match[1] for line in tree if (match := re.search(r"─ (\S+)", line))}

    made = {path.name for path in (walk.folder / "data").rglob("*")} | {"data"}

    assert named - made == {"程序"}


def test_the_files_of_a_build_are_those_in_the_table(walk: Walk) -> None:
    listed = {name for row in rows(section("二、看一遍示例")) for name in codes(row[0])}

    assert listed == {path.name for path in (walk.folder / "out" / "2016").iterdir()}


def test_the_sheets_are_listed_with_their_required_columns() -> None:
    listed = [(name, required) for name, _, required in rows(section("第二步：填台账"))]

    assert listed == [
        (sheet.name, "、".join(column.name for column in sheet.columns if column.required))
        for sheet in SHEETS.values()
    ]


def test_the_questions_of_a_new_year_are_listed() -> None:
    listed = section("第一步：开始新的一年")
    asked: list[str] = []

    def ask(question: str, default: str) -> str:
        asked.append(question)
        return default or ("" if asked[1:] else "柳州市教育局")

    interview(ask, lambda _: None)

    assert [question for question in asked if question not in listed] == []


def test_every_setting_that_the_manual_names_exists() -> None:
    known = set(Settings.__struct_fields__)
    named = {code.split()[0] for row in rows(section("五、单位设置")) for code in codes(row[0])}

    assert named - known == set()


def test_every_word_of_the_narrative_that_the_manual_lists_exists() -> None:
    statistics = count_statistics(records.ledgers(), records.settings(), 2016, Findings())
    words = vocabulary(records.settings(), statistics)
    parts = {name for view in vars(views).values() if isinstance(view, type) for name in dir(view)}
    parts |= {
        word
        for cell in cells(statistics.labels)
        if cell.figure.word
        for word, _ in steps_of(cell.figure, cell.labels)
    }
    listed = [row for row in rows(section("四、正文的写法")) if not re.search(r"[|#{\-]|空一行|开头", row[0])]

    named = {re.match(r"\w+", code)[0] for row in listed for code in codes(row[0])}  # type: ignore[index]  # all match
    below = {
        re.match(r"\w+", code)[0]  # type: ignore[index]  # all match
        for row in listed
        for code in codes(row[1])
        if re.fullmatch(r'\w+(?:\("[^"]*"\))?', code)
    }

    assert named - set(words) == set()
    assert below - parts - set(words) == set()
    assert len(named) > 20
    assert len(below) > 50


def test_every_word_of_a_figure_is_listed_in_the_manual() -> None:
    listed = {
        word
        for row in rows(section("四、正文的写法"))
        for code in codes("".join(row))
        for word in words_in(code)
    }

    figures = [figure for figure in FIGURES if figure.word]
    named = {
        word for figure in figures for word in re.findall(r"\w+", re.sub(r"\(?\{\w+\}\)?", "", figure.word))
    }

    assert named - listed == set()


def words_in(code: str) -> list[str]:
    """The words of an expression of the narrative."""
    return re.findall(r"\w+", code)


def test_every_picture_is_small_and_told_in_words() -> None:
    shown = pictures(MANUAL) + pictures(README)

    assert {f"docs/{path.name}" for path in (CHECKOUT / "docs").glob("*.png")} == {file for file, _ in shown}
    for file, alternative in shown:
        path = CHECKOUT / file
        assert alternative, file
        assert path.stat().st_size < LARGEST_PICTURE, file
        with Image.open(path) as picture:
            assert picture.mode == "P", file


def test_every_link_within_the_manual_leads_to_a_heading() -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", MANUAL, re.MULTILINE)
    }

    assert [link for link in re.findall(r"\]\(#([^)]+)\)", MANUAL) if link not in anchors] == []


def test_the_manual_is_no_longer_than_a_person_reads() -> None:
    assert len(MANUAL.splitlines()) <= 620
    assert max(map(len, prose())) <= 200


def prose() -> Iterator[str]:
    """The lines that are no tables."""
    return (line for line in MANUAL.splitlines() if not line.startswith("|"))
