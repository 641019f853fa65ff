"""Forms of reports."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from bulletins.models import Report, ReportFigure, ReportSection, ReportTemplate, TemplateSection
from bulletins.operations.report_templates import TEMPLATE_FIELDS
from bulletins.operations.reports import REPORT_FIELDS
from congress.district.queries import profile
from congress.figures.forms import PRESETS, PeriodForm
from congress.figures.period import Period
from congress.web.forms import PortalModelForm
from congress.web.versions import VersionedFormMixin

#: The period of the report itself, in the picker of figures.
OWN = ""
_PROSE = forms.Textarea(attrs={"rows": 16, "data-prose": ""})
_HINTS = {
    "heading": "如：注重强基固本，提升履职水平；“一、”“二、”会自动加上。开头的话不用标题",
    "prose": "每段另起一行。数字写成 {代表建议.办结率}，或者从旁边的指标里点一下，会自动填上",
}


def office_name() -> str:
    """Who signs: the office of the district's standing committee."""
    return profile().office


class CreateReportForm(PeriodForm):
    """From which template, over which period."""

    template = forms.ModelChoiceField(
        label="模板", queryset=ReportTemplate.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label="标题", max_length=120, required=False, help_text="不填，就由区名、期间和模板起标题"
    )

    field_order = ("template", "preset", "since", "until", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates = cast("forms.ModelChoiceField[ReportTemplate]", self.fields["template"])
        templates.queryset = ReportTemplate.objects.filter(in_use=True)
        self.fields["preset"].label = "统计期间"
        self.fields["since"].help_text = "选“自选”时填"
        self.fields["until"].help_text = "不填，就到今天；上一年的全年，选“今年以来”，填上一年12月31日"


class ChangeReportForm(VersionedFormMixin, PortalModelForm[Report]):
    """The head of a report."""

    class Meta:
        model = Report
        fields: tuple[str, ...] = REPORT_FIELDS
        help_texts = {
            "start_on": "改了统计期间，再点“更新数字”",
            "addressee": "通报要填，如：各镇人大、街道人大工委",
            "number": "通报要填，如：安人办〔2026〕12号",
            "signature": "不填，就是常委会办公室",
            "issued_on": "通报要填",
        }

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins, and not after today."""
        data = super().clean() or {}
        start, end = data.get("start_on"), data.get("end_on")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            self.add_error("end_on", "截至的日子早于开始的日子，请改正")
        return data

    def _post_clean(self) -> None:
        """The operation checks the record."""


class _SectionForm:
    """What the forms of a section share."""

    def _post_clean(self) -> None:
        """The operation checks the record, and every placeholder in it."""


class ReportSectionForm(_SectionForm, VersionedFormMixin, PortalModelForm[ReportSection]):
    """A section of a report."""

    class Meta:
        model = ReportSection
        fields: tuple[str, ...] = ("heading", "prose")
        widgets = {"prose": _PROSE}
        help_texts = _HINTS


class TemplateSectionForm(_SectionForm, VersionedFormMixin, PortalModelForm[TemplateSection]):
    """A section of a template."""

    class Meta:
        model = TemplateSection
        fields: tuple[str, ...] = ("heading", "prose")
        widgets = {"prose": _PROSE}
        help_texts = _HINTS


class ChangeFigureForm(VersionedFormMixin, PortalModelForm[ReportFigure]):
    """Another number in place of the counted one."""

    class Meta:
        model = ReportFigure
        fields: tuple[str, ...] = ("by_hand", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "by_hand": "印出来就是它，如 1700、94.2%、1600余；清空就恢复统计数",
            "reason": "如：含系统启用以前的 60 件",
        }

    def _post_clean(self) -> None:
        """The operation checks the record."""


class TemplateForm(PortalModelForm[ReportTemplate]):
    """The head of a new template."""

    class Meta:
        model = ReportTemplate
        fields: tuple[str, ...] = TEMPLATE_FIELDS[:-1]
        help_texts = {
            "title": "不写区名和期间，如：代表工作总结",
            "order": "数字小的排在前面",
            "in_use": "不再用的去掉勾选，以前的报告不变",
        }

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeTemplateForm(VersionedFormMixin, TemplateForm):
    """The head of a template that exists."""

    class Meta(TemplateForm.Meta):
        fields = TEMPLATE_FIELDS


class PickForm(PeriodForm):
    """Words of a figure, and over which period it is wanted: that of the report, a usual one, one's own."""

    q = forms.CharField(label="搜指标", max_length=40, required=False)

    field_order = ("q", "preset", "since", "until")

    def __init__(self, *args: Any, own: Period, own_label: str, **kwargs: Any) -> None:
        self.own = own
        super().__init__(*args, **kwargs)
        preset = cast("forms.ChoiceField", self.fields["preset"])
        preset.label, preset.choices = "期间", [(OWN, own_label), *PRESETS.items()]

    @property
    def wanted(self) -> tuple[Period, str]:
        """The period to count over, and how the placeholder says it; nothing for the report's own."""
        data: dict[str, Any] = getattr(self, "cleaned_data", {})
        key = data.get("preset") or OWN
        if key == OWN or not self.is_valid():
            return self.own, ""
        found = self.period
        if key == "custom":
            return found, f"{found.start.isoformat()}..{found.end.isoformat()}"
        return found, PRESETS[key]
