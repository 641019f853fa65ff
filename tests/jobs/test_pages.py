"""The pages of one's own jobs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.jobs import tasks
from congress.jobs.models import Job, JobState

Ask = Callable[..., Job]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def clerk(client: Client, asker: User) -> Client:
    client.force_login(asker)
    return client


def test_index_lists_my_jobs(clerk: Client, ask: Ask) -> None:
    ask()
    assert "第5期排版" in clerk.get("/jobs/").content.decode()


def test_index_without_jobs_says_what_to_do(clerk: Client) -> None:
    assert "您还没有后台任务" in clerk.get("/jobs/").content.decode()


def test_progress_asks_again_while_it_lasts_and_stops_when_done(clerk: Client, ask: Ask) -> None:
    job = ask()
    lasting = clerk.get(f"/jobs/{job.pk}/", headers=HTMX)
    assert 'hx-trigger="every 1s"' in lasting.content.decode()
    assert "HX-Trigger" not in lasting
    tasks.run_job(job.pk)
    ended = clerk.get(f"/jobs/{job.pk}/", headers=HTMX)
    assert "every 1s" not in ended.content.decode()
    assert f"/jobs/{job.pk}/file/" in ended.content.decode()
    assert "jobEnded" in ended["HX-Trigger"]


def test_progress_without_script_is_a_page_that_reloads(clerk: Client, ask: Ask) -> None:
    job = ask()
    page = clerk.get(f"/jobs/{job.pk}/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert "离开本页不影响任务" in page


def test_download_has_a_chinese_name_and_is_not_sniffed(clerk: Client, ask: Ask) -> None:
    job = ask("tests.write", text="好")
    tasks.run_job(job.pk)
    response = clerk.get(f"/jobs/{job.pk}/file/")
    assert response.getvalue().decode() == "好"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%BB%93%E6%9E%9C")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_pdf_opens_in_the_browser_on_request_and_nothing_else_does(clerk: Client, ask: Ask) -> None:
    job = ask("tests.write", text="%PDF-1.7")
    tasks.run_job(job.pk)
    saved = clerk.get(f"/jobs/{job.pk}/file/?show")
    assert saved.getvalue() == b"%PDF-1.7"
    assert saved["Content-Disposition"].startswith("attachment")
    Job.objects.filter(pk=job.pk).update(result_name="第5期.pdf")
    shown = clerk.get(f"/jobs/{job.pk}/file/?show")
    assert shown.getvalue() == b"%PDF-1.7"
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Content-Type"] == "application/pdf"


def test_a_result_that_was_cleared_away_is_said(clerk: Client, ask: Ask) -> None:
    job = ask()
    tasks.run_job(job.pk)
    job.refresh_from_db()
    Path(job.result.path).unlink()
    response = clerk.get(f"/jobs/{job.pk}/file/")
    assert response.status_code == 409
    assert "请重新生成" in response.content.decode()


def test_retry(clerk: Client, ask: Ask) -> None:
    job = ask("tests.refuse")
    tasks.run_job(job.pk)
    assert "重新做" in clerk.get(f"/jobs/{job.pk}/").content.decode()
    response = clerk.post(f"/jobs/{job.pk}/retry/", headers=HTMX)
    assert "排队等候" in response.content.decode()
    assert clerk.post(f"/jobs/{job.pk}/retry/").status_code == 409


@pytest.mark.parametrize("path", ["", "file/", "retry/", "cancel/"])
def test_jobs_of_others_do_not_exist(client: Client, ask: Ask, path: str) -> None:
    job = ask()
    tasks.run_job(job.pk)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED)
    other: Any = User.objects.create_user("other", name="林晓雯", must_change_password=False)
    Assignment.objects.create(user=other, role=Role.LEADER)
    client.force_login(other)
    method = client.post if path in {"retry/", "cancel/"} else client.get
    assert method(f"/jobs/{job.pk}/{path}").status_code == 404
