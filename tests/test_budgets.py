"""One budget for every reader: what is beyond it is refused, and the finding names the setting for more."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import pytest
from filled_reports import filled_report
from narratives import compose_file
from PIL import Image
from sealed_pdfs import bomb
from sheets import write_workbook
from word_files import paragraph, word_file

import report_builder
from report_builder.budgets import USUAL, Budget
from report_builder.checks.sealed_pdf import compare_sealed
from report_builder.diagnostics import Findings, ReportError
from report_builder.drafts import outcome_of
from report_builder.editing import VerifyRequest, verify_file
from report_builder.filing.bags import bag_files
from report_builder.filing.package_verifying import verify_package
from report_builder.filing.register_sheets import new_register
from report_builder.filing.registering import REGISTER, read_rows
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import read_grids
from report_builder.ledgers.opening.ledger_files import find_ledger_files
from report_builder.manuscript.narrative_source import read_narrative
from report_builder.manuscript.templates import open_template
from report_builder.page_formats import TypesetRequest
from report_builder.pipeline import LintRequest, lint_file, typeset_file
from report_builder.report_files import read_report
from report_builder.reports.reading import read_report_text
from report_builder.resources import packaged_folder
from report_builder.settings import limits_of, read_settings
from report_builder.statistics.archive import read_archive
from report_builder.typesetting.document.pictures import PictureError, admit_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGE: Final = Path(report_builder.__file__).parent
AGENCY: Final = (packaged_folder("data") / "agency.toml").read_text(encoding="utf-8")
TEMPLATE: Final = packaged_folder("styles") / "guangxi-seven-part" / "template.docx"
TEN_PARAGRAPHS: Final = word_file(paragraph("全年公开 26 条。") * 10)
MEGABYTE: Final = bytes(1_000_001)

# What is read with a budget that has too little room for it.
Reading: TypeAlias = "Callable[[Path, Budget, Findings], object]"


def report_of(docx: bytes) -> Reading:
    def read(_: Path, budget: Budget, findings: Findings) -> None:
        try:
            read_report_text(docx, "报告.docx", budget)
        except ReportError as error:
            findings.extend(error.findings)

    return read


def file_of(data: bytes) -> Reading:
    def read(folder: Path, budget: Budget, findings: Findings) -> None:
        (folder / "报告.docx").write_bytes(data)
        try:
            read_report(folder / "报告.docx", budget)
        except ReportError as error:
            findings.extend(error.findings)

    return read


def ledger_of(name: str, data: bytes) -> Reading:
    def read(folder: Path, budget: Budget, findings: Findings) -> None:
        (folder / name).write_bytes(data)
        for file in find_ledger_files(folder, findings, budget):
            read_grids(file, findings)

    return read


def workbook(folder: Path, budget: Budget, findings: Findings) -> None:
    write_workbook(folder / "台账.xlsx", {"主动公开": "信息名称 信息类别\n通知 教育\n通知 教育"})
    read_grids(describe(folder / "台账.xlsx", budget), findings)


def narrative(folder: Path, budget: Budget, findings: Findings) -> None:
    (folder / "narrative.md").write_bytes(b"a" * 1_001)
    read_narrative(folder / "narrative.md", findings, budget)


def statistics(folder: Path, budget: Budget, findings: Findings) -> None:
    (folder / "statistics.json").write_bytes(b" " * 10_001)
    read_archive(folder / "statistics.json", 2016, "柳州市教育局", findings, budget)


def template(_: Path, budget: Budget, findings: Findings) -> None:
    open_template(TEMPLATE, findings, budget)


def telling(read: Callable[[Path, Budget], object]) -> Reading:
    """What is raised is what was found."""

    def reading(folder: Path, budget: Budget, findings: Findings) -> None:
        try:
            read(folder, budget)
        except ReportError as error:
            findings.extend(error.findings)

    return reading


def register(size: int) -> Reading:
    def read(folder: Path, budget: Budget) -> None:
        rows = new_register([{"送交单位": "档案馆", "版本": 1}])
        (folder / REGISTER).write_bytes(rows + bytes(size))
        read_rows(folder, budget)

    return telling(read)


def register_that_swells(folder: Path, budget: Budget) -> None:
    packed = io.BytesIO(new_register([{"送交单位": "档案馆", "版本": 1}]))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/other.xml", bytes(1_000_000))
    (folder / REGISTER).write_bytes(packed.getvalue())
    read_rows(folder, budget)


def package(listed: int) -> Reading:
    def read(folder: Path, budget: Budget) -> None:
        files = bag_files({"报告.pdf": b"%PDF", "回执.txt": b"x"}, [])
        for name, data in files.items():
            path = folder / "包" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if name != "manifest-sha256.txt" else data + b"\n" * listed)
        verify_package(folder / "包", budget)

    return telling(read)


def sealed_pdf(_: Path, budget: Budget, findings: Findings) -> None:
    findings.extend(compare_sealed(bomb(100_001), bomb(1), "盖章.pdf", budget))


def deep(levels: int) -> bytes:
    return word_file("<w:sdt><w:sdtContent>" * levels + paragraph("x") + "</w:sdtContent></w:sdt>" * levels)


def with_part(size: int) -> bytes:
    packed = io.BytesIO(TEN_PARAGRAPHS)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/other.bin", bytes(size))
    return packed.getvalue()


PAGE: Final = "<html><table><tr><td>指标<td>数量<tr><td>会议<td>3</table>"
XML_2003: Final = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>'
    '<Row ss:Index="50"><Cell ss:Index="20"><Data ss:Type="String">x</Data></Cell></Row>'
    "</Table></Worksheet></Workbook>"
)


@pytest.mark.parametrize(
    ("key", "most", "read"),
    [
        ("paragraphs", 9, report_of(TEN_PARAGRAPHS)),
        ("characters", 99, report_of(TEN_PARAGRAPHS)),
        ("elements", 40, report_of(TEN_PARAGRAPHS)),
        ("depth", 20, report_of(deep(20))),
        ("parts", 3, report_of(TEN_PARAGRAPHS)),
        ("unpacked_megabytes", 1, report_of(with_part(1_000_000))),
        ("file_megabytes", 1, file_of(MEGABYTE)),
        ("file_megabytes", 1, ledger_of("台账.xlsx", MEGABYTE)),
        ("folder_megabytes", 1, ledger_of("台账.csv", MEGABYTE)),
        ("cells", 1, workbook),
        ("parts", 3, workbook),
        ("cells", 3, ledger_of("a.csv", "指标,数量\n会议,3\n".encode())),
        ("cells", 300, ledger_of("a.csv", b"a\n" * 51)),
        ("cells", 300, ledger_of("a.csv", b"," * 201)),
        ("elements", 5, ledger_of("a.xml", XML_2003.replace("<Row ", "<Row/>" * 11 + "<Row ").encode())),
        ("elements", 99, ledger_of("a.xml", XML_2003.replace("<Row ", "<b/>" * 300 + "<Row ").encode())),
        ("elements", 5, ledger_of("a.html", PAGE.encode())),
        ("cells", 999, ledger_of("a.xml", XML_2003.encode())),
        ("elements", 1, ledger_of("a.html", PAGE.encode())),
        ("text_kilobytes", 1, narrative),
        ("text_kilobytes", 1, statistics),
        ("file_megabytes", 1, register(1_000_000)),
        ("unpacked_megabytes", 1, telling(register_that_swells)),
        ("parts", 2, package(0)),
        ("text_kilobytes", 1, package(10_000)),
        ("unpacked_megabytes", 1, sealed_pdf),
        ("elements", 10, template),
        ("paragraphs", 5, template),
        ("parts", 3, template),
    ],
)
def test_what_is_beyond_the_budget_is_refused_with_the_setting_for_more(
    tmp_path: Path, key: str, most: int, read: Reading
) -> None:
    values = {"file_megabytes": 2, key: most} if key == "folder_megabytes" else {key: most}
    findings, within = Findings(), Findings()

    read(tmp_path, Budget(**values), findings)
    read(tmp_path, USUAL, within)

    (told,) = [each for each in findings if "limits." in f"{each.remedy}{each.evidence}"]
    assert f"limits.{key}（现在是 {most}）" in f"{told.remedy}{told.evidence}"
    assert [each for each in within if "limits." in f"{each.remedy}{each.evidence}"] == []


def test_a_picture_beyond_the_budget_is_refused() -> None:
    saved = io.BytesIO()
    Image.new("L", (1001, 1000)).save(saved, "PNG")

    with pytest.raises(PictureError, match=r"limits\.megapixels（现在是 1）"):
        admit_picture(saved.getvalue(), budget=Budget(megapixels=1))

    assert admit_picture(saved.getvalue()).pixels == 1_001_000


def test_the_settings_say_how_much_is_read(tmp_path: Path) -> None:
    (tmp_path / "agency.toml").write_text(f"{AGENCY}\n[limits]\nparagraphs = 9\n", encoding="utf-8")

    assert limits_of(tmp_path) == Budget(paragraphs=9)
    assert limits_of(tmp_path / "nowhere") == USUAL


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("paragraphs = 0", "应当是 1 到 1000000000 的整数"),
        ("megapixels = 171", "应当是 1 到 170 的整数"),
        ('cells = "多"', "应当是 1 到 1000000000 的整数"),
        ("celles = 5", "不认识"),
    ],
)
def test_a_limit_that_is_none_is_told(written: str, says: str) -> None:
    findings = Findings()

    assert read_settings(f"{AGENCY}\n[limits]\n{written}\n".encode(), "agency.toml", findings) is None

    (told,) = findings.errors
    assert told.code == "settings.invalid"
    assert says in told.message


def test_the_commands_read_a_report_as_the_settings_say(tmp_path: Path) -> None:
    report, data = tmp_path / "报告.docx", tmp_path / "data"
    report.write_bytes(TEN_PARAGRAPHS)
    data.mkdir()
    (data / "agency.toml").write_text(f"{AGENCY}\n[limits]\nparagraphs = 9\n", encoding="utf-8")

    told = []
    for command in (
        lambda: lint_file(LintRequest(report, data, tmp_path)),
        lambda: outcome_of(typeset_file(TypesetRequest(report, tmp_path / "a.pdf", tmp_path))),
    ):
        with pytest.raises(ReportError) as error:
            command()
        told.append([each.code for each in error.value.findings])

    assert told == [["file.too_large"], ["file.too_large"]]
    assert not (tmp_path / "a.pdf").exists()


def test_the_statistics_beside_a_report_are_read_as_the_settings_say(tmp_path: Path) -> None:
    report, data = tmp_path / "报告.docx", tmp_path / "data"
    report.write_bytes(filled_report(tmp_path, "收到申请{{ 申请.新收 }}件。"))
    (tmp_path / "statistics.json").write_bytes(b" " * 10_001)
    data.mkdir()
    (data / "agency.toml").write_text(f"{AGENCY}\n[limits]\ntext_kilobytes = 1\n", encoding="utf-8")

    told = []
    commands: tuple[Callable[[], object], ...] = (
        lambda: verify_file(VerifyRequest(report, None, tmp_path)),
        lambda: lint_file(LintRequest(report, data, tmp_path)),
    )
    for command in commands:
        with pytest.raises(ReportError) as error:
            command()
        told.append([each.remedy for each in error.value.findings if each.code == "file.too_large"])

    assert told == [[Budget(text_kilobytes=1).way_out("text_kilobytes")]] * 2


def test_a_narrative_in_word_is_read_as_the_settings_say(tmp_path: Path) -> None:
    (tmp_path / "narrative.docx").write_bytes(word_file(paragraph("一、总体情况") * 20_001))

    assert compose_file(tmp_path / "narrative.docx").told() == [("file.too_large", None)]


def test_no_reader_has_a_bound_of_its_own() -> None:
    bound = re.compile(
        r"^_?(?:MAX_\w*(?:BYTES|PIXELS|PARAGRAPHS|PARTS|CELLS|ELEMENTS|CHARACTERS)|MOST_BYTES)\b",
        re.MULTILINE,
    )

    own = [path.name for path in PACKAGE.rglob("*.py") if bound.search(path.read_text(encoding="utf-8"))]

    assert own == []


# What has been read within the budget once, or was written here, and is opened anew.
ANEW: Final = frozenset(
    {"new_year/format_copies.py", "reports/reading.py", "typesetting/typeset.py", "word/packages.py"}
)


def test_every_reader_is_given_the_budget_of_the_settings() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    readers = {(module_of(path), *reader) for path, tree in trees.items() for reader in budgeted(tree)}

    careless = [
        f"{path.name}: {ast.unparse(call)}"
        for path, tree in trees.items()
        if path.relative_to(PACKAGE).as_posix() not in ANEW
        for known in [imported(tree)]
        for module, name, place in readers
        if module == module_of(path) or (module, name) in known
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name
        if len(call.args) <= place and "budget" not in {each.arg for each in call.keywords}
    ]

    assert len(readers) > 30
    assert careless == []


def module_of(path: Path) -> str:
    return ".".join((PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts))


def imported(tree: ast.Module) -> set[tuple[str, str]]:
    """What a module imports from where, also within its functions."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {(node.module or "", each.name) for node in imports for each in node.names}


def budgeted(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The public readers of a module, and which of their arguments the budget is."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            arguments = node.args
            names = [each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        elif isinstance(node, ast.ClassDef):
            fields = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
            names = [each.id for each in fields if isinstance(each, ast.Name)]
        else:
            continue
        if "budget" in names and not node.name.startswith("_"):
            yield node.name, names.index("budget")


def test_only_who_finds_no_settings_reads_by_the_usual_budget() -> None:
    usual = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        for name in ast.walk(statement)
        if isinstance(name, ast.Name) and name.id == "USUAL"
    }

    # The settings themselves, which set no bound yet when they are read; and what there are none for.
    assert usual == {
        "toml_files.py", "window/settings_form.py", "window/answers.py",
        "settings.py", "drafts.py", "pipeline.py", "window/choosing.py",
    }  # fmt: skip
