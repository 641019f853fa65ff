"""Terms of the requests and reports to the party committee."""

from django.db import models


class ReportKind(models.TextChoices):
    """A request waits for its answer, a report may have one (R267)."""

    REPORT = "report", "报告"
    REQUEST = "request", "请示"


class ReportTopic(models.TextChoices):
    """What the party group asks about or reports on (R267)."""

    MATTER = "matter", "重大事项"
    ACTIVITY = "activity", "重要活动"
    WORK = "work", "重点工作"


class Every(models.TextChoices):
    """How often a report is due; it is due on the last day of each period."""

    QUARTER = "quarter", "每季度"
    HALF = "half", "每半年"
    YEAR = "year", "每年"


#: How many months a period has.
MONTHS = {Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
