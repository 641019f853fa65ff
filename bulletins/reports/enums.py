"""Terms of reports."""

from django.db import models


class ReportKind(models.TextChoices):
    """What is handed out."""

    SUMMARY = "summary", "总结"
    REPORT = "report", "工作报告"
    CIRCULAR = "circular", "通报"


class ReportState(models.TextChoices):
    """A draft is written and its numbers are taken; a final one stays as it is."""

    DRAFT = "draft", "草稿"
    FINAL = "final", "定稿"
    DROPPED = "dropped", "作废"


#: The shape that stands for each state.
LOOKS = {ReportState.DRAFT: "new", ReportState.FINAL: "done", ReportState.DROPPED: "stop"}
