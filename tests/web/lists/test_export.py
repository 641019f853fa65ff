"""Exports of lists: at once, or by a job."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

import congress.web.tasks  # noqa: F401 - registers the handler, as a worker does
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.jobs.models import Job, JobState
from congress.jobs.tasks import run_job
from congress.organs.models import Area
from tests.factories import make_area, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.lists.places")]


def table(data: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(data)).worksheets[0].values)


def job_table() -> list[tuple[Any, ...]]:
    with Job.objects.get().result.open() as file:
        return table(file.read())


def test_exports_what_is_filtered_with_the_columns_shown(desk: Client, towns: list[Area]) -> None:
    response = desk.post("/test-places/?kind=town&sort=-name", {"export": "filtered"})
    rows = table(response.content)
    assert rows[0] == ("名称", "类别", "上级", "编码")
    assert [row[0] for row in rows[1:]] == [f"乙{n}镇" for n in range(4, -1, -1)]
    assert rows[1][1:3] == ("镇", "安澜区")
    assert ".xlsx" in response["Content-Disposition"]


def test_exports_what_is_picked(desk: Client, towns: list[Area]) -> None:
    response = desk.post("/test-places/", {"export": "picked", "pick": [str(towns[2].pk)]})
    assert [row[0] for row in table(response.content)] == ["名称", "甲02街道"]


def test_missing_link_is_an_empty_cell(desk: Client, district: Area) -> None:
    response = desk.post("/test-places/?kind=district", {"export": "filtered"})
    assert table(response.content)[1][2] is None


def test_post_without_export_is_refused(desk: Client) -> None:
    assert desk.post("/test-places/", {}).status_code == 405


def test_long_list_is_written_by_a_job(
    desk: Client, clerk: User, towns: list[Area], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("congress.web.lists.export.DIRECT_ROWS", 10)
    answer = desk.post("/test-places/?kind=subdistrict&sort=-name", {"export": "filtered"})
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/jobs/{job.pk}/"
    assert job.title == "导出区域 60 个"
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.percent) == (JobState.DONE, 100)
    rows = job_table()
    assert [row[0] for row in rows[1:3]] == ["甲59街道", "甲58街道"]
    assert len(rows) == 61


def test_job_sees_only_what_its_asker_may_see(
    client: Client, towns: list[Area], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("congress.web.lists.export.DIRECT_ROWS", 10)
    client.force_login(make_user(Role.TOWN), backend="congress.accounts.backends.NameOrPhoneBackend")
    client.post("/test-places/", {"export": "filtered"})
    run_job(Job.objects.get().pk)
    assert len(job_table()) == 61


def test_formulas_come_out_as_text(desk: Client) -> None:
    make_area('=HYPERLINK("http://evil.example")')
    response = desk.post("/test-places/?q=HYPER", {"export": "filtered"})
    cell = load_workbook(BytesIO(response.content)).worksheets[0]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
