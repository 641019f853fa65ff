"""Forms of what groups are linked with, their visits, and chat groups."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from congress.accounts.models import User
from congress.documents.uploads import Photo, check_photos
from congress.organs.enums import AreaKind
from congress.organs.models import Area, Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.links import rules
from deputies.links.filters import STATE_ORGANS
from deputies.links.forms import prose, today_shown
from deputies.models import ChatGroup, DeputyGroup, Deputyship, GroupTie, OrganQuestion
from deputies.models.links import LONGEST_ACCOUNT


class TieForm(PortalForm):
    """What a group is linked with."""

    organs = forms.ModelMultipleChoiceField(Organ.objects.none(), label="国家机关", required=False)
    areas = forms.ModelMultipleChoiceField(Area.objects.none(), label="村（社区）", required=False)
    starts_on = PortalDateField(label="从哪天起")

    def __init__(self, *args: Any, group: DeputyGroup, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": today_shown(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        held = GroupTie.objects.filter(group=group, ends_on=None)
        organs = Organ.objects.active(today).filter(kind__in=STATE_ORGANS)
        _offer(self, "organs", organs.exclude(group_ties__in=held).order_by("order", "pk"))
        places = Area.objects.filter(kind__in=(AreaKind.VILLAGE, AreaKind.COMMUNITY))
        _offer(self, "areas", places.exclude(group_ties__in=held).order_by("path"))


def _offer(form: forms.BaseForm, name: str, rows: Any) -> None:
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


class UntieForm(PortalForm):
    """The last day."""

    ends_on = PortalDateField(label="到哪天止", help_text="这一天仍算")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"ends_on": today_shown(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class DeputiesChoice(forms.ModelMultipleChoiceField[Deputyship]):
    """Deputies of a group by name."""

    def label_from_instance(self, row: Any) -> str:
        """张伟."""
        return str(row.person.name)


class OrganChoice(forms.ModelChoiceField[Organ]):
    """State organs; those the group is linked with first, and marked."""

    tied: frozenset[int] = frozenset()

    def label_from_instance(self, row: Any) -> str:
        """区财政局（定点联系）."""
        return f"{row.name}（定点联系）" if row.pk in self.tied else str(row.name)


class VisitForm(PortalForm):
    """A visit of a group to a state organ."""

    organ = OrganChoice(
        Organ.objects.none(), label="国家机关", help_text="不是定点联系的单位也可以登记，会标出来"
    )
    on = PortalDateField(label="日期")
    place = forms.CharField(label="地点", max_length=80, required=False)
    deputies = DeputiesChoice(Deputyship.objects.none(), label="参加代表")
    account = forms.CharField(label="情况", max_length=LONGEST_ACCOUNT, required=False, widget=prose(4))
    questions = forms.CharField(
        label="问询、转达的意见",
        max_length=20_000,
        required=False,
        widget=prose(4),
        help_text="一行一条。单位当场答复的，登记后打开这次联系填答复",
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, group: DeputyGroup, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today_shown(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        organs = cast("OrganChoice", self.fields["organ"])
        held = GroupTie.objects.in_force(today).filter(group=group, organ__isnull=False)
        organs.tied = frozenset(held.values_list("organ_id", flat=True))
        rows = Organ.objects.active(today).filter(kind__in=STATE_ORGANS).order_by("order", "pk")
        organs.queryset = rows
        organs.choices = [
            ("", "请选择"),
            *(
                (row.pk, organs.label_from_instance(row))
                for row in sorted(rows, key=lambda it: it.pk not in organs.tied)
            ),
        ]
        seats = Deputyship.objects.filter(memberships__group=group).distinct().select_related("person")
        _offer(self, "deputies", seats.order_by("person__pinyin", "pk"))


class AskForm(PortalForm):
    """Another question."""

    text = forms.CharField(label="问询、意见", max_length=500, widget=prose())


class AnswerForm(VersionedFormMixin, PortalModelForm[OrganQuestion]):
    """The answer of the organ."""

    answer = forms.CharField(label="答复", max_length=LONGEST_ACCOUNT, widget=prose(5))
    answered_on = PortalDateField(label="答复日期")
    answered_by = forms.CharField(label="答复人", max_length=60, help_text="如：区财政局副局长某某")

    class Meta:
        model = OrganQuestion
        fields = ("answer", "answered_on", "answered_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.answered_on:
            self.initial["answered_on"] = today_shown()

    def _post_clean(self) -> None:
        """The operation checks the record."""


class PictureField(forms.FileField):
    """One picture; cleans to the photo made anew."""

    def clean(self, data: Any, initial: Any = None) -> Photo | None:
        """The picture, checked by its content; nothing when none was chosen."""
        upload: UploadedFile[Any] | None = data or None
        return check_photos([upload])[0] if upload else None


class ChatForm(PortalModelForm[ChatGroup]):
    """A chat group."""

    picture = PictureField(label="群二维码", required=False, help_text="JPG、PNG；新的换掉旧的")

    class Meta:
        model = ChatGroup
        fields: tuple[str, ...] = ("area", "group", "station", "platform", "name", "keeper", "members")
        widgets = {"platform": forms.RadioSelect}
        help_texts = {
            "group": "是哪个代表小组的群；不是的不选",
            "station": "是哪个联络站的群；不是的不填",
            "keeper": "谁管这个群",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Area.objects.towns().filter(rules.see_town.as_q(user))
        _offer(self, "area", towns.order_by("order", "pk"))
        groups = DeputyGroup.objects.visible_to(user).in_force(timezone.localdate())
        _offer(self, "group", groups.select_related("term"))

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeChatForm(VersionedFormMixin, ChatForm):
    """A chat group that is on record."""

    class Meta(ChatForm.Meta):
        fields: tuple[str, ...] = (*ChatForm.Meta.fields, "is_active")
        help_texts = {**ChatForm.Meta.help_texts, "is_active": "解散了、没人说话的去掉勾选"}
