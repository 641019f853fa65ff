"""The parts of a year for which something is planned or told."""

from django.db import models


class PartOfYear(models.TextChoices):
    """The whole year, a half, or a quarter."""

    YEAR = "year", "全年"
    FIRST_HALF = "h1", "上半年"
    SECOND_HALF = "h2", "下半年"
    FIRST = "q1", "第一季度"
    SECOND = "q2", "第二季度"
    THIRD = "q3", "第三季度"
    FOURTH = "q4", "第四季度"


#: The first and the last month of each part.
MONTHS = {
    PartOfYear.YEAR: (1, 12),
    PartOfYear.FIRST_HALF: (1, 6),
    PartOfYear.SECOND_HALF: (7, 12),
    PartOfYear.FIRST: (1, 3),
    PartOfYear.SECOND: (4, 6),
    PartOfYear.THIRD: (7, 9),
    PartOfYear.FOURTH: (10, 12),
}
QUARTERS = (PartOfYear.FIRST, PartOfYear.SECOND, PartOfYear.THIRD, PartOfYear.FOURTH)
