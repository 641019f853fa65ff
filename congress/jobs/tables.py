"""The list of all jobs."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.jobs.filters import JobFilter
from congress.jobs.models import Job, JobState
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Column, Empty, ListPage, Preset


def _rows(user: User) -> QuerySet[Job]:
    return Job.objects.overseen_by(user).select_related("asked_by")


def _title(job: Job) -> SafeString:
    return title(record_url("jobs:detail", job.pk), job.title, below=job.reference)


def _state(job: Job) -> SafeString:
    word = (
        f"{JobState(job.state).label}　{job.percent}%"
        if job.state == JobState.RUNNING
        else job.get_state_display()
    )
    return marks.state(job.look, "正在停下" if job.is_stopping else word)


def _message(job: Job) -> str:
    return "" if job.state == JobState.DONE else job.message


JOBS = ListPage(
    key="jobs",
    title="全部后台任务",
    subtitle="所有人要求的任务办到哪一步。做出来的文件只有要求的人能取。",
    unit="项",
    rows=_rows,
    filterset=JobFilter,
    columns=(
        Column(
            "created_at",
            "提出",
            order="created_at",
            css="rd-num",
            cell=lambda job: dates.moment(job.created_at),
        ),
        Column("title", "名称", fixed=True, css="", cell=_title),
        Column("kind", "种类", export="kind_label"),
        Column("asked_by", "谁要的", export="asker_name"),
        Column("state", "状态", export="get_state_display", cell=_state),
        Column("message", "说明", css="", cell=_message),
        Column("attempt", "做了几次", css="rd-num", shown=False),
        Column(
            "finished_at",
            "结束",
            css="rd-num",
            shown=False,
            cell=lambda job: dates.moment(job.finished_at) if job.finished_at else "",
        ),
    ),
    order="-created_at",
    name_of=lambda job: job.reference,
    empty=Empty("还没有后台任务", "有人排版、导出、导入以后，任务会列在这里。"),
    presets=(
        Preset("没有做成", "state=failed"),
        Preset("进行中", "state=running"),
        Preset("排队中", "state=queued"),
    ),
)
