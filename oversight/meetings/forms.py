"""Forms of meetings."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone

from activities.models import Activity
from activities.taking_part.forms import DeputiesMixin, boxes_field, hour_field
from activities.taking_part.members import serving
from congress.accounts.models import User
from congress.documents.fields import DocumentsField
from congress.organs.models import Organ
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Person
from oversight.meetings import subjects
from oversight.meetings.enums import Manner, Presence
from oversight.meetings.queries import in_the_log, members_of
from oversight.models import AgendaItem, Attendee, Meeting, MeetingKind

AREA = forms.Textarea(attrs={"rows": 4})
_LONG = forms.Textarea(attrs={"rows": 14})


class MeetingForm(PortalModelForm[Meeting]):
    """When, where, who is in the chair, which number."""

    begins_at = hour_field()

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = (
            "on",
            "ends_on",
            "begins_at",
            "place",
            "number",
            "chair",
            "law_studied",
            "requirements",
        )
        widgets = {"requirements": AREA}
        help_texts = {
            "ends_on": "开几天的会填最后一天，一天的不填",
            "number": "不填就接着上一次；同一个次数一年（一届）只能用一次",
            "law_studied": "会前学习的法律；没有学的不填",
            "requirements": "印在会议通知最后，如：请提前十分钟入场",
        }

    def __init__(self, *args: Any, kind: MeetingKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in ("ends_on", "number"):
            self.fields[name].required = False
        chair = cast("forms.ModelChoiceField[Person]", self.fields["chair"])
        day = self.instance.on if self.instance.pk else timezone.localdate()
        known = members_of(kind, day)
        chair.queryset = Person.objects.filter(Q(pk__in=known.values("pk")) | Q(pk=self.instance.chair_id))
        chair.empty_label = "还没有定"

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeMeetingForm(VersionedFormMixin, MeetingForm):
    """The form of a meeting that exists, opened at a version."""


class PersonsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """People of the register by name."""

    widget = forms.CheckboxSelectMultiple


class AttendeesForm(DeputiesMixin, PortalForm):
    """Who is asked: members by their post, deputies who sit in, units, and others by name."""

    attending = PersonsField(
        Person.objects.none(), label="出席", required=False, help_text="按职务列出，不参加的去掉勾选"
    )
    deputies = boxes_field("列席的代表", required=False)
    organs = forms.ModelMultipleChoiceField(
        Organ.objects.none(),
        label="列席单位",
        required=False,
        help_text="单位的帐号会收到通知、看到材料",
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    names = forms.CharField(
        label="其他列席人员",
        required=False,
        max_length=2000,
        widget=AREA,
        help_text="一行一人，姓名在前，职务在后，如：高建平 副区长",
    )

    def __init__(self, *args: Any, user: User, meeting: Meeting, **kwargs: Any) -> None:
        self.user, self.on, self.meeting = user, lambda: meeting.on, meeting
        asked = list(meeting.attendees.select_related("person"))
        members = list(members_of(meeting.kind, meeting.on))
        attend = [one.person_id for one in asked if one.manner == Manner.ATTEND and one.person_id]
        people = [one.person_id for one in asked if one.manner == Manner.SIT_IN and one.person_id]
        chosen = list(serving(meeting.on).filter(person__in=people).select_related("person"))
        self.known = tuple(one.pk for one in chosen)
        #: People who sit in and are no deputies of today stay as they are.
        self.kept = [one for one in people if one not in {row.person_id for row in chosen}]
        initial: dict[str, Any] = {
            "attending": attend if asked else [one.pk for one in members],
            "deputies": chosen,
            "organs": [one.organ_id for one in asked if one.organ_id],
            "names": "\n".join(
                f"{one.name} {one.post}".strip() for one in asked if not one.person_id and not one.organ_id
            ),
        }
        super().__init__(*args, initial=initial, **kwargs)
        attending = cast("PersonsField", self.fields["attending"])
        listed = Person.objects.filter(pk__in=[one.pk for one in members] + attend)
        attending.queryset = listed.with_rank(meeting.on).order_by(F("rank").asc(nulls_last=True), "name_key")
        organs = cast("forms.ModelMultipleChoiceField[Organ]", self.fields["organs"])
        organs.queryset = Organ.objects.active(timezone.localdate()) | Organ.objects.filter(
            pk__in=initial["organs"]
        )

    def clean_names(self) -> list[tuple[str, str]]:
        """Name and post of each line."""
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        too_long = [line[0] for line in lines if len(line[0]) > 20]
        if too_long:
            raise ValidationError(f"“{too_long[0]}”太长，请在姓名后面空一格再写职务")
        return [(line[0], line[1].strip() if len(line) > 1 else "") for line in lines]

    def clean(self) -> dict[str, Any]:
        """What the operation takes."""
        data = super().clean() or {}
        deputies = data.pop("deputies", [])
        people = [one.person for one in deputies] + list(Person.objects.filter(pk__in=self.kept))
        return {**data, "attending": list(data.get("attending", [])), "sitting_in": people}


class ItemForm(PortalModelForm[AgendaItem]):
    """An item: its title, who reports, what record it is about, what was decided."""

    subject = forms.ChoiceField(
        label="所议事项", required=False, help_text="选了以后，议程上可以直接打开那件事项"
    )
    order = forms.IntegerField(
        label="第几项", required=False, min_value=1, max_value=99, help_text="不填放在最后"
    )
    field_order = ("title", "reporter", "subject", "order", "decision")

    class Meta:
        model = AgendaItem
        fields = ("title", "reporter", "subject", "decision")
        widgets = {"decision": AREA}
        help_texts = {
            "title": "如：听取和审议区政府关于供水管网改造情况的报告",
            "reporter": "如：区住房城乡建设局",
            "decision": "会后填写",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["subject"])
        offered = subjects.choices(user)
        keys = {key for _label, rows in offered for key, _title in rows}
        kept = self.instance.subject
        if kept and kept not in keys:
            named = subjects.named(user, kept)
            offered.append(("现在所议", [(kept, named.title if named else "现在的事项")]))
        field.choices = [("", "不对应某件事项"), *offered]
        if self.instance.pk:
            self.initial["order"] = self.instance.order

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeItemForm(VersionedFormMixin, ItemForm):
    """The form of an item that exists, opened at a version."""


class PresentField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Attendees with what is known of them."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """吴静（出席，已报到）."""
        said = f"请假：{obj.reason}" if obj.presence == Presence.LEAVE else obj.get_presence_display()
        return f"{obj.name}（{obj.get_manner_display()}，{said}）"


class EntryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An entry of the log by day and headline."""

    def label_from_instance(self, obj: Any) -> str:
        """5月29日 党组2024年第九次会议召开."""
        return f"{obj.start_on.month}月{obj.start_on.day}日　{obj.headline}"


class HoldForm(PortalForm):
    """Who was there, and what the log says."""

    present = PresentField(Attendee.objects.none(), label="到会人员", required=False)
    activity = EntryField(
        Activity.objects.none(),
        label="工作记录里已有的这次会议",
        required=False,
        empty_label="还没有，现在记入",
        help_text="选了以后不再另记一条",
    )
    text = forms.CharField(label="记入工作记录的文字", max_length=20_000, widget=AREA)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = meeting.attendees.all()
        present = cast("PresentField", self.fields["present"])
        present.queryset = asked
        self.initial["present"] = [one.pk for one in asked if one.presence != Presence.LEAVE]
        entries = in_the_log(meeting).order_by("-start_on", "-pk")
        cast("EntryField", self.fields["activity"]).queryset = entries
        same = [row.pk for row in entries if row.meeting_number == meeting.number]
        self.initial["activity"] = same[0] if len(same) == 1 else None


class MinutesForm(VersionedFormMixin, PortalModelForm[Meeting]):
    """The minutes."""

    class Meta:
        model = Meeting
        fields = ("minutes",)
        widgets = {"minutes": _LONG}
        help_texts = {"minutes": "各项的议定事项在议程里填写，印纪要时排在这段文字后面"}

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class MaterialsForm(PortalForm):
    """Documents for those who were invited."""

    attachments = DocumentsField(label="会议材料", required=False, help_text="参会人员在手机上可以打开")


class LeaveForm(PortalForm):
    """Why somebody cannot come."""

    reason = forms.CharField(
        label="请假原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="如：外出学习"
    )


class MeetingKindForm(PortalModelForm[MeetingKind]):
    """A kind of meeting."""

    class Meta:
        model = MeetingKind
        fields = (
            "name",
            "body",
            "noun",
            "numbering",
            "members",
            "activity_kind",
            "law_before",
            "closed",
            "order",
            "active",
        )
        help_texts = {
            "body": "写在会议名称里：党组（党组2024年第九次会议）、人大常委会（安澜区十八届人大常委会第三次会议）",
            "noun": "写在次数后面：会议、主任会议",
            "activity_kind": "开会以后记入工作记录的类别；不选就不记",
            "order": "数字小的排在前面",
            "active": "不再开的去掉勾选，以前的会议不变",
        }
