"""Terms of the reports to the party committee."""

from django.db import models


class Every(models.TextChoices):
    """How often a report is due; it is due on the last day of each period."""

    QUARTER = "quarter", "每季度"
    HALF = "half", "每半年"
    YEAR = "year", "每年"


#: How many months a period has.
MONTHS = {Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
