"""What the district decides for this room: time limits with their source, the day of the yearly rating."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models

from congress.workdays.deadlines import Span
from oversight.opinions.enums import RatingBasis

#: What the committee oversees in those it appointed, until the district words it otherwise (R262).
OVERSEEN = """遵守宪法法律，依法行政、依法监察、公正司法的情况
执行区人大及其常委会决议、决定和办理审议意见的情况
办理代表议案、建议，联系代表、接受代表监督的情况
按要求向区人大常委会报告工作、述职，接受评议、询问、质询的情况"""


def is_span(text: str) -> None:
    """``ValidationError`` unless it is a length of time: 3个月, 20个工作日, 30日."""
    try:
        Span.parse(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class OversightRule(models.Model):
    """The rules of the district; there is one row. Time limits that run keep the length they began with."""

    opinion_span = models.CharField("审议意见办理期限", max_length=20, default="3个月", validators=[is_span])
    opinion_source = models.CharField("审议意见期限的依据", max_length=80, default="常委会议事规则")
    rate_by_month = models.PositiveSmallIntegerField(
        "上年度审议意见测评的最后月份", default=3, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    rate_by_day = models.PositiveSmallIntegerField(
        "日", default=31, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    basis = models.CharField(
        "三分之二按什么算", max_length=8, choices=RatingBasis.choices, default=RatingBasis.CAST
    )
    filing_span = models.CharField("规范性文件报备期限", max_length=20, default="30日", validators=[is_span])
    filing_source = models.CharField("报备期限的依据", max_length=80, default="规范性文件备案审查办法")
    overseen = models.TextField(
        "告知书上的监督事项", default=OVERSEEN, validators=[MaxLengthValidator(1000)], help_text="一行一项"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "会议和监督的规定"
        verbose_name_plural = "会议和监督的规定"

    def __str__(self) -> str:
        return "会议和监督的规定"

    def clean(self) -> None:
        """The day of the rating exists in every year."""
        try:
            self.rate_by(2023)
        except ValueError as error:
            message = f"{self.rate_by_month}月没有{self.rate_by_day}日"
            raise ValidationError({"rate_by_day": message}) from error

    def rate_by(self, year: int) -> date:
        """The last day in a year on which the opinions of the year before are to have been rated."""
        return date(year, self.rate_by_month, self.rate_by_day)
