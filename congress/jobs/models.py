"""Long tasks. The row is the truth; the broker's message is only a wake-up call, so nothing is lost without it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from congress.accounts.models import User
from congress.jobs.kinds import kind_label
from congress.jobs.rules import OVERSEE, SEE


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "没有做成"
    CANCELLED = "cancelled", "已取消"

    @property
    def look(self) -> str:
        """The shape of the state on a page."""
        looks = {"queued": "wait", "running": "go", "done": "done", "failed": "late", "cancelled": "stop"}
        return looks[self.value]


#: How often a job is begun before it counts as failed: once, and twice more when its worker was killed.
TRIES = 3


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by owner, by what they are about, and by what can be done with them."""

    def visible_to(self, user: User) -> JobQuerySet:
        """Jobs whose course this user may see, stop and do again: the own ones, all for who looks after the portal."""
        return self.filter(SEE.as_q(user))

    def asked_by(self, user: User) -> JobQuerySet:
        """The own ones: what a job made belongs to who asked for it."""
        return self.filter(asked_by=user)

    def overseen_by(self, user: User) -> JobQuerySet:
        """Every job, for who looks after the portal; nothing of what others asked for is shown but its course."""
        return self.filter(OVERSEE.as_q(user))

    def about(self, obj: models.Model) -> JobQuerySet:
        """Jobs about this record, newest first."""
        return self.filter(subject=subject_of(obj))

    def held(self, pk: int, attempt: int) -> JobQuerySet:
        """The job, while this attempt still holds it: the fence of every write a worker makes."""
        return self.filter(pk=pk, attempt=attempt, state=JobState.RUNNING)

    def abandoned(self) -> JobQuerySet:
        """Running jobs whose worker has given no sign of life for a lease."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=timezone.now())


class Job(models.Model):
    """One long task: what was asked, how far it is, and the file it made.

    ``attempt`` is the fence: a worker may write only while the row still carries its attempt.
    ``lease_until`` is renewed by progress; once it has passed, the job counts as abandoned and runs again.
    """

    kind = models.CharField("种类", max_length=60)
    title = models.CharField("名称", max_length=120)
    params = models.JSONField("参数", default=dict)
    #: What the job is about, “app.Model:pk”, so that a page can find its newest job.
    subject = models.CharField(max_length=80, blank=True)
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    percent = models.PositiveSmallIntegerField("进度", default=0)
    message = models.CharField("说明", max_length=400, blank=True)
    result = models.FileField("结果文件", upload_to="jobs/%Y/%m/", blank=True, max_length=200)
    result_name = models.CharField("文件名", max_length=120, blank=True)
    data = models.JSONField("结果数据", default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs", verbose_name="谁要的"
    )
    created_at = models.DateTimeField("提出时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    #: How many more times the job may be begun; asking again (重新做) fills it up, ``attempt`` only ever grows.
    tries_left = models.PositiveSmallIntegerField(default=TRIES)
    #: Who wants the job to stop. A running one stops where its handler says how far it is.
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="谁取消的"
    )
    cancelled_at = models.DateTimeField("要求取消的时间", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["asked_by", "-id"]),
            models.Index(fields=["subject", "-id"]),
            models.Index(fields=["kind", "-id"]),
            models.Index(fields=["-created_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False), name="job_running_has_lease"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "failed", "cancelled"]) | Q(finished_at__isnull=False),
                name="job_ended_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_active(self) -> bool:
        """Whether the job is still to end."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def is_stopping(self) -> bool:
        """Whether somebody wants it to stop and it has not yet."""
        return self.is_active and self.cancelled_at is not None

    @property
    def can_be_done_again(self) -> bool:
        """Whether 重新做 is offered."""
        return self.state in {JobState.FAILED, JobState.CANCELLED}

    @property
    def kind_label(self) -> str:
        """The kind in the office's words."""
        return kind_label(self.kind)

    @property
    def asker_name(self) -> str:
        """Who asked; the portal itself asks for what it does every night."""
        return self.asked_by.name if self.asked_by else "系统"

    @property
    def look(self) -> str:
        """The shape of the job's state on a page."""
        return JobState(self.state).look

    @property
    def opens_in_browser(self) -> bool:
        """Whether a browser shows the result in a viewer of its own, without running anything in it."""
        return self.result_name.lower().endswith(".pdf")

    @property
    def reference(self) -> str:
        """What the asker quotes to the administrator."""
        return f"J{self.pk}"


def subject_of(obj: models.Model) -> str:
    """How a job names the record it is about: “app.Model:pk”."""
    return f"{obj._meta.label}:{obj.pk}"
