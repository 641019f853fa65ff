"""Claims, the sweep, giving up, doing again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import time_machine
from billiard.exceptions import WorkerLostError
from django.conf import settings
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.audit.models import AuditEvent
from congress.celery import app as celery_app
from congress.jobs import operations, tasks
from congress.jobs.models import TRIES, Job, JobState, subject_of
from tests.clock import written_now

Ask = Callable[..., Job]
LEASE = timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Jobs a worker was called for."""
    numbers: list[int] = []

    def wake(job_id: int, *, expires: float | None = None) -> bool:
        numbers.append(job_id)
        return True

    monkeypatch.setattr(operations, "wake", wake)
    return numbers


def test_start_keeps_the_ask_and_calls_after_commit(
    ask: Ask, called: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = ask()
        assert called == []
    assert called == [job.pk]
    assert AuditEvent.objects.get(object_type="jobs.Job").verb == "jobs:start"


def test_a_broker_that_refuses_does_not_lose_the_ask(
    ask: Ask, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        mock.patch.object(celery_app, "send_task", side_effect=ConnectionRefusedError),
        django_capture_on_commit_callbacks(execute=True),
    ):
        job = ask()
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED
    assert "Broker away" in caplog.text


def test_only_one_of_two_claims_succeeds(ask: Ask) -> None:
    job = ask()
    first = operations.claim(job_id=job.pk)
    assert first is not None
    assert first.attempt == 1
    assert operations.claim(job_id=job.pk) is None


def test_a_job_whose_lease_has_passed_is_claimed_again_and_the_first_cannot_end_it(ask: Ask) -> None:
    job = ask()
    first = operations.claim(job_id=job.pk)
    with time_machine.travel(timezone.now() + LEASE, tick=False):
        second = operations.claim(job_id=job.pk)
        assert first is not None
        assert second is not None
        assert second.attempt == 2
        assert not operations.finish(run=first)
        assert not operations.fail(run=first, message="太晚")
        assert operations.finish(run=second)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.DONE, "已做好")


def test_a_done_job_is_not_claimed(ask: Ask) -> None:
    job = ask()
    tasks.run_job(job.pk)
    assert operations.claim(job_id=job.pk) is None


def test_sweep_calls_for_queued_jobs_that_wait_and_for_lost_ones(ask: Ask, called: list[int]) -> None:
    waiting, lost, working = ask(), ask(), ask()
    operations.claim(job_id=lost.pk)
    with time_machine.travel(timezone.now() + LEASE, tick=False):
        operations.claim(job_id=working.pk)
        fresh = ask()
        assert operations.sweep() == {"called": 2, "given_up": 0}
    assert called == [waiting.pk, lost.pk]
    assert fresh.pk not in called


def test_sweep_stops_calling_when_the_broker_is_away(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    ask()
    wake = mock.Mock(return_value=False)
    monkeypatch.setattr(operations, "wake", wake)
    with time_machine.travel(timezone.now() + LEASE, tick=False):
        assert operations.sweep() == {"called": 0, "given_up": 0}
    wake.assert_called_once()


def test_a_job_lost_three_times_is_given_up_and_said_so(ask: Ask, called: list[int]) -> None:
    job = ask()
    now = timezone.now()
    for turn in range(TRIES):
        with time_machine.travel(now + LEASE * turn, tick=False):
            assert operations.claim(job_id=job.pk) is not None
    with time_machine.travel(now + LEASE * TRIES, tick=False):
        assert operations.claim(job_id=job.pk) is None
        assert operations.sweep() == {"called": 0, "given_up": 1}
        assert operations.sweep() == {"called": 0, "given_up": 0}
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, operations.LOST_MESSAGE)
    assert job.asked_by.notices.get().text == operations.LOST_MESSAGE


def test_retry_fills_up_the_tries_but_the_fence_only_grows(ask: Ask) -> None:
    job = ask("tests.refuse")
    tasks.run_job(job.pk)
    operations.retry(job=job, actor=job.asked_by)  # type: ignore[arg-type]
    assert (job.state, job.tries_left, job.attempt) == (JobState.QUEUED, TRIES, 1)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.FAILED, 2)


def test_only_a_failed_job_is_done_again(ask: Ask) -> None:
    job = ask()
    with pytest.raises(Conflict):
        operations.retry(job=job, actor=job.asked_by)  # type: ignore[arg-type]


def test_a_worker_process_known_to_be_dead_releases_its_job_at_once(
    ask: Ask, called: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    job = ask()
    operations.claim(job_id=job.pk)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.find_lost_job(sender=tasks.run_job, exception=WorkerLostError("killed"), args=[job.pk])
    assert called == [job.pk]
    assert operations.claim(job_id=job.pk) is not None


def test_half_written_files_go_after_a_day(ask: Ask) -> None:
    folder = Path(settings.MEDIA_ROOT) / "jobs" / "2020"
    folder.mkdir(parents=True, exist_ok=True)
    part, whole = folder / ".7-1.pdf.part", folder / "7-1.pdf"
    for path in (part, whole):
        path.write_bytes(b"x")
        written_now(path)
    tasks.clear_old_results()
    assert part.exists()
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        tasks.clear_old_results()
    assert not part.exists()
    assert whole.exists()
    whole.unlink()


def test_jobs_about_a_record(ask: Ask, asker: Any) -> None:
    job = operations.start(kind="tests.write", title="x", actor=asker, params={}, subject=subject_of(asker))
    ask()
    assert list(Job.objects.about(asker)) == [job]


def test_old_results_go_but_what_a_record_shows_stays(ask: Ask, tmp_path: Path) -> None:
    def made(subject: str, days: int) -> Job:
        job = ask("tests.write", text="好")
        tasks.run_job(job.pk)
        ended = timezone.now() - timedelta(days=days)
        Job.objects.filter(pk=job.pk).update(subject=subject, finished_at=ended)
        return Job.objects.get(pk=job.pk)

    old, recent = made("", 31), made("", 29)
    superseded, shown = made("bulletins.Issue:1", 40), made("bulletins.Issue:1", 35)
    assert operations.clear_old_results(days=30) == 2
    assert [bool(Job.objects.get(pk=job.pk).result) for job in (old, recent, superseded, shown)] == [
        False,
        True,
        False,
        True,
    ]
    assert not Path(old.result.path).exists()
    assert Path(shown.result.path).exists()
    assert operations.clear_old_results(days=30) == 0
