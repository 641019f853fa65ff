"""Figures: the same numbers as on the pages, with period, definition and the list of their records."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from congress.access.decorators import allow_signed_in
from congress.api.paging import StrictParameters
from congress.api.views.records import Reading, refusals
from congress.figures.forms import PRESETS, PeriodForm
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.registry import Measured, measure, measured, named

_TAG = ["统计指标"]


class PeriodParameters(StrictParameters):
    """A period as the pages ask for it."""

    preset = serializers.RegexField(
        f"^({'|'.join(PRESETS)})$",
        required=False,
        error_messages={"invalid": f"只能是{'、'.join(PRESETS)}"},
        help_text=f"期间，不写就是今年以来。{'；'.join(f'{key} {word}' for key, word in PRESETS.items())}",
    )
    since = serializers.DateField(required=False, help_text="自选期间的第一天，只和 preset=custom 一起用")
    until = serializers.DateField(required=False, help_text="截止日期，不写就是今天；不晚于今天")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The form of the pages decides; its words are the answer."""
        if attrs.get("since") and attrs.get("preset") != "custom":
            raise serializers.ValidationError({"since": ["起始日期只和 preset=custom 一起用"]})
        form = PeriodForm({name: str(value) for name, value in attrs.items()})
        if not form.is_valid():
            raise serializers.ValidationError(
                {name: [str(words) for words in said] for name, said in form.errors.items()}
            )
        return {"period": form.period}


class FigureSerializer(serializers.Serializer[Measured]):
    """One figure for one period."""

    key = serializers.CharField(source="figure.key", help_text="代码")
    name = serializers.CharField(source="figure.name", help_text="全名：章.名，报告里的写法")
    chapter = serializers.CharField(source="figure.chapter", help_text="属于哪一章")
    label = serializers.CharField(source="figure.label", help_text="名称")  # type: ignore[assignment] # declared fields leave the class
    definition = serializers.CharField(source="figure.definition", help_text="数的是什么")
    standing = serializers.BooleanField(source="figure.standing", help_text="是否按截止日的状态数，不按期间")
    unit = serializers.CharField(source="figure.unit", help_text="单位")
    value = serializers.SerializerMethodField(
        method_name="value_of", help_text="数值；比率为百分数，没有分母时为空"
    )
    text = serializers.SerializerMethodField(help_text="写法，带单位或百分号；约数带“余”“多”")
    about = serializers.SerializerMethodField(help_text="约数的字：余、多、近、以上、约；确数为空")
    part = serializers.SerializerMethodField(help_text="比率的分子；不是比率时为空")
    whole = serializers.SerializerMethodField(help_text="比率的分母；不是比率时为空")
    since = serializers.DateField(source="period.start", help_text="期间第一天")
    until = serializers.DateField(source="period.end", help_text="截止日期")
    period = serializers.CharField(source="period.caption", help_text="期间的写法")
    list_url = serializers.CharField(source="url", help_text="这些记录的列表页，条数与数值相同")

    def value_of(self, row: Measured) -> float | None:
        """A whole number, or per cent."""
        value = row.value.value
        return None if value is None else float(value)

    def get_text(self, row: Measured) -> str:
        """As on the screen."""
        return str(row.value)

    def get_about(self, row: Measured) -> str:
        """R309: what is approximate stays so."""
        return str(row.value.about) if isinstance(row.value, Count) else ""

    def get_part(self, row: Measured) -> int | None:
        """The numerator of a rate."""
        return None if isinstance(row.value, Count) else row.value.numerator

    def get_whole(self, row: Measured) -> int | None:
        """The denominator of a rate."""
        return None if isinstance(row.value, Count) else row.value.denominator


_PAGE = inline_serializer("figures_page", {"results": FigureSerializer(many=True)})


class FigureList(Reading):
    """Every figure the reader may see."""

    parameters = PeriodParameters

    @extend_schema(
        operation_id="figures_list",
        tags=_TAG,
        summary="统计指标，全部",
        description="一个期间的全部指标，与“统计指标”页相同。",
        parameters=[PeriodParameters],
        responses={200: _PAGE, **refusals()},
    )
    def get(self, request: Request) -> Response:
        """All of them; there are not so many that they need pages."""
        period: Period = self.asked()["period"]
        found = measure(self.reader(), period)
        return Response({"results": [FigureSerializer(row).data for row in found]})


class FigureDetail(Reading):
    """One figure."""

    parameters = PeriodParameters

    @extend_schema(
        operation_id="figures_detail",
        tags=_TAG,
        summary="统计指标，一个",
        description="一个指标在一个期间的数值。",
        parameters=[PeriodParameters],
        responses={200: FigureSerializer, **refusals(missing="没有这个指标，或者这个角色看不到")},
    )
    def get(self, request: Request, figure: str) -> Response:
        """By its key, or its name."""
        period: Period = self.asked()["period"]
        found = named(self.reader(), figure)
        if found is None:
            raise Http404
        return Response(FigureSerializer(measured(found, self.reader(), period)).data)


figure_list = allow_signed_in(FigureList.as_view())
figure_detail = allow_signed_in(FigureDetail.as_view())
