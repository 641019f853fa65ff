"""Forms of the register."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils import timezone

from congress.organs.enums import AREAS_WITH_CONGRESS, DIRECT_LEVELS, AreaKind
from congress.organs.models import Area, Constituency, Organ, Session, Term
from congress.organs.outlines import MAX_BYTES, read_geojson
from congress.organs.queries import areas_in_order
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin

LEVELS = [("", "请选择"), *[(level.value, level.label) for level in DIRECT_LEVELS]]


def _areas(form: forms.BaseForm, name: str = "area", kinds: Collection[str] = frozenset(AreaKind)) -> None:
    """Offer the areas in the order of the tree, each level set in."""
    field = cast("forms.ModelChoiceField[Area]", form.fields[name])
    field.queryset = Area.objects.filter(kind__in=kinds)
    offered = [area for area in areas_in_order() if area.kind in kinds]
    field.choices = [("", "请选择" if field.required else "不填")] + [
        (area.pk, f"{'　' * (area.path.count('/') - 1)}{area.name}") for area in offered
    ]


class AreaForm(PortalModelForm[Area]):
    """A node of the area tree."""

    class Meta:
        model = Area
        fields = ["kind", "name", "parent", "order"]
        help_texts = {"order": "同级中按此先后，小的在前"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _areas(self, "parent")
        self.fields["order"].required = False

    def clean_order(self) -> int:
        """Unsaid is first."""
        return self.cleaned_data["order"] or 0


class EditAreaForm(VersionedFormMixin, AreaForm):
    """An area that is there already."""


class ConstituencyForm(PortalModelForm[Constituency]):
    """A constituency of the district's or a town's congress."""

    class Meta:
        model = Constituency
        fields = ["level", "area", "name", "number", "seats"]
        help_texts = {
            "area": "乡镇级选区只能设在乡、镇；街道没有本级人大",
            "number": "选区的编号，如第 12 选区填 12",
            "seats": "依法应选的代表名额",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _areas(self)
        cast("forms.ChoiceField", self.fields["level"]).choices = LEVELS


class EditConstituencyForm(VersionedFormMixin, ConstituencyForm):
    """A constituency that is there already."""


class OrganForm(PortalModelForm[Organ]):
    """What a unit is and where it stands; its name is for :class:`CreateForm` and :class:`RenameForm`."""

    class Meta:
        model = Organ
        fields = ["kind", "area", "parent", "starts_on", "order"]
        help_texts = {"order": "名录中按此先后，小的在前"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _areas(self)
        parent = cast("forms.ModelChoiceField[Organ]", self.fields["parent"])
        parent.queryset = Organ.objects.active(timezone.localdate()).exclude(pk=self.instance.pk)
        parent.empty_label = "不填"
        self.fields["order"].required = False

    def clean_order(self) -> int:
        """Unsaid is first."""
        return self.cleaned_data["order"] or 0


class EditForm(VersionedFormMixin, OrganForm):
    """A unit that is there already."""


class CreateForm(OrganForm):
    """A new unit."""

    class Meta(OrganForm.Meta):
        fields = ["name", "short_name", *OrganForm.Meta.fields]
        help_texts = {
            **OrganForm.Meta.help_texts,
            "name": "印章上的全称，如 ××区教育体育局",
            "short_name": "名单、表格里用的称呼，如 区教体局",
        }


class RenameForm(PortalForm):
    """A new name, or the right spelling of the present one."""

    how = forms.ChoiceField(
        label="为什么改",
        choices=[("rename", "单位改名"), ("correct", "更正错字")],
        initial="rename",
        widget=forms.RadioSelect,
        help_text="改名会保留旧名，改名前的记录仍写旧名；更正错字不留旧名",
    )
    name = forms.CharField(label="新全称", max_length=80)
    short_name = forms.CharField(label="新简称", max_length=40)
    last_day = PortalDateField(label="旧名用到哪一天", required=False, help_text="改名时填；更正错字不用填")

    def clean(self) -> dict[str, Any]:
        """A change of name needs its day."""
        data = super().clean() or self.cleaned_data
        if data.get("how") == "rename" and not data.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", "请填写旧名用到哪一天")
        return data


class CloseForm(PortalForm):
    """The last day of a unit."""

    ends_on = PortalDateField(label="撤销日期", help_text="最后存在的一天")
    closed_note = forms.CharField(
        label="撤销说明", max_length=200, required=False, help_text="如：并入区市场监督管理局"
    )


class TermForm(PortalModelForm[Term]):
    """A term of the district's or a town's congress."""

    class Meta:
        model = Term
        fields = ["level", "area", "number", "starts_on", "ends_on"]
        help_texts = {"number": "如第十八届填 18", "ends_on": "本届还没有结束的不填"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _areas(self, kinds=AREAS_WITH_CONGRESS)
        cast("forms.ChoiceField", self.fields["level"]).choices = LEVELS


class EditTermForm(VersionedFormMixin, TermForm):
    """A term that is there already."""


class SessionForm(PortalModelForm[Session]):
    """A session of a term."""

    class Meta:
        model = Session
        fields = ["number", "starts_on", "ends_on"]
        help_texts = {"number": "如第五次会议填 5"}


class EditSessionForm(VersionedFormMixin, SessionForm):
    """A session that is there already."""


class OutlinesForm(PortalForm):
    """A GeoJSON file with the borders of towns, each named as in the register."""

    file = forms.FileField(
        label="边界文件",
        help_text="GeoJSON 文件（WGS84 经纬度），每个乡镇街道一个图形，属性 name 与区划里的名称一致",
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )
    source = forms.CharField(
        label="来源", max_length=100, required=False, help_text="如 区自然资源局 2026年版"
    )

    def __init__(self, *args: Any, towns: Collection[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.towns = towns

    def clean(self) -> dict[str, Any]:
        """The rings of each town in place of the file."""
        data = super().clean() or {}
        upload = data.pop("file", None)
        if upload is not None:
            if upload.size > MAX_BYTES:
                self.add_error("file", "文件超过 4 MB，请先在制图软件里简化边界")
            else:
                try:
                    data["rings"] = read_geojson(upload.read(), self.towns)
                except forms.ValidationError as error:
                    self.add_error("file", error)
        return data
