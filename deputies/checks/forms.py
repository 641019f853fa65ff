"""Forms of checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Area
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from deputies.checks.queries import towns_with_deputies
from deputies.checks.workflow import OFFICE
from deputies.models import CheckFinding, DutyCheck
from deputies.operations.checks import Found

_YES, _NO = "yes", "no"
_ANSWERS = {_YES: True, _NO: False}
#: The sample that is proposed, in registers.
_SIZE = 20


def _year_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="年度", min_value=2000, max_value=2100, widget=forms.NumberInput(attrs={"class": "rd-w-s"})
    )


class QuarterForm(PortalForm):
    """Which quarter a town checks."""

    area = forms.ModelChoiceField(Area.objects.none(), label="乡镇街道")
    year = _year_field()
    number = forms.TypedChoiceField(
        label="季度",
        choices=[(1, "一季度"), (2, "二季度"), (3, "三季度"), (4, "四季度")],
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = towns_with_deputies(timezone.localdate())
        if not user.has_role(*OFFICE):
            own = [one.area.path for one in user.assignments_today if one.area is not None]
            towns = [town for town in towns if any(town.path.startswith(path) for path in own)]
        field = cast("forms.ModelChoiceField[Area]", self.fields["area"])
        field.queryset = Area.objects.filter(pk__in=[town.pk for town in towns]).order_by("order", "pk")
        if len(towns) == 1:
            field.initial, field.empty_label = towns[0], None


class HalfForm(PortalForm):
    """Which half-year the district inspects."""

    year = _year_field()
    number = forms.TypedChoiceField(
        label="半年", choices=[(1, "上半年"), (2, "下半年")], coerce=int, widget=forms.RadioSelect
    )


class SampleForm(HalfForm):
    """The same with how many registers are drawn, and from which seed."""

    size = forms.IntegerField(
        label="抽查人数",
        min_value=1,
        initial=_SIZE,
        widget=forms.NumberInput(attrs={"class": "rd-w-s", "inputmode": "numeric"}),
        help_text="从在任的区级、乡镇级代表里抽",
    )
    seed = forms.RegexField(
        r"[0-9A-Za-z]{1,32}",
        label="抽样种子",
        required=False,
        help_text="可不填，由系统产生；现场摇号的，填摇出的数。同一种子、同一范围，抽出的人总是一样",
        error_messages={"invalid": "种子只用数字和字母，最多 32 位"},
    )


class FindingsForm(VersionedFormMixin, PortalForm):
    """Every line of a check with its two questions, words and the day to correct by."""

    checked_on = PortalDateField(label="检查日期", required=False)
    checked_by = forms.CharField(
        label="检查人员", max_length=200, required=False, help_text="几个人的，用顿号隔开"
    )
    rest_is_fine = forms.BooleanField(
        label="没有勾选的都记为到位、规范", required=False, help_text="看过了、没有问题的，可以这样一次记完"
    )
    summary = forms.CharField(
        label="总体情况",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="发通报时印在通报里",
    )

    def __init__(self, *args: Any, check: DutyCheck, lines: Sequence[CheckFinding], **kwargs: Any) -> None:
        self.lines = lines
        initial: dict[str, Any] = {
            "checked_on": check.checked_on or timezone.localdate(),
            "checked_by": check.checked_by,
            "summary": check.summary,
            "version": check.version,
        }
        fields = dict(self.base_fields)
        for line in lines:
            fields |= _fields_of(line, of_groups=check.of_groups)
            initial |= {
                f"in_place_{line.pk}": _answer(line.in_place),
                f"well_kept_{line.pk}": _answer(line.well_kept),
                f"remarks_{line.pk}": line.remarks,
                f"correct_by_{line.pk}": line.correct_by,
            }
        # Django's forms copy what this attribute of the class holds.
        self.__dict__["base_fields"] = fields
        super().__init__(*args, initial=initial, **kwargs)

    def rows(self) -> Iterator[tuple[CheckFinding, forms.BoundField, forms.BoundField, Any, Any]]:
        """The boxes of each line, for the page."""
        for line in self.lines:
            names = ("in_place", "well_kept", "remarks", "correct_by")
            first, second, words, due = (self[f"{name}_{line.pk}"] for name in names)
            yield line, first, second, words, due

    @property
    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        data, rest = self.cleaned_data, self.cleaned_data["rest_is_fine"]
        findings = [
            Found(
                line,
                _said(data[f"in_place_{line.pk}"], rest=rest),
                _said(data[f"well_kept_{line.pk}"], rest=rest),
                data[f"remarks_{line.pk}"],
                data[f"correct_by_{line.pk}"],
            )
            for line in self.lines
        ]
        names = ("version", "checked_on", "checked_by", "summary")
        return {"findings": findings, **{name: data[name] for name in names}}


def _answer(value: bool | None) -> str:
    return "" if value is None else _YES if value else _NO


def _said(value: str, *, rest: bool) -> bool | None:
    return _ANSWERS.get(value, True if rest else None)


def _fields_of(line: CheckFinding, *, of_groups: bool) -> dict[str, forms.Field]:
    work, papers = ("工作", "台账") if of_groups else ("履职", "填写")
    return {
        f"in_place_{line.pk}": _question(f"{line.whose}{work}到位", [(_YES, "到位"), (_NO, "不到位")]),
        f"well_kept_{line.pk}": _question(f"{line.whose}{papers}规范", [(_YES, "规范"), (_NO, "不规范")]),
        f"remarks_{line.pk}": forms.CharField(
            label=f"{line.whose}的情况",
            max_length=300,
            required=False,
            widget=forms.Textarea(attrs={"rows": 1}),
        ),
        f"correct_by_{line.pk}": PortalDateField(label=f"{line.whose}的改正期限", required=False),
    }


def _question(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


class IssueForm(PortalForm):
    """The day and the number of the notice."""

    issued_on = PortalDateField(label="通报日期")
    document_no = forms.CharField(
        label="文号", max_length=40, required=False, help_text="如 安人办〔2026〕12号"
    )


class CorrectedForm(PortalForm):
    """When and how it was put right."""

    corrected_on = PortalDateField(label="改正日期")
    note = forms.CharField(
        label="改正情况", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
