"""The steps of an import, as tests of the roster take them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from congress.accounts.models import User
from congress.documents import operations, xlsx
from congress.documents.error_file import error_file
from congress.documents.imports import ImportSpec, Row
from congress.documents.models import ImportRun
from congress.documents.review import Review
from deputies.imports import ROSTER

HEADS = ["姓名", "性别", "出生年月", "电话", "层级", "选区", "代表小组"]


def table(*rows: Sequence[Any], heads: Sequence[Any] = HEADS) -> bytes:
    """An XLSX of a head and rows."""
    book = Workbook()
    for row in (heads, *rows):
        book.worksheets[0].append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(actor: User, data: bytes, name: str = "名册.xlsx", spec: ImportSpec = ROSTER) -> ImportRun:
    """The file kept, its columns matched as they are proposed."""
    run = operations.upload(spec=spec, file=SimpleUploadedFile(name, data), actor=actor)
    operations.map_columns(run=run, sheet=run.sheet, head=run.head, mapping=run.mapping, fixed=run.fixed)
    run.refresh_from_db()
    return run


def review(run: ImportRun, spec: ImportSpec = ROSTER) -> Review:
    """What the page of the third step shows."""
    sheet = operations.sheet_of(run=run, spec=spec)
    return operations.review(run=run, spec=spec, sheet=sheet, actor=run.actor)


def check(actor: User, *rows: Sequence[Any], heads: Sequence[Any] = HEADS) -> Review:
    """A table of these rows, checked."""
    return review(upload(actor, table(*rows, heads=heads)))


def write(run: ImportRun) -> ImportRun:
    """The file written; raises ``Conflict`` when it is refused."""
    return operations.write(run=run, spec=ROSTER, actor=run.actor)


def enter(actor: User, *rows: Sequence[Any], heads: Sequence[Any] = HEADS) -> ImportRun:
    """A table of these rows, written."""
    return write(upload(actor, table(*rows, heads=heads)))


def reasons(row: Row) -> dict[str, str]:
    """What is said at the cells of a row."""
    return {name: cell.reason for name, cell in row.cells.items() if cell.reason}


def exported(actor: User) -> bytes:
    """The roster as it is exported."""
    assert ROSTER.export is not None
    return xlsx.workbook("代表名册", [f.label for f in ROSTER.fields], ROSTER.export(actor))


def errors_of(run: ImportRun) -> Worksheet:
    """The error file's sheet."""
    sheet: Worksheet = load_workbook(BytesIO(error_file(review(run)))).worksheets[0]
    return sheet


def saved(sheet: Worksheet) -> bytes:
    out = BytesIO()
    assert sheet.parent is not None
    sheet.parent.save(out)
    return out.getvalue()
