"""The lists the district keeps for its stations: kinds of sites, equipment, forms of receiving, kinds of matters."""

from __future__ import annotations

from typing import Any

from django import forms

from activities.models import ActivityKind
from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists
from liaison_stations.models import (
    Equipment,
    FocusSubject,
    MatterCategory,
    ReceptionForm,
    ServiceKind,
    StationFunction,
    StationKind,
)

_ORDER = "数字小的排在前面"
_IN_USE = "不再用的去掉勾选，以前的记录不变"


class StationKindForm(PortalModelForm[StationKind]):
    """A kind of site, and what it counts for."""

    class Meta:
        model = StationKind
        fields = ("name", "is_station", "covers_village", "has_owner", "order", "in_use")
        help_texts = {
            "is_station": "乡镇、街道、园区的站；覆盖率按它算，要配站长、副站长、联络员",
            "covers_village": "村（社区）有了它，就算有接待场所",
            "has_owner": "如代表工作室，登记时可以选是哪位代表的",
            "order": _ORDER,
            "in_use": _IN_USE,
        }


class EquipmentForm(PortalModelForm[Equipment]):
    """A piece of equipment."""

    class Meta:
        model = Equipment
        fields = ("name", "carries_video", "order", "in_use")
        help_texts = {
            "carries_video": "有这类设备的站可以开线上视频接待",
            "order": _ORDER,
            "in_use": _IN_USE,
        }


class ReceptionFormForm(PortalModelForm[ReceptionForm]):
    """A form of receiving citizens."""

    class Meta:
        model = ReceptionForm
        fields = ("name", "order", "in_use")
        help_texts = {"order": _ORDER, "in_use": _IN_USE}


class MatterCategoryForm(PortalModelForm[MatterCategory]):
    """A category of matters."""

    class Meta:
        model = MatterCategory
        fields = ("name", "order", "in_use")
        help_texts = {"order": _ORDER, "in_use": _IN_USE}


class StationFunctionForm(PortalModelForm[StationFunction]):
    """A function of stations, and the kinds of activities that count for it from the start."""

    kind_codes = forms.MultipleChoiceField(
        label="算到它的活动类别",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="这些类别的活动一登记就算；登记时可以另选",
    )

    class Meta:
        model = StationFunction
        fields = ("name", "counts_receptions", "kind_codes", "order", "in_use")
        help_texts = {"counts_receptions": "办过的接待日也算它的活动", "order": _ORDER, "in_use": _IN_USE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ActivityKind.objects.filter(active=True).exclude(code="reception_day")
        codes = self.fields["kind_codes"]
        codes.choices = list(kinds.values_list("code", "name"))  # type: ignore[attr-defined] # of choices


class FocusSubjectForm(PortalModelForm[FocusSubject]):
    """What activities turn on."""

    class Meta:
        model = FocusSubject
        fields = ("name", "order", "in_use")
        help_texts = {"order": _ORDER, "in_use": _IN_USE}


def _counted_by(row: StationFunction) -> str:
    kinds = f"{len(row.kind_codes)} 类活动"
    return f"{kinds}、接待日" if row.counts_receptions else kinds


class ServiceKindForm(PortalModelForm[ServiceKind]):
    """A kind of service."""

    class Meta:
        model = ServiceKind
        fields = ("name", "is_mediation", "order", "in_use")
        help_texts = {"order": _ORDER, "in_use": _IN_USE}


def _counts_as(row: StationKind) -> str:
    told = [
        "算作联络站" if row.is_station else "",
        "算作村（社区）接待场所" if row.covers_village else "",
        "以代表命名" if row.has_owner else "",
    ]
    return "　".join(part for part in told if part)


LISTS = SettingsLists(
    "liaison_stations",
    "联络站设置",
    Listed(
        "kinds",
        "站点类型",
        "登记站点时选；覆盖情况按“算作”计算",
        StationKind,
        StationKindForm,
        str,
        _counts_as,
        ("order", "id"),
        line="类型",
        switch="in_use",
    ),
    Listed(
        "equipment",
        "设备",
        "登记站点有哪些设备",
        Equipment,
        EquipmentForm,
        str,
        lambda row: "可开视频接待" if row.carries_video else "",
        ("order", "id"),
        line="设备",
        switch="in_use",
    ),
    Listed(
        "forms",
        "接待形式",
        "接待日之外的“N”种形式，一次接待可以选几种",
        ReceptionForm,
        ReceptionFormForm,
        str,
        lambda _row: "",
        ("order", "id"),
        line="形式",
        switch="in_use",
    ),
    Listed(
        "services",
        "服务类型",
        "联络站在接待之外提供的服务；调解一类要登记调解员和化解没有",
        ServiceKind,
        ServiceKindForm,
        str,
        lambda row: "登记化解结果" if row.is_mediation else "",
        ("order", "id"),
        line="服务",
        switch="in_use",
    ),
    Listed(
        "categories",
        "事项类别",
        "登记群众反映的事项时选",
        MatterCategory,
        MatterCategoryForm,
        str,
        lambda _row: "",
        ("order", "id"),
        line="类别",
        switch="in_use",
    ),
    Listed(
        "functions",
        "站点功能",
        "如“五个站”：登记本站活动时选，统计哪些功能没有开展",
        StationFunction,
        StationFunctionForm,
        str,
        _counted_by,
        ("order", "id"),
        line="功能",
        switch="in_use",
    ),
    Listed(
        "subjects",
        "重点工作",
        "登记本站活动时选，按它统计主题活动",
        FocusSubject,
        FocusSubjectForm,
        str,
        lambda _row: "",
        ("order", "id"),
        line="重点工作",
        switch="in_use",
    ),
)
