"""A job from asking to its end, in one process."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings

from congress.jobs import tasks
from congress.jobs.models import Job, JobState
from congress.jobs.registry import Abandoned, JobRun, job_kind

Ask = Callable[..., Job]


def result_files(job: Job) -> list[str]:
    """Files of this job in the media folder, hidden ones too."""
    found = Path(settings.MEDIA_ROOT).rglob("*")
    return sorted(p.name for p in found if p.name.lstrip(".").startswith(f"{job.pk}-"))


def test_done(ask: Ask) -> None:
    job = ask("tests.write", text="好")
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.percent, job.result_name) == (JobState.DONE, 100, "结果 第5期.txt")
    with job.result.open("rb") as file:
        assert file.read().decode() == "好"
    assert result_files(job) == [f"{job.pk}-1.txt"]
    notice = job.asked_by.notices.get()
    assert (notice.title, notice.url) == ("第5期排版已做好", f"/jobs/{job.pk}/")


def test_a_reason_given_in_words_is_shown(ask: Ask) -> None:
    job = ask("tests.refuse")
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "第 3 段有一个字，字库里没有：𬱖")
    assert job.asked_by.notices.get().text == job.message


def test_a_crash_is_logged_and_told_without_jargon(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    job = ask("tests.crash")
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert f"编号 J{job.pk}" in job.message
    assert "ZeroDivisionError" not in job.message
    assert "ZeroDivisionError" in caplog.text


def test_unknown_kind(ask: Ask) -> None:
    job = ask("tests.not_there")
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "还不会做" in job.message


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_full_disk(ask: Ask, reason: int) -> None:
    job = ask("tests.write", text="好")
    full = OSError(reason, os.strerror(reason))
    with mock.patch("congress.jobs.files.os.fsync", side_effect=full):
        tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result.name) == (JobState.FAILED, "")
    assert job.message.startswith("存放文件的磁盘已满")
    assert result_files(job) == []


def test_a_run_that_lost_its_job_writes_nothing(ask: Ask) -> None:
    job = ask("tests.taken_over")
    seen: list[str] = []

    @job_kind("tests.taken_over")
    def taken_over(run: JobRun) -> None:
        Job.objects.filter(pk=run.job_id).update(attempt=run.attempt + 1)  # another worker has begun
        calls: list[Callable[[], Any]] = [
            lambda: run.progress(50),
            lambda: run.save_result("结果.txt", b"old"),
            lambda: run.set_data({"old": True}),
        ]
        for call in calls:
            with pytest.raises(Abandoned):
                call()
            seen.append("refused")

    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert seen == ["refused"] * 3
    assert (job.state, job.percent, job.result.name, job.data) == (JobState.RUNNING, 0, "", {})
    assert result_files(job) == []


def test_a_result_finished_too_late_is_taken_away(ask: Ask) -> None:
    """The other worker begins after the fence was checked and before the file is in its place."""
    job = ask("tests.late")

    @job_kind("tests.late")
    def late(run: JobRun) -> None:
        def overtaken(_number: int) -> None:
            Job.objects.filter(pk=run.job_id).update(attempt=run.attempt + 1)

        with mock.patch("congress.jobs.files.os.fsync", side_effect=overtaken):
            run.save_result("结果.txt", b"old")

    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result.name) == (JobState.RUNNING, "")
    assert result_files(job) == []


def test_a_repeated_percentage_is_not_written_again(ask: Ask, django_assert_num_queries: Any) -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempt=1, lease_until=job.created_at)
    run = JobRun(Job.objects.select_related("asked_by").get(pk=job.pk))
    with django_assert_num_queries(2):
        run.progress(10, "第 1 页")
        run.progress(10, "第 2 页")
        run.progress(11, "第 3 页")
    job.refresh_from_db()
    assert (job.percent, job.message) == (11, "第 3 页")


def test_two_handlers_of_one_kind_are_refused() -> None:
    def other(run: JobRun) -> None:
        """Never called."""

    with pytest.raises(ValueError, match=r"tests\.write"):
        job_kind("tests.write")(other)
