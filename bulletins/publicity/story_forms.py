"""Forms of stories, the yearly plan, collections and interviews."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone

from activities.taking_part.forms import DeputiesMixin, boxes_field
from bulletins.models import FeaturedPerson, FeatureSet, PlanItem, Story
from bulletins.publicity.forms import AreaMixin, MediumField, offer_media, prose
from congress.accounts.models import User
from congress.documents.fields import PhotosField
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.forms.choices import DeputyshipChoice, deputies_now
from deputies.models import Deputyship


class PlanItemField(forms.ModelChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """An item of a plan with its year."""

    def label_from_instance(self, obj: PlanItem) -> str:
        """2026年　宣传基层代表典型事迹."""
        return f"{obj.year}年　{obj.title}"


class ChangeStoryForm(VersionedFormMixin, AreaMixin, PortalModelForm[Story]):
    """A draft; whose story it is stays."""

    photos = PhotosField(label="照片", required=False)

    class Meta:
        model = Story
        fields: tuple[str, ...] = ("title", "area", "author", "plan_item", "text")
        widgets = {"text": prose(12)}
        field_classes = {"plan_item": PlanItemField}
        help_texts = {
            "author": "单位或者个人",
            "plan_item": "列入年度宣传计划的，选那一项；发布以后那一项就算完成",
            "text": "发布以后群众看得到，不写群众的姓名、电话",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.offer_areas()
        year = timezone.localdate().year
        offered = Q(year__gte=year - 1, dropped_reason="") | Q(pk=self.instance.plan_item_id)
        cast("PlanItemField", self.fields["plan_item"]).queryset = PlanItem.objects.filter(offered)


class StoryForm(ChangeStoryForm):
    """A new story of a deputy in scope."""

    deputyship = DeputyshipChoice(
        queryset=Deputyship.objects.none(), label="代表", error_messages={"required": "请选择代表"}
    )
    field_order = ("deputyship", "title", "area", "author", "plan_item", "text", "photos")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        del self.fields["version"], self.fields["opened"]
        seen = Deputyship.objects.visible_to(user).order_by().values("pk")
        cast("DeputyshipChoice", self.fields["deputyship"]).queryset = deputies_now().filter(pk__in=seen)

    def clean(self) -> dict[str, Any]:
        """The deputy as the person he is."""
        data = super().clean() or {}
        chosen = data.pop("deputyship", None)
        if chosen is not None:
            data["person"] = chosen.person
        return data


class PlanItemForm(PortalModelForm[PlanItem]):
    """An item of the plan."""

    class Meta:
        model = PlanItem
        fields = ("year", "title", "owner", "due_on")
        widgets = {"year": forms.NumberInput(attrs={"class": "rd-w-s"})}
        help_texts = {"title": "如：宣传 12 位基层代表的典型事迹", "owner": "如：办公室、东塘镇人大"}


class ChangePlanItemForm(VersionedFormMixin, PlanItemForm):
    """The form of an item that exists, opened at a version."""


class FinishForm(PortalForm):
    """Done otherwise than by a story."""

    done_on = PortalDateField(label="完成日期")
    done_note = forms.CharField(label="怎样完成的", max_length=200, widget=prose(2))


class FeatureForm(PortalModelForm[FeatureSet]):
    """A collection or a series."""

    class Meta:
        model = FeatureSet
        fields = ("kind", "title", "year", "published_on", "medium", "stated", "about", "note")
        field_classes = {"medium": MediumField}
        widgets = {
            "kind": forms.RadioSelect,
            "note": prose(3),
            "year": forms.NumberInput(attrs={"class": "rd-w-s"}),
            "stated": forms.NumberInput(attrs={"class": "rd-w-s"}),
        }
        help_texts = {
            "title": "不加书名号，如：代表风采",
            "medium": "在报刊、网站上刊发或推介的，选媒体",
            "stated": "人没有逐个登记的，写材料上的人数，如 40；逐个登记的不填",
            "about": "材料上写“40多名”的，选“多”",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_media(self, self.instance.medium_id)


class ChangeFeatureForm(VersionedFormMixin, FeatureForm):
    """The form of one that exists, opened at a version."""


class FeaturedForm(PortalModelForm[FeaturedPerson]):
    """Somebody of a collection or series, who need not be a deputy."""

    deputyship = DeputyshipChoice(
        queryset=Deputyship.objects.none(),
        label="代表",
        required=False,
        help_text="是本区代表的选上，姓名不用再填",
    )

    class Meta:
        model = FeaturedPerson
        fields = ("name", "post", "medium", "published_on", "title")
        field_classes = {"medium": MediumField}
        help_texts = {"post": "当时的职务，如：东塘镇人大主席", "title": "专访或者文章的题目"}

    field_order = ("deputyship", "name", "post", "medium", "published_on", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance.person_id
        rows = Deputyship.objects.filter(person=person) if person else deputies_now()
        rows = rows.select_related("person", "constituency", "term__area")
        cast("DeputyshipChoice", self.fields["deputyship"]).queryset = rows
        if person:
            self.initial.setdefault("deputyship", rows.order_by("-starts_on")[0].pk if rows else None)
        self.fields["name"].required = False
        offer_media(self, self.instance.medium_id)

    def clean(self) -> dict[str, Any]:
        """A deputy or a name."""
        data = super().clean() or {}
        chosen = data.pop("deputyship", None)
        data["person"] = chosen.person if chosen else None
        if not data.get("name"):
            data["name"] = chosen.person.name if chosen else ""
        if not data["name"]:
            self.add_error("name", "选一位代表，或者填写姓名")
        return data

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ManyForm(DeputiesMixin, PortalForm):
    """Several deputies at once."""

    deputies = boxes_field("代表")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
