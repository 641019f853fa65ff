"""Setting pages when things go wrong: the worker is killed in the middle; a character no font has."""

import os
import signal
from pathlib import Path

import pytest

from bulletins.models import Issue
from bulletins.operations import arranging, rendering
from bulletins.tasks import render
from congress.accounts.models import User
from congress.jobs.models import JobState
from congress.jobs.operations import claim
from congress.jobs.registry import JobError
from tests.house import wait_for
from tests.jobs.world import embedded

#: A month of four hundred activities: long enough to be killed in the middle.
SEED = """
import django, sys
django.setup()
from datetime import date, timedelta
from activities.operations import add_kind, record_activity
from bulletins.models import Series
from bulletins.operations import rendering
from bulletins.operations.opening import open_issue
from congress.organs.models import Area
area = Area.objects.create(kind="district", name="安澜区")
kind = add_kind(actor=None, name="测试类别")
for number in range(400):
    day = date(2026, 5, 1) + timedelta(days=number % 31)
    text = f"5月{day.day}日，区人大常委会组织第{number}组代表视察供水管网改造。" + "代表们听取汇报，提出建议。" * 14
    record_activity(actor=None, start_on=day, kind=kind, headline=f"第{number}组代表视察", text=text, area=area)
series = Series.objects.create(slug="x", name="人大信息", office="区人大常委会办公室")
issue = open_issue(series=series, year=2026, number=5, actor=None)
print(rendering.render(issue=issue, actor=None).pk)
"""


@pytest.mark.slow
def test_a_worker_killed_while_setting_pages(tmp_path: Path) -> None:
    with embedded(tmp_path / "portal") as world:
        with world.worker() as worker:
            number = int(world.python(SEED).split()[-1])
            wait_for(lambda: world.job(number)["percent"] > 5, 60, lambda: world.log)
            os.killpg(worker.pid, signal.SIGKILL)
        killed = world.job(number)
        assert (killed["state"], killed["attempt"]) == ("running", 1)
        assert world.files == []
        with world.worker():
            row = world.until_ended(number, 120)
        assert (row["state"], row["attempt"]) == ("done", 2)
        assert world.files == [f"{number}-2.pdf"]
        pdf = (world.media / row["result"]).read_bytes()
        assert pdf.startswith(b"%PDF-")
        assert pdf.rstrip().endswith(b"%%EOF")


@pytest.mark.django_db
def test_a_character_without_a_glyph_fails_loudly(may: Issue, clerk: User) -> None:
    entry = may.entries.order_by("position")[0]
    text = "5月8日，\U000e0101视察。"  # no font has this one
    arranging.edit_entry(issue=may, entry_id=entry.pk, heading="视察\U00012000", text=text, actor=clerk)
    job = rendering.render(issue=may, actor=clerk)
    run = claim(job_id=job.pk)
    assert run is not None
    with pytest.raises(JobError, match="字体中没有这些字"):
        render(run)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING  # the jobs room turns the error into a failed job with these words
    assert not job.result
