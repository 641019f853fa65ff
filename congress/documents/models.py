"""What an import remembers between its steps."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q


def upload_path(_run: ImportRun, filename: str) -> str:
    """A name nobody can guess, in a folder that is not served."""
    return f"imports/{uuid4().hex}.{'csv' if filename.lower().endswith('.csv') else 'xlsx'}"


class ImportState(models.TextChoices):
    """How far an import is."""

    UPLOADED = "uploaded", "已上传"
    MAPPED = "mapped", "待核对"
    WRITTEN = "written", "已写入"
    CLEARED = "cleared", "没有写入，文件已清理"


#: States in which the file is still there and may be written.
OPEN = frozenset({ImportState.UPLOADED, ImportState.MAPPED})


class ImportRun(models.Model):
    """One file on its way into the register: its uploader, its head, which column is which.

    ``head`` is the index of the head's last line among the rows with content, ``mapping`` field → column index,
    ``fixed`` field → what the whole table is where no column says it, ``answers`` row number → which record the
    row means, ``findings`` what was found about the whole when it was written.
    """

    spec_key = models.CharField("种类", max_length=60)
    file = models.FileField("文件", upload_to=upload_path)
    filename = models.CharField("文件名", max_length=200)
    state = models.CharField("状态", max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    head = models.PositiveIntegerField("表头", default=0)
    mapping = models.JSONField("对应栏目", default=dict)
    fixed = models.JSONField("整张表", default=dict)
    answers = models.JSONField("选定", default=dict)
    findings = models.JSONField("写入后的情况", default=list)
    counts = models.JSONField("写入条数", default=dict)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports", verbose_name="导入人"
    )
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    changed_at = models.DateTimeField("最后处理时间", auto_now=True)
    written_at = models.DateTimeField("写入时间", null=True, blank=True)

    class Meta:
        verbose_name = "导入"
        verbose_name_plural = "导入"
        ordering = ["-id"]
        indexes = [models.Index(fields=["actor", "spec_key", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="written", written_at__isnull=False)
                | (~Q(state="written") & Q(written_at__isnull=True)),
                name="import_written_has_time",
            )
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def written(self) -> int:
        """How many records were made or changed."""
        return int(self.counts.get("new", 0)) + int(self.counts.get("update", 0))
