"""A built report without its tags, each number of its tables and of its text changed → told, one by one."""

from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from golden_suqian import SUQIAN_2024
from lxml import etree
from msgspec import Struct
from suqian_report import archived, report_format, untagged
from suqian_subject import TEXT, statistics

from report_builder.diagnostics import ReportError, Severity
from report_builder.drafts import outcome_of
from report_builder.editing import VerifyRequest, verify_file
from report_builder.file_checks import FileCheck, check_file
from report_builder.page_formats import TypesetRequest
from report_builder.pipeline import LintRequest, lint_file, typeset_file
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise
from report_builder.statistics.paths import figures_by_path
from report_builder.word.packages import W
from report_builder.word.tables import place_cells, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from report_builder.diagnostics import Finding

PUBLISHED: Final = 860
FIGURES: Final = {**figures_by_path(statistics(SUQIAN_2024)), "publication.total": PUBLISHED}
STYLES: Final = Path(__file__).parents[2] / "styles"
NONE: Final = Path(__file__).parent / "none" / "statistics.json"
LEAST_OF_TEXT: Final = 0.95
# {…} is a figure: a path of the tables, or several with + between; % makes a share of two.
SENTENCES: Final = {
    "（一）主动公开": """
        全年主动公开政府信息{publication.total}条。
        制发规章{proactive.rules.issued}件，废止{proactive.rules.abolished}件，现行有效{proactive.rules.in_force}件。
        制发行政规范性文件{proactive.normative_documents.issued}件，废止{proactive.normative_documents.abolished}件，现行有效{proactive.normative_documents.in_force}件。
        办理行政许可{proactive.licences.decisions}件、行政处罚{proactive.penalties.decisions}件、行政强制{proactive.compulsions.decisions}件，收取行政事业性收费{proactive.fees.amount_wan}万元。
    """,
    "（二）依申请公开": """
        全年新收政府信息公开申请{requests.new.total}件，上年结转{requests.carried_in.total}件，共办理{requests.new.total+requests.carried_in.total}件，答复{requests.total.total}件，另有{requests.carried_out.total}件顺延到下年度答复。
        收到自然人申请{requests.new.natural_person}件，法人或者其他组织申请{ORGANISATIONS}件。
        其中，商业企业{requests.new.business}件，社会公益组织{requests.new.nonprofit}件，法律服务机构{requests.new.legal_service}件。
        予以公开{requests.granted.total}件，部分公开{requests.partial.total}件，不予公开{REFUSED}件，无法提供{UNAVAILABLE}件，不予处理{NOT_HANDLED}件，其他处理{OTHER}件，结转下年度{requests.carried_out.total}件。
        予以公开及部分公开{requests.granted.total+requests.partial.total}件，占{%requests.granted.total+requests.partial.total/requests.total.total}%；不予公开{REFUSED}件，占{%REFUSED/requests.total.total}%。
    """,
    "（五）监督保障": """
        因政府信息公开被申请行政复议{litigation.review.total}件，其中结果维持{litigation.review.upheld}件、结果纠正{litigation.review.corrected}件、其他结果{litigation.review.other}件，尚未审结{litigation.review.pending}件。
        被提起行政诉讼{litigation.direct_suit.total+litigation.suit_after_review.total}件，其中未经复议直接起诉{litigation.direct_suit.total}件、复议后起诉{litigation.suit_after_review.total}件。
    """,
}  # fmt: skip
GROUPS: Final = {
    "REFUSED": "refused",
    "UNAVAILABLE": "unavailable",
    "NOT_HANDLED": "not_handled",
    "OTHER": "other",
}
FIELD: Final = re.compile(r"\{([^{}]+)\}")


class Changed(Struct, frozen=True):
    """A number of the report that was changed: what it is, its file, and whether the tables know of it."""

    what: str
    docx: bytes
    is_in_tables: bool = True


def value(name: str) -> Decimal:
    """The figure that a field of the sentences stands for."""
    if name.startswith("%"):
        part, whole = (value(each) for each in name[1:].split("/"))
        return (part * 100 / whole).quantize(Decimal("0.01"))
    if name in GROUPS:
        rows = (path for path in FIGURES if re.fullmatch(rf"requests\.{GROUPS[name]}\.\d\.total", path))
        return sum((Decimal(FIGURES[path] or 0) for path in rows), Decimal())
    if name == "ORGANISATIONS":
        return value("requests.new.total") - value("requests.new.natural_person")
    return sum((Decimal(FIGURES[path] or 0) for path in name.split("+")), Decimal())


def lines(section: str) -> list[str]:
    return [line.strip() for line in SENTENCES[section].strip().splitlines()]


def filled(line: str) -> str:
    return FIELD.sub(lambda field: f"{value(field[1]):f}", line)


def whole_text() -> str:
    """The city's text with all of these sentences in it."""
    survey = "\n".join(line for section in SENTENCES for line in (section, *map(filled, lines(section))))
    own = (
        "2024年，全市各级行政机关坚持主动公开，办好依申请公开，规范政府信息管理，加强平台建设，完善监督保障。"
    )
    assert own in TEXT
    return TEXT.replace(own, f"{own}\n{survey}")


REPORT: Final = untagged(whole_text())


def statistics_json() -> str:
    """What the build puts beside the report, with a ledger of what was published."""
    tree: dict[str, Any] = json.loads(archived(whole_text()))
    tree["publication"]["total"] = PUBLISHED
    return json.dumps(tree, ensure_ascii=False)


class Editor:
    """Somebody who changes one text of the report's document, and puts it back."""

    def __init__(self) -> None:
        self.parts = {}
        with zipfile.ZipFile(io.BytesIO(REPORT)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])

    def changed(self, letters: _Element, text: str) -> bytes:
        """The file with another text in one element."""
        kept, letters.text = letters.text, text
        self.parts["word/document.xml"] = etree.tostring(self.root)
        letters.text = kept
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return made.getvalue()

    def letters(self, text: str) -> _Element:
        """The element that holds a whole paragraph's text."""
        (found,) = (each for each in self.root.iter(f"{W}t") if each.text == text)
        return found

    def cell(self, table: int, row: int, column: int) -> _Element:
        """The element that holds a cell's number."""
        element = list(self.root.iter(f"{W}tbl"))[table - 1]
        placed = list(place_cells(list(rows_of(element))))[row - 1]
        (found,) = (each.element for each in placed if each.column == column - 1)
        return next(found.iter(f"{W}t"))


def changed_cells() -> Iterator[Changed]:
    """The report with another number in each cell of the three tables."""
    editor = Editor()
    report = recognise(read_report_text(REPORT, "报告.docx"), [report_format()])
    assert len(report.cells) == 10 + 25 * 7 + 15
    for path, cell in report.cells.items():
        assert cell.place is not None
        table, row, column = (int(number) for number in re.findall(r"\d+", cell.place.part))
        letters = editor.cell(table, row, column)
        yield Changed(path, editor.changed(letters, f"{(cell.value or 0) + 1:f}"))


def changed_texts() -> Iterator[Changed]:
    """The report with another number in the place of each figure of its sentences."""
    editor = Editor()
    for section in SENTENCES:
        for line in lines(section):
            letters = editor.letters(filled(line))
            for number, field in enumerate(FIELD.finditer(line)):
                places = iter(range(len(FIELD.findall(line))))
                wrong = FIELD.sub(
                    lambda each: f"{value(each[1]) + (next(places) == number):f}",  # noqa: B023  used at once
                    line,
                )
                in_tables = field[1] != "publication.total"
                yield Changed(f"{field[1]}: {wrong}", editor.changed(letters, wrong), in_tables)


def told(docx: bytes, statistics_file: Path) -> list[str]:
    """What is told of the figures of a file, by ``check`` and ``verify`` alike."""
    asked = FileCheck(statistics_file, STYLES)
    found = check_file(docx, "报告.docx", asked)
    return [each.code for each in found if each.severity is not Severity.NOTICE]


def found_by(command: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """What a command tells, whether or not it stops."""
    try:
        return command()
    except ReportError as error:
        return error.findings


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``statistics.json`` that the build has put beside the report."""
    path = tmp_path_factory.mktemp("beside") / "statistics.json"
    path.write_text(statistics_json(), encoding="utf-8")
    return path


def test_the_report_itself_has_nothing_told(beside: Path) -> None:
    assert told(REPORT, beside) == []
    assert told(REPORT, NONE) == []


def test_every_changed_cell_is_told_with_statistics_and_without(beside: Path) -> None:
    missed = [
        (each.what, path.parent.name)
        for each in changed_cells()
        for path in (beside, NONE)
        if not told(each.docx, path)
    ]

    assert missed == []


def test_of_the_changed_figures_of_the_text_hardly_one_is_missed(beside: Path) -> None:
    changed = list(changed_texts())

    missed = [each.what for each in changed if not told(each.docx, beside)]
    missed_alone = [each.what for each in changed if each.is_in_tables and not told(each.docx, NONE)]

    assert len(changed) >= 40
    assert len(missed) <= (1 - LEAST_OF_TEXT) * len(changed), missed
    assert len(missed_alone) <= (1 - LEAST_OF_TEXT) * len(changed), missed_alone


def test_check_verify_and_pdf_tell_the_same_of_a_changed_cell_and_of_a_changed_sentence(
    tmp_path: Path,
) -> None:
    (tmp_path / "statistics.json").write_text(statistics_json(), encoding="utf-8")
    cell = next(each for each in changed_cells() if each.what == "requests.granted.total")
    sentence = next(each for each in changed_texts() if each.what.startswith("litigation.review.upheld"))
    for changed in (cell, sentence):
        path = tmp_path / "报告.docx"
        path.write_bytes(changed.docx)

        by_check = found_by(partial(lint_file, LintRequest(path, tmp_path / "data", tmp_path)))
        by_verify = found_by(partial(verify_file, VerifyRequest(path)))
        typeset = outcome_of(typeset_file(TypesetRequest(path, tmp_path / "报告.pdf", tmp_path)))

        wrong = {each.code for each in by_verify if each.severity is not Severity.NOTICE}
        assert wrong
        assert wrong <= {each.code for each in by_check}
        assert wrong <= {each.code for each in typeset.findings if each.severity is Severity.WARNING}
