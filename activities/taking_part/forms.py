"""Forms of the desk: sittings, talks, hearings, meetings with officials, consultations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from activities.convocations.forms import FilesField
from activities.forms.entry import DeputiesField
from activities.models import Consultation, Hearing, HearingPlace, OfficialMeeting, Sitting, Talk
from activities.queries.roster import deputies_named
from activities.taking_part.enums import TakenUp
from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.hours import HourField
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship

AREA = forms.Textarea(attrs={"rows": 4})


def hour_field(label: str = "时间") -> HourField:
    """A box for an hour."""
    widget = forms.TextInput(attrs={"class": "rd-w-s", "autocomplete": "off"})
    return HourField(label=label, max_length=20, help_text="如 9:30、下午2:30", widget=widget)


def boxes_field(label: str, *, required: bool = True) -> DeputiesField:
    """A box of deputies that becomes a searching list."""
    return DeputiesField(
        label=label,
        required=required,
        max_length=20_000,
        help_text="输入姓名、小组或选区，可以选整个小组",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-deputies": ""}),
    )


class DeputiesMixin(forms.Form):
    """Turns the box ``deputies`` into deputyships of the day the form is about."""

    user: User
    on: Callable[[], date] = staticmethod(timezone.localdate)
    known: tuple[int, ...] = ()

    def clean_deputies(self) -> list[Deputyship]:
        """The deputies of the roster who are named."""
        text = self.cleaned_data["deputies"]
        return deputies_named(self.user, text, on=self.on(), known=self.known) if text else []


class NameField(forms.ModelChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """A deputy by name."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """王小明."""
        return obj.person.name


class NamesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Deputies by name."""

    def label_from_instance(self, obj: Any) -> str:
        """王小明."""
        holder = obj.deputyship if isinstance(obj, HearingPlace) else obj
        return str(holder.person.name)


def offer_organs(form: forms.BaseForm, known: int | None = None) -> None:
    """The units that exist today, and the one the record has."""
    rows = Organ.objects.active(timezone.localdate())
    field = cast("forms.ModelChoiceField[Organ]", form.fields["organ"])
    field.queryset = rows | Organ.objects.filter(pk=known) if known else rows
    field.empty_label = "请选择"


# --- sittings ---------------------------------------------------------------------------------------------
class SittingForm(PortalModelForm[Sitting]):
    """A planned sitting."""

    class Meta:
        model = Sitting
        fields = ("on", "title", "seats", "grassroots_seats")
        help_texts = {
            "title": "如：区十八届人大常委会第三十五次会议",
            "grassroots_seats": "按计划提出时，先满足这几个名额",
        }


class ChangeSittingForm(VersionedFormMixin, SittingForm):
    """The form of a plan that exists, opened at a version."""


class InviteForm(DeputiesMixin, PortalForm):
    """Who is to be asked."""

    deputies = boxes_field("拟请的代表", required=False)

    def __init__(self, *args: Any, user: User, sitting: Sitting, **kwargs: Any) -> None:
        self.user, self.on = user, lambda: sitting.on
        chosen = list(sitting.invited.select_related("person").order_by("person__pinyin"))
        self.known = tuple(one.pk for one in chosen)
        super().__init__(*args, initial={"deputies": chosen}, **kwargs)


class CallForm(PortalForm):
    """What the convocation needs beside the plan."""

    begins_at = hour_field()
    place = forms.CharField(label="地点", max_length=120)
    reply_by = PortalDateField(label="回复截止")
    contact = forms.CharField(label="联系人", max_length=40)
    phone = forms.CharField(
        label="联系电话", max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "class": "rd-w-m"})
    )


class GrassrootsForm(PortalForm):
    """Which identities count as 基层."""

    identities = forms.MultipleChoiceField(
        label="算作基层代表的身份", required=False, widget=forms.CheckboxSelectMultiple
    )


# --- talks ------------------------------------------------------------------------------------------------
class TalkForm(VersionedFormMixin, PortalModelForm[Talk]):
    """The talk itself."""

    class Meta:
        model = Talk
        fields = ("chaired_by", "account")
        widgets = {"account": AREA}


class PointForm(PortalForm):
    """What a deputy brought up."""

    deputyship = NameField(label="提出的代表", queryset=Deputyship.objects.none(), empty_label="请选择")
    title = forms.CharField(
        label="一句话", max_length=60, help_text="转为建议时就是标题，如：关于整治背街小巷的建议"
    )
    text = forms.CharField(label="说了什么", max_length=2000, widget=AREA)


# --- hearings ---------------------------------------------------------------------------------------------
class HearingForm(PortalModelForm[Hearing]):
    """An announcement."""

    begins_at = hour_field()

    class Meta:
        model = Hearing
        fields = ("title", "kind", "organ", "on", "begins_at", "place", "seats", "sign_up_by", "note")
        widgets = {"note": AREA}
        help_texts = {
            "title": "如：旁听电信诈骗案庭审",
            "seats": "报满以后的排候补，有人退出就依次补上",
            "note": "要带什么、注意什么",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organs(self, self.instance.organ_id)


class ChangeHearingForm(VersionedFormMixin, HearingForm):
    """The form of an announcement that exists, opened at a version."""


class SeatForm(DeputiesMixin, PortalForm):
    """Deputies who told the office that they come."""

    deputies = boxes_field("报名的代表")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)


class CameForm(PortalForm):
    """Who came."""

    came = NamesField(
        label="到场的代表",
        queryset=HearingPlace.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="没有勾选的算没有到场",
    )

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = hearing.places.live().in_turn().select_related("deputyship__person")
        cast("NamesField", self.fields["came"]).queryset = rows


# --- officials --------------------------------------------------------------------------------------------
class ArrangeForm(VersionedFormMixin, PortalModelForm[OfficialMeeting]):
    """When, where and whom."""

    begins_at = hour_field()

    class Meta:
        model = OfficialMeeting
        fields = ("official", "on", "begins_at", "place")
        help_texts = {"official": "如：局长某某"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = not field.widget.is_hidden


class MeetForm(DeputiesMixin, PortalForm):
    """What was answered, and who was there."""

    deputies = boxes_field("到场的代表")
    answers = forms.CharField(label="当面答复", max_length=5000, widget=AREA, help_text="谈了什么、怎么答复")

    def __init__(self, *args: Any, user: User, meeting: OfficialMeeting, **kwargs: Any) -> None:
        self.user, self.on = user, lambda: meeting.on or timezone.localdate()
        asked = [meeting.asked_by, *meeting.companions.select_related("person")]
        self.known = tuple(one.pk for one in asked)
        super().__init__(*args, initial={"deputies": asked}, **kwargs)


class ReplyForm(PortalForm):
    """The reply of the organ."""

    text = forms.CharField(label="书面答复", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))


class PromiseForm(PortalForm):
    """Something promised."""

    text = forms.CharField(label="承诺办什么", max_length=300)
    due_on = PortalDateField(label="期限")


class FinishForm(PortalForm):
    """It was done."""

    done_on = PortalDateField(label="办成日期")
    note = forms.CharField(label="办理情况", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


# --- consultations ----------------------------------------------------------------------------------------
class ConsultationForm(DeputiesMixin, PortalModelForm[Consultation]):
    """A draft that is sent to deputies."""

    deputies = boxes_field("征求哪些代表")
    attachments = FilesField(label="文稿", required=False)

    class Meta:
        model = Consultation
        fields = ("title", "organ", "note", "due_on")
        widgets = {"note": AREA}
        help_texts = {
            "title": "如：《××区城市更新条例（草案）》",
            "note": "请代表看哪几处、为什么改",
            "due_on": "过了这一天，代表不能再提",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        offer_organs(self, self.instance.organ_id)


class ChangeConsultationForm(VersionedFormMixin, PortalModelForm[Consultation]):
    """The letter, opened at a version; whom it went to stays."""

    attachments = FilesField(label="加文稿", required=False)

    class Meta:
        model = Consultation
        fields = ("title", "organ", "note", "due_on")
        widgets = {"note": AREA}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organs(self, self.instance.organ_id)


class TakeUpForm(PortalForm):
    """Whether an opinion is taken up."""

    taken_up = forms.ChoiceField(label="采纳情况", choices=TakenUp.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="部分采纳、未采纳的要写，代表会看到",
    )


class SummaryForm(PortalForm):
    """What is told to all deputies who were asked."""

    summary = forms.CharField(label="采纳情况", max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))


class AskForForm(DeputiesMixin, PortalModelForm[OfficialMeeting]):
    """The request of a deputy, entered by the office; the first named asks, the others go along."""

    deputies = boxes_field("提出的代表")

    class Meta:
        model = OfficialMeeting
        fields = ("subject", "reason", "organ", "official")
        widgets = {"reason": AREA}
        help_texts = {"subject": "一句话，如：公交线路调整"}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        offer_organs(self)
