"""Forms of pieces, prizes, speeches and practices."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from activities.models import Campaign
from activities.queries import home_area, writable_areas
from activities.taking_part.forms import DeputiesMixin, boxes_field
from bulletins.enums import IssueState
from bulletins.models import Adoption, Issue, MediaChannel, Medium, Piece, PieceAward, Practice, Speech
from congress.accounts.models import User
from congress.organs.models import Area
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship, Person
from liaison_stations.models import Station


def prose(rows: int = 4) -> forms.Textarea:
    """A box for several lines."""
    return forms.Textarea(attrs={"rows": rows})


class MediumField(forms.ModelChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """A medium with its level and channel."""

    def label_from_instance(self, obj: Medium) -> str:
        """《江东日报》（省级，报刊）."""
        return f"{obj.name}（{obj.get_level_display()}，{obj.channel}）"


def offer_media(form: forms.BaseForm, known: int | None = None) -> None:
    """The media in use, and the one the record has."""
    rows = Medium.objects.filter(Q(active=True) | Q(pk=known)).select_related("channel")
    cast("MediumField", form.fields["medium"]).queryset = rows


class AreaMixin(forms.BaseForm):
    """Offers the areas the user keeps; a new record begins with his own."""

    user: User

    def offer_areas(self) -> None:
        """To be called once the fields are there."""
        field = cast("forms.ModelChoiceField[Area]", self.fields["area"])
        field.queryset = writable_areas(self.user)
        home = home_area(self.user)
        if home is not None and not self.initial.get("area"):
            self.initial["area"] = home.pk


def seats_of(people: QuerySet[Person]) -> list[Deputyship]:
    """Of each person the newest deputyship, by name (1 query)."""
    rows = Deputyship.objects.filter(person__in=people.order_by().values("pk")).select_related("person")
    newest = {row.person_id: row for row in rows.order_by("starts_on", "pk")}
    return sorted(newest.values(), key=lambda row: row.person.pinyin)


class PieceForm(AreaMixin, DeputiesMixin, PortalModelForm[Piece]):
    """A piece, and the deputies it tells of."""

    deputies = boxes_field("写到的代表", required=False)

    class Meta:
        model = Piece
        fields = ("title", "area", "author", "written_on", "campaign", "text")
        widgets = {"text": prose(10)}
        help_texts = {
            "author": "单位或者个人",
            "campaign": "如：宪法宣传周；不属于专项的不选",
            "text": "填了正文，可以一键放进《人大信息》；不写群众的姓名、电话",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        instance: Piece | None = kwargs.get("instance")
        seats = seats_of(instance.people.all()) if instance and instance.pk else []
        self.known = tuple(one.pk for one in seats)
        kwargs["initial"] = {"deputies": seats, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.offer_areas()
        field = cast("forms.ModelChoiceField[Campaign]", self.fields["campaign"])
        field.queryset = Campaign.objects.filter(Q(active=True) | Q(pk=self.instance.campaign_id))

    def clean(self) -> dict[str, Any]:
        """The deputies as the people they are."""
        data = super().clean() or {}
        data["people"] = [row.person for row in data.pop("deputies", [])]
        return data


class ChangePieceForm(VersionedFormMixin, PieceForm):
    """The form of a piece that exists, opened at a version."""


class AdoptionForm(PortalModelForm[Adoption]):
    """A medium that took the piece."""

    class Meta:
        model = Adoption
        fields = ("medium", "published_on", "headline", "place")
        field_classes = {"medium": MediumField}
        help_texts = {
            "headline": "和原标题一样的不填",
            "place": "如：第 3 版、2026年第5期",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_media(self)


class AwardForm(PortalModelForm[PieceAward]):
    """A prize."""

    class Meta:
        model = PieceAward
        fields = ("name", "grade", "awarded_by", "level", "awarded_on")
        help_texts = {"name": "如：第24届省人大新闻奖", "grade": "如：二等奖"}


class ArticleForm(PortalForm):
    """The draft a piece goes into."""

    issue = forms.ModelChoiceField(Issue.objects.none(), label="放进哪一期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = Issue.objects.filter(state=IssueState.DRAFT).select_related("series")
        cast("forms.ModelChoiceField[Issue]", self.fields["issue"]).queryset = drafts


class SpeechForm(AreaMixin, PortalModelForm[Speech]):
    """Experience told at a meeting of a higher level."""

    class Meta:
        model = Speech
        fields = ("topic", "meeting", "level", "kind", "held_on", "area", "speaker", "text")
        widgets = {"text": prose(8), "kind": forms.RadioSelect}
        help_texts = {"meeting": "如：全市人大代表工作经验交流会", "area": "全区的选区，乡镇的选乡镇"}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.offer_areas()


class ChangeSpeechForm(VersionedFormMixin, SpeechForm):
    """The form of one that exists, opened at a version."""


class PracticeForm(AreaMixin, PortalModelForm[Practice]):
    """A good practice."""

    class Meta:
        model = Practice
        fields = ("title", "area", "station", "topic", "noted_on", "text", "spread")
        widgets = {"text": prose(8)}
        help_texts = {
            "station": "不是哪个站的不选",
            "topic": "如：接待群众、办公晨摊、建议办理",
            "text": "怎么做、什么效果；不写群众的姓名、电话",
            "spread": "如：全区推广；没有推广的不填",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.offer_areas()
        stations = Station.objects.filter(
            Q(pk__in=Station.objects.visible_to(user).values("pk")) | Q(pk=self.instance.station_id)
        )
        cast("forms.ModelChoiceField[Station]", self.fields["station"]).queryset = stations.order_by("name")
        if not self.initial.get("noted_on"):
            self.initial["noted_on"] = timezone.localdate()


class ChangePracticeForm(VersionedFormMixin, PracticeForm):
    """The form of a practice that exists, opened at a version."""


class ChannelForm(PortalModelForm[MediaChannel]):
    """A channel."""

    class Meta:
        model = MediaChannel
        fields = ("name", "order", "active")
        help_texts = {"order": "数字小的排在前面", "active": "不再用的去掉勾选，以前的记录不变"}


class MediumForm(PortalModelForm[Medium]):
    """A medium with its level and channel."""

    class Meta:
        model = Medium
        fields = ("name", "level", "channel", "order", "active")
        help_texts = {
            "name": "如：《江东日报》",
            "level": "按主办单位：改了级别，以前的稿件也按新的级别计算",
            "order": "数字小的排在前面",
            "active": "不再用的去掉勾选，以前的采用不变",
        }
