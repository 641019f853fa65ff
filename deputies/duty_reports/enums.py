"""Terms of duty reports."""

from django.db import models

from congress.organs.enums import DIRECT_LEVELS


class ReportForm(models.TextChoices):
    """How a deputy reports; the two weigh differently in the appraisal (R067)."""

    ORAL = "oral", "口头述职"
    WRITTEN = "written", "书面述职"


class Audience(models.TextChoices):
    """Before whom a deputy reports, and who rates the report (R069)."""

    VOTERS = "voters", "原选区选民"
    COMMITTEE = "committee", "区人大常委会（原选举单位）"


class ReportState(models.TextChoices):
    """How far a report has come."""

    ARRANGED = "arranged", "已安排"
    HELD = "held", "已述职"
    WITHDRAWN = "withdrawn", "已撤回"


#: The kind of duty each form is in the register.
DUTY_KINDS = {ReportForm.ORAL: "duty_report_oral", ReportForm.WRITTEN: "duty_report_written"}


def audience_of(level: str) -> Audience:
    """The directly elected report to their voters; those whom congresses elected, before the standing committee."""
    return Audience.VOTERS if level in DIRECT_LEVELS else Audience.COMMITTEE
