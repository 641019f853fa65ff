"""Stopping a job, and the administrator's list of all jobs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.jobs import operations, registry, tasks
from congress.jobs.kinds import kind_choices
from congress.jobs.models import Job, JobState
from congress.notices.models import Notice
from congress.web.storage import media
from tests.factories import make_user

Ask = Callable[..., Job]
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> User:
    return make_user(Role.ADMIN, name="陆远")


@pytest.fixture
def tower(client: Client, admin: User) -> Client:
    """The administrator's browser."""
    client.force_login(admin)
    return client


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A kind of job of ten steps that somebody cancels after the third; the steps it took."""
    taken: list[int] = []

    def walk(run: registry.JobRun) -> None:
        run.save_result("一半.txt", b"half")
        for step in range(10):
            run.progress(step * 10, f"第 {step} 步")
            taken.append(step)
            if step == 3:
                job = Job.objects.get(pk=run.job_id)
                operations.cancel(job=job, actor=User.objects.get(name="陆远"))

    monkeypatch.setitem(registry._handlers, "tests.steps", walk)
    return taken


def test_a_waiting_job_is_cancelled_at_once_and_its_asker_told(ask: Ask, admin: User) -> None:
    job = operations.cancel(job=ask(), actor=admin)
    assert (job.state, job.message) == (JobState.CANCELLED, "陆远取消了这项任务")
    assert Notice.objects.get().title == "第5期排版已取消"
    assert AuditEvent.objects.latest("seq").verb == "jobs:cancel"
    tasks.run_job(job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.CANCELLED


def test_a_running_job_stops_where_it_says_how_far_it_is(ask: Ask, admin: User, steps: list[int]) -> None:
    job = ask("tests.steps", n=1)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert steps == [0, 1, 2, 3]
    assert (job.state, job.message, job.result.name) == (JobState.CANCELLED, "陆远取消了这项任务", "")
    assert list(media().names()) == []


def test_own_cancellation_sends_no_notice(ask: Ask, asker: User) -> None:
    operations.cancel(job=ask(), actor=asker)
    assert not Notice.objects.exists()


def test_a_cancelled_job_whose_worker_died_does_not_begin_again(ask: Ask, admin: User) -> None:
    job = ask()
    assert operations.claim(job_id=job.pk)
    operations.cancel(job=job, actor=admin)
    assert job.is_stopping
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert operations.claim(job_id=job.pk) is None
    operations.sweep()
    assert Job.objects.get(pk=job.pk).state == JobState.CANCELLED


def test_what_has_ended_cannot_be_cancelled(ask: Ask, admin: User) -> None:
    job = ask()
    tasks.run_job(job.pk)
    with pytest.raises(Conflict):
        operations.cancel(job=job, actor=admin)


def test_a_cancelled_job_can_be_done_again(ask: Ask, admin: User, asker: User) -> None:
    job = operations.retry(job=operations.cancel(job=ask(), actor=admin), actor=asker)
    assert (job.cancelled_at, job.cancelled_by) == (None, None)
    tasks.run_job(job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


def test_one_cancels_ones_own_from_the_page(client: Client, ask: Ask, asker: User) -> None:
    client.force_login(asker)
    job = ask()
    assert f"/jobs/{job.pk}/cancel/" in client.get(f"/jobs/{job.pk}/").content.decode()
    assert client.post(f"/jobs/{job.pk}/cancel/")["Location"] == f"/jobs/{job.pk}/"
    assert Job.objects.get(pk=job.pk).state == JobState.CANCELLED


def test_others_jobs_do_not_exist_for_a_clerk(client: Client, ask: Ask) -> None:
    job = ask()
    client.force_login(make_user(Role.OFFICE))
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 404
    assert client.get(f"/jobs/all/{job.pk}/").status_code == 403


def test_the_administrator_finds_steers_and_does_not_fetch(tower: Client, ask: Ask) -> None:
    job = ask("tests.refuse", n=1)
    tasks.run_job(job.pk)
    other = ask()
    page = tower.get("/jobs/all/?state=failed").content.decode()
    assert ">1 项</span>" in page
    assert job.reference in page
    detail = tower.get(f"/jobs/all/{job.pk}/").content.decode()
    assert "第 3 段有一个字" in detail
    assert "第 1 次开始做" in detail
    assert tower.post(f"/jobs/{job.pk}/retry/")["Location"] == f"/jobs/all/{job.pk}/"
    assert tower.post(f"/jobs/{other.pk}/cancel/").status_code == 302
    tasks.run_job(job.pk)
    assert tower.get(f"/jobs/{job.pk}/").status_code == 404
    assert tower.get(f"/jobs/{job.pk}/file/").status_code == 404


def test_filters_of_all_jobs(tower: Client, ask: Ask, asker: User) -> None:
    ask()
    for query, count in (
        (f"asked_by={asker.pk}", 1),
        ("since=2000-01-01", 1),
        ("until=2000-01-01", 0),
        ("q=排版", 1),
        ("kind=web.export", 0),
    ):
        assert f">{count} 项</span>" in tower.get(f"/jobs/all/?{query}").content.decode(), query


def test_queries_of_all_jobs(tower: Client, ask: Ask, django_assert_num_queries: Any) -> None:
    ask()
    tower.get("/jobs/all/")
    with django_assert_num_queries(13) as few:
        tower.get("/jobs/all/")
    for _ in range(5):
        ask()
    with django_assert_num_queries(len(few.captured_queries)):
        tower.get("/jobs/all/")


def test_every_kind_of_job_has_a_name() -> None:
    named = dict(kind_choices())
    assert [kind for kind in registry._handlers if kind not in named and not kind.startswith("tests.")] == []
