"""单位设置: what the agency says of itself, and this year's date, as a form that keeps comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from report_builder.diagnostics import ReportError
from report_builder.window.pages import page
from report_builder.window.screens.waiting import work_of, year_of
from report_builder.window.settings_form import FIELDS, SettingsForm, read_form, write_form
from report_builder.window.settings_rows import (
    EMPTY_ROWS,
    MOST_ROWS,
    ROWS,
    Rows,
    RowsField,
    rows_typed,
    shown_rows,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from report_builder.diagnostics import Finding


async def show_settings(request: Request) -> Response:
    """The form as the files stand."""
    return await run_in_threadpool(_page, request, year_of(request))


async def take_settings(request: Request) -> Response:
    """Write what was changed in the form."""
    year = year_of(request)
    given = await request.form(max_files=0, max_fields=len(FIELDS) + 2 * len(ROWS) * MOST_ROWS + 5)
    form = {key: str(value) for key, value in given.items()}
    try:
        left = await run_in_threadpool(write_form, work_of(request).office, year, form)
    except ReportError as error:
        is_stale = any(each.code == "file.changed" for each in error.findings)
        typed = None if is_stale else form
        return await run_in_threadpool(_page, request, year, error.findings, typed)
    return await run_in_threadpool(_page, request, year, left, None, is_written=True)


def _rows(field: RowsField, form: SettingsForm | None, typed: Mapping[str, str] | None) -> Rows:
    """The rows of a list: as they were typed, where that could not be stored."""
    known = form.rows[field.key] if form else ()
    return rows_typed(typed, field, len(known))[: len(known) + EMPTY_ROWS] if typed else known


def _page(
    request: Request,
    year: int,
    findings: Sequence[Finding] = (),
    typed: Mapping[str, str] | None = None,
    *,
    is_written: bool = False,
) -> Response:
    try:
        form: SettingsForm | None = read_form(work_of(request).office, year)
    except ReportError as error:
        form, findings = None, (*findings, *error.findings)
    status = 200 if is_written or not findings else 422
    return page(
        request,
        "settings.html",
        status,
        year=year,
        screen="settings",
        fields=FIELDS,
        form=form,
        lists=[(each, shown_rows(_rows(each, form, typed))) for each in ROWS],
        values={**(form.values if form else {}), **(typed or {})},
        findings=findings,
        is_written=is_written,
    )
