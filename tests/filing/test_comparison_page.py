"""Two reports that were compared → a page that keeps to itself and says exactly what there is."""

from __future__ import annotations

import re
from decimal import Decimal

from prose import prose

from report_builder.checks.compared_figures import compare_figures_of_years
from report_builder.checks.compared_texts import compare_texts
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.filing.comparison_page import Comparison, Side, comparison_html


def page(earlier: str, later: str, *findings: Finding, name: str = "2016年报告") -> str:
    """The page of two texts and a few figures."""
    before, after = (
        Side(each, f"{each}.docx", "年度报告", "statistics.json") for each in ("2015年报告", name)
    )
    figures = compare_figures_of_years(
        {"publication.total": 40, "work.专项经费": Decimal("5.6")},
        {"publication.total": 30, "work.专项经费": Decimal("5.6")},
    )
    sections = compare_texts(prose(earlier), prose(later))
    return comparison_html(Comparison(before, after, figures, sections, findings)).decode()


def test_what_a_report_says_is_never_obeyed_as_markup() -> None:
    wrong = Finding("text.year", Severity.WARNING, Place("<i>.docx"), "<b>年份</b>", "<u>", "<s>")

    html = page("# 一\n旧的<script>一</script>。", "# <h1>\n新的<img src=x>二。", wrong, name="<a>\u202e")

    assert not re.search(
        r"<(script|img|h1>\W|b>|u>|s>|i>|a>)", html.partition("</style>")[2].replace("<h1>&", "")
    )
    assert "\u202e" not in html


def test_nothing_is_loaded_from_anywhere_and_nothing_runs() -> None:
    html = page("# 一\n旧的。", "# 一\n新的。")

    assert "default-src 'none'; style-src 'unsafe-inline'\"" in html
    assert not re.search(r"(?:src|href)\s*=\s*\"(?!#)|url\(|<script|\son\w+=", html)


def test_every_sentence_bears_its_share_and_the_figures_their_signs() -> None:
    html = page("# 一\n聘请社会监督员，听取群众意见。", "# 一\n聘请社会监督员，听取多方意见。全是新写的话。")

    assert '听取<del>群众</del><ins>多方</ins>意见。<span class="share">〔84%〕</span>' in html
    assert '<ins>全是新写的话。</ins><span class="share">〔0%〕</span>' in html
    assert [re.findall('"figure">([^<]*)<', row) for row in html.split("<tr>") if "<td>条</td>" in row] == [
        ["40", "30", "−10", "−25%"]
    ]
    assert [re.findall('"figure">([^<]*)<', row) for row in html.split("<tr>") if "专项经费" in row] == [
        ["5.6", "5.6", "0", "0%"]
    ]


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert page("# 一\n旧的。", "# 一\n新的。") == page("# 一\n旧的。", "# 一\n新的。")


def test_reports_without_words_are_said_to_have_none() -> None:
    assert "没有读到可以比较的文字" in page("", "")
