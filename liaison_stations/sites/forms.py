"""Forms of stations, their staff and deputies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.organs.models import Area, Constituency
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.forms.fields import WhoForm
from deputies.models import Deputyship, Person
from liaison_stations.enums import StaffRole
from liaison_stations.models import StaffPost, Station, StationDeputy, StationPolicy
from liaison_stations.operations.policy import POLICY_FIELDS
from liaison_stations.operations.stations import KEPT_FIELDS
from liaison_stations.rules import covered
from liaison_stations.workflow import OFFICE

#: The mainland and its waters: a point outside is a slip of the pen, most often two numbers the wrong way round.
_LATITUDES, _LONGITUDES = (3, 54), (73, 136)
_OFFICE_ONLY = ("leader", "is_model")
_KEPT = (*KEPT_FIELDS, "equipment")


class AreaField(forms.ModelChoiceField[Area]):
    """A town or village; villages stand below their town."""

    def label_from_instance(self, obj: Area) -> str:
        """东塘镇, or 东塘镇／塘北村."""
        path = [str(obj)]
        above = obj.parent
        while above is not None and above.parent_id is not None:
            path.insert(0, str(above))
            above = above.parent
        return "／".join(path)


class DeputyField(forms.ModelChoiceField[Deputyship]):
    """A deputyship."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """陈立新（区人大代表）."""
        return f"{obj.person.name}（{obj.title}）"


def _ranked(on: date, also: int | None) -> QuerySet[Any]:
    """People with a post of rank, in protocol order, and the one who is chosen already."""
    rows: QuerySet[Any] = Person.objects.with_rank(on)
    return rows.filter(Q(rank__isnull=False) | Q(pk=also)).order_by("rank", "pk")


class KeptStationForm(VersionedFormMixin, PortalModelForm[Station]):
    """What the staff of a station keep: what people find there."""

    class Meta:
        model = Station
        fields = _KEPT
        help_texts = {
            "latitude": "在地图上量出来的数，如 31.862345；和经度一起填，公开页面按它标出位置",
            "longitude": "如 117.283042",
            "opening_hours": "如：周一至周五 8:30—11:30，14:00—17:00",
            "phone": "公开页面上会写，请填值班电话，不要填个人手机",
            "theme": "有特色的写，如：民主议事、老旧小区改造",
            "introduction": "公开页面上“站点介绍”的文字",
        }
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 5}),
            "equipment": forms.CheckboxSelectMultiple,
            "latitude": forms.TextInput(attrs={"class": "rd-w-m", "inputmode": "decimal"}),
            "longitude": forms.TextInput(attrs={"class": "rd-w-m", "inputmode": "decimal"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Inside the country the two ranges do not meet, so that numbers the wrong way round are found.
        for name, (lowest, highest), label in (
            ("latitude", _LATITUDES, "纬度"),
            ("longitude", _LONGITUDES, "经度"),
        ):
            said = f"{label}应在 {lowest} 到 {highest} 之间，请看经度、纬度是否填反"
            self.fields[name].validators += [
                MinValueValidator(lowest, message=said),
                MaxValueValidator(highest, message=said),
            ]
        equipment: Any = self.fields["equipment"]
        mine = self.instance.equipment.values("pk") if self.instance.pk else []
        equipment.queryset = equipment.queryset.filter(Q(in_use=True) | Q(pk__in=mine))

    def clean(self) -> dict[str, Any]:
        """A point on the map has both numbers."""
        data = super().clean() or {}
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            for name in ("latitude", "longitude"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, "经度和纬度要一起填")
        return data

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeStationForm(KeptStationForm):
    """Everything a station is, for whoever manages the stations of an area."""

    area = AreaField(queryset=Area.objects.none(), label="所在乡镇街道或村社区")
    owner = DeputyField(
        queryset=Deputyship.objects.none(),
        label="以哪位代表命名",
        required=False,
        help_text="只有“代表工作室”一类的站点要选",
    )

    class Meta(KeptStationForm.Meta):
        fields = (  # type: ignore[assignment] # more of them
            "name",
            "kind",
            "area",
            "parent",
            "constituencies",
            "place_kind",
            "owner",
            *_KEPT[1:],
            "leader",
            "is_model",
            "is_online",
            "opened_on",
        )
        help_texts = {
            **KeptStationForm.Meta.help_texts,
            "parent": "联络点、联络室等站点属于哪个联络站；联络站本身留空",
            "constituencies": "这个站联系的选区；覆盖情况按它计算",
            "place_kind": "设在乡镇街道、村社区以外的，选是哪一类地方",
            "leader": "分片包保这个站的领导",
            "is_online": "勾选后，群众不用登录就能打开这个站的公开页面",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine, today = self.instance, timezone.localdate()
        offered: dict[str, QuerySet[Any]] = {
            "kind": self._all("kind").filter(Q(in_use=True) | Q(pk=mine.kind_id)),
            "area": Area.objects.exclude(parent=None).select_related("parent__parent").order_by("path"),
            "parent": Station.objects.filter(kind__is_station=True, closed_on=None).exclude(pk=mine.pk),
            "constituencies": Constituency.objects.order_by("area__path", "level", "number", "pk"),
            "owner": Deputyship.objects.in_force(today)
            .select_related("person", "term__area")
            .order_by("person__pinyin", "pk"),
            "leader": _ranked(today, mine.leader_id),
        }
        for name, rows in offered.items():
            field: Any = self.fields[name]
            field.queryset = rows

    def _all(self, name: str) -> QuerySet[Any]:
        field: Any = self.fields[name]
        rows: QuerySet[Any] = field.queryset
        return rows

    def limit(self, user: User) -> None:
        """Offer only what this user decides: the own area, and no models or leaders outside the office."""
        if not user.has_role(*OFFICE):
            for name in _OFFICE_ONLY:
                del self.fields[name]
        fields: Any = self.fields
        fields["area"].queryset = fields["area"].queryset.filter(covered("path").as_q(user))
        for name in ("parent", "constituencies"):
            fields[name].queryset = fields[name].queryset.filter(covered("area__path").as_q(user))


class StationForm(ChangeStationForm):
    """A new station, which has no version yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"], self.fields["opened"]


class CloseStationForm(VersionedFormMixin, PortalModelForm[Station]):
    """From which day on a station is no more, and why."""

    closed_on = PortalDateField(
        label="撤销日期", help_text="从这一天起不再接待；站务人员和进站代表到前一天为止"
    )

    class Meta:
        model = Station
        fields = ("closed_on", "close_note")
        widgets = {"close_note": forms.TextInput}

    def _post_clean(self) -> None:
        """The operation checks the record."""


class ReopenStationForm(VersionedFormMixin, PortalModelForm[Station]):
    """Nothing to fill in: takes a closing back."""

    class Meta:
        model = Station
        fields = ()


class AppointForm(WhoForm):
    """Who takes which post at a station, and with which account."""

    role = forms.ChoiceField(label="职务", choices=StaffRole.choices, widget=forms.RadioSelect)
    starts_on = PortalDateField(label="任职日期", required=False, help_text="不填就是今天")
    account = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="登录帐号",
        required=False,
        help_text="本人要在平台上登记接待的，选管理员开好的“联络站人员”帐号；有了帐号才看得到这个站",
    )

    field_order = ["role", "name", "who", "starts_on", "account"]

    def __init__(self, *args: Any, town: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Person.objects.filter(user=OuterRef("pk"))
        here = Assignment.objects.filter(role=Role.STATION, area__path__startswith=town.path)
        offered = User.objects.filter(~Exists(taken), is_active=True, assignments__in=here)
        account: Any = self.fields["account"]
        account.queryset = offered.distinct().order_by("name", "pk")
        account.label_from_instance = lambda user: f"{user.name}（{user.username}）"


class EndPostForm(PortalModelForm[StaffPost]):
    """The last day of a post."""

    ends_on = PortalDateField(label="离任日期", help_text="这一天仍在任")

    class Meta:
        model = StaffPost
        fields = ("ends_on",)

    def _post_clean(self) -> None:
        """The operation checks the record."""


class DeputiesField(forms.ModelMultipleChoiceField[Deputyship]):
    """Several deputyships."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """张伟（区人大代表，东塘镇第一选区）."""
        place = [obj.title, str(obj.constituency or "")]
        return f"{obj.person.name}（{'，'.join(part for part in place if part)}）"


class JoinForm(PortalForm):
    """Which deputies come into a station."""

    deputyships = DeputiesField(queryset=Deputyship.objects.none(), label="代表")
    is_main = forms.TypedChoiceField(
        label="主站",
        choices=[("yes", "这里是主站"), ("no", "不是主站，只是也到这里接待")],
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
        help_text="每位代表只有一个主站；区、乡镇代表的主站在选出他的乡镇（街道），市级以上代表自己选",
    )
    starts_on = PortalDateField(label="进站日期", required=False, help_text="不填就是今天")

    def __init__(self, *args: Any, choices: QuerySet[Deputyship], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["deputyships"]
        field.queryset = choices


class LeaveForm(PortalModelForm[StationDeputy]):
    """The last day in a station."""

    ends_on = PortalDateField(label="离站日期", help_text="这一天仍在站")

    class Meta:
        model = StationDeputy
        fields = ("ends_on",)

    def _post_clean(self) -> None:
        """The operation checks the record."""


class TrainingForm(PortalForm):
    """Who was trained when (R100)."""

    trained_on = PortalDateField(label="培训日期")
    posts = forms.ModelMultipleChoiceField(queryset=StaffPost.objects.none(), label="参加培训的人")

    def __init__(self, *args: Any, choices: QuerySet[StaffPost], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts: Any = self.fields["posts"]
        posts.queryset = choices
        posts.label_from_instance = lambda post: (
            f"{post.person.name}（{post.station}，{post.get_role_display()}）"
        )


class PolicyForm(VersionedFormMixin, PortalModelForm[StationPolicy]):
    """The district's numbers for its stations."""

    class Meta:
        model = StationPolicy
        fields = POLICY_FIELDS
        help_texts = {
            "models_per_town": "少于这个数的乡镇（街道）列在覆盖情况里；0 就是不要求",
            "training_months": "超过这么久没有培训的，列在“未培训”里",
            "fewest_deputy_heads": "不够的站列在首页和覆盖情况里；0 就是不要求",
            "most_deputy_heads": "超过的不能登记",
            "fewest_liaisons": "不够的站列在首页和覆盖情况里；0 就是不要求",
            "wall_days": "过了这么多天没有更新的，提醒站务人员",
            "visits_per_month": "不够的月份列在“每月走访”里；0 就是不要求",
            "notice_days": "没有排代表的站，这一天提醒站务人员；前一天还会再提醒代表一次",
            "town_reminded_after": "逾期第一天提醒联络站和承办单位，过这么多个工作日再提醒乡镇（街道）",
            "office_reminded_after": "再过一些日子提醒办公室和代表工委",
        }
