"""Forms of standards and their editions, of the star scheme and of works."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from liaison_stations.models import MOST_STARS, SiteWork, Standard, StandardEdition, StarCandidate, Station
from liaison_stations.operations.standards import STANDARD_FIELDS, Asked, EditionFacts, written
from liaison_stations.operations.stars import star_words
from liaison_stations.standards.queries import Assessed

#: As many items as one edition has at most.
_MOST_ITEMS = 60
_NAME, _DIMENSION, _HINT = 40, 20, 200
_EDITION_HINTS = {
    "issuer": "哪个机关定的",
    "document": "如《基层人大代表联络站规范化建设方案》",
    "issued_on": "从这一天起按这一版检查；以前检查的结果不变",
}


class ItemsField(forms.CharField):
    """One item a line, “方面｜项目：要求”; dimension and hint may be left out. Cleans to a list of ``Asked``."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        """The items; every line that cannot stand is named by its number."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines()]
        found: list[Asked] = []
        wrong: list[str] = []
        for number, line in enumerate(lines, 1):
            if not line:
                continue
            asked = _asked(line)
            if why := _refusal(asked, found):
                wrong.append(f"第 {number} 行：{why}")
            found.append(asked)
        if len(found) > _MOST_ITEMS:
            wrong.append(f"最多 {_MOST_ITEMS} 项，现在有 {len(found)} 项")
        if wrong:
            raise ValidationError(wrong)
        return found


def _asked(line: str) -> Asked:
    head, _, hint = line.replace(":", "：", 1).partition("：")
    dimension, bar, name = head.replace("|", "｜", 1).partition("｜")
    if not bar:
        dimension, name = "", head
    return Asked(name.strip(), dimension.strip(), hint.strip())


def _refusal(asked: Asked, before: list[Asked]) -> str:
    if not asked.name:
        return "没有写项目名称"
    for value, most, what in (
        (asked.name, _NAME, "项目"),
        (asked.dimension, _DIMENSION, "方面"),
        (asked.hint, _HINT, "要求"),
    ):
        if len(value) > most:
            return f"{what}最多 {most} 个字，请缩短"
    if any((one.name, one.dimension) == (asked.name, asked.dimension) for one in before):
        return f"“{asked.name}”写了两遍"
    return ""


class EditionForm(PortalModelForm[StandardEdition]):
    """What a new edition asks, by whom and in which document."""

    issued_on = PortalDateField(label="施行日期", help_text=_EDITION_HINTS["issued_on"])
    items = ItemsField(
        label="检查哪些项目",
        widget=forms.Textarea({"rows": 10}),
        help_text="一行一项。要写具体要求的，用冒号隔开，如“有场地：接待室不少于30平方米”；"
        "星级标准按方面分的，用竖线隔开，如“硬件设施｜接待室”",
    )

    class Meta:
        model = StandardEdition
        fields = ("issuer", "document", "issued_on")
        help_texts = _EDITION_HINTS

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""

    @property
    def facts(self) -> EditionFacts:
        """For the operation."""
        data = self.cleaned_data
        return EditionFacts(
            issuer=data["issuer"], document=data["document"], issued_on=data["issued_on"], items=data["items"]
        )


class ChangeEditionForm(VersionedFormMixin, EditionForm):
    """An edition nobody was checked under yet."""

    def __init__(self, *args: Any, instance: StandardEdition, **kwargs: Any) -> None:
        kwargs["initial"] = {"items": "\n".join(written(one) for one in instance.items.all())}
        super().__init__(*args, instance=instance, **kwargs)


class ChangeStandardForm(VersionedFormMixin, PortalModelForm[Standard]):
    """What a standard is called, and what it counts for."""

    class Meta:
        model = Standard
        fields = STANDARD_FIELDS
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "passed_word": "如：达标、规范化站",
            "for_points": "勾选后，联络点、代表之家等站点也按它检查；不勾只检查联络站",
            "is_measure": "首页的规范化站覆盖率、评先排名按这个标准算；只能选一个",
            "order": "数字小的排在前面",
            "in_use": "不再用的去掉勾选，以前的检查不变",
        }

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class StandardForm(EditionForm):
    """A new standard with its first edition."""

    name = forms.CharField(label="标准名称", max_length=30, help_text="如：六有、九化、五星级")
    kind = Standard._meta.get_field("kind").formfield(widget=forms.RadioSelect)
    passed_word = forms.CharField(
        label="全部做到叫什么", max_length=20, initial="达标", help_text="如：达标、规范化站"
    )
    for_points = forms.BooleanField(
        label="站点也要检查",
        required=False,
        help_text="勾选后，联络点、代表之家等站点也按它检查；不勾只检查联络站",
    )

    field_order = ["name", "kind", "passed_word", "for_points", "issuer", "document", "issued_on", "items"]

    @property
    def standard(self) -> dict[str, Any]:
        """The fields of the standard itself."""
        return {name: self.cleaned_data[name] for name in ("name", "kind", "passed_word", "for_points")}


class StationsField(forms.ModelMultipleChoiceField[Station]):
    """Stations with their towns."""

    def label_from_instance(self, obj: Station) -> str:
        """东塘镇人大代表联络站（东塘镇）."""
        return f"{obj.name}（{obj.town}）"


class PickForm(VersionedFormMixin, PortalForm):
    """Which stations are rated this year."""

    stations = StationsField(
        queryset=Station.objects.none(), label="候选站", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: QuerySet[Station], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stations"]
        field.queryset = offered


class AwardForm(VersionedFormMixin, PortalModelForm[StarCandidate]):
    """How many stars, with a word on why."""

    stars = forms.TypedChoiceField(
        label="评定",
        choices=[(n, star_words(n)) for n in range(MOST_STARS, -1, -1)],
        coerce=int,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = StarCandidate
        fields = ("stars", "note")
        widgets = {"note": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, assessed: Assessed, **kwargs: Any) -> None:
        proposed = assessed.district.full_dimensions if assessed.district else 0
        mine = kwargs["instance"]
        kwargs["initial"] = {"stars": proposed if mine.stars is None else mine.stars}
        super().__init__(*args, **kwargs)

    def _post_clean(self) -> None:
        """The operation checks the record."""


class WorkForm(PortalModelForm[SiteWork]):
    """What was built at a site."""

    done_on = PortalDateField(label="完成日期")

    class Meta:
        model = SiteWork
        fields = ("kind", "done_on", "cost", "result")
        widgets = {
            "kind": forms.RadioSelect,
            "cost": forms.TextInput(attrs={"class": "rd-w-m", "inputmode": "decimal"}),
            "result": forms.Textarea({"rows": 3}),
        }
        help_texts = {"cost": "如 12.5；还没有决算的留空", "result": "如：新建接待室80平方米，配齐视频设备"}

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeWorkForm(VersionedFormMixin, WorkForm):
    """The same, of a record that is there."""


class WithdrawWorkForm(VersionedFormMixin, PortalModelForm[SiteWork]):
    """Why a record is taken out."""

    withdrawn_reason = forms.CharField(label="撤回原因", max_length=200)

    class Meta:
        model = SiteWork
        fields = ("withdrawn_reason",)

    def _post_clean(self) -> None:
        """The operation checks the record."""
