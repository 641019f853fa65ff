"""Forms of messages, reminders and the policy of sending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.accounts.models import User
from congress.notices import channels
from congress.notices.audiences import Audience, Chosen, audiences
from congress.notices.enums import Channel, MessageKind
from congress.notices.models import Message, Reminder, SendingPolicy
from congress.notices.models.messages import LONGEST_REPLY, LONGEST_TEXT
from congress.notices.models.policy import sending_policy
from congress.organs.models import Area, Organ
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.hours import HourField
from congress.web.versions import VersionedFormMixin

_TEXT = forms.Textarea(attrs={"rows": 10})
_NAMES = forms.Textarea(attrs={"rows": 3})
_SWITCHES = {"by_email": Channel.EMAIL, "by_sms": Channel.SMS}


class AudienceMixin(forms.BaseForm):
    """A field for each kind of group; together they are ``cleaned_data["audience"]``, and one of them is needed."""

    #: The boxes of channels that are answered for, once they were offered.
    _switches: tuple[str, ...] = ()

    def offer_audiences(self, area: Area | None, chosen: Chosen, heading: str = "发给") -> None:
        """Add the fields; ``chosen`` is what stands in the record, ``heading`` what the groups are asked for."""
        self._area = area
        self._kinds = audiences()
        for audience in self._kinds:
            values = chosen.get(audience.key, ())
            name = f"to_{audience.key}"
            if audience.typed is not None:
                self.fields[name] = _typed_field(audience, heading)
                self.initial.setdefault(name, "、".join(_usernames(values)))
            elif choices := audience.choices(area):
                known = [(key, label) for key, label in choices]
                self.fields[name] = forms.MultipleChoiceField(
                    label=f"{heading}：{audience.label}",
                    choices=known,
                    required=False,
                    help_text=audience.help_text,
                )
                self.initial.setdefault(name, [value for value in values if value in dict(known)])

    def _gathered(self) -> dict[str, list[str]]:
        """What was chosen, by the key of each kind; the words of typed names become accounts."""
        found: dict[str, list[str]] = {}
        for audience in self._kinds:
            name = f"to_{audience.key}"
            value = self.cleaned_data.pop(name, None)
            if audience.typed is not None and value:
                try:
                    value = audience.typed(self._area, value)
                except ValidationError as error:
                    self.add_error(name, error)
                    value = None
            if value:
                found[audience.key] = list(value)
        if not found and not any(name.startswith("to_") for name in self.errors):
            first = next(name for name in self.fields if name.startswith("to_"))
            self.add_error(first, "请至少选一个范围，或者写几个人的姓名")
        return found

    def offer_channels(self) -> None:
        """Take out the channels that are off; the page says why."""
        policy = sending_policy()
        self._switches = tuple(_SWITCHES)
        for name, channel in _SWITCHES.items():
            if channels.why_off(channel, policy):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """With the audience in one value; a channel without a box is not used."""
        data = dict(super().clean() or self.cleaned_data)
        self.cleaned_data = data
        data["audience"] = self._gathered()
        for name in self._switches:
            data.setdefault(name, False)
        return {name: value for name, value in data.items() if not name.startswith("to_")}


def _typed_field(audience: Audience, heading: str) -> forms.CharField:
    return forms.CharField(
        label=f"{heading}：{audience.label}",
        required=False,
        max_length=20_000,
        widget=_NAMES,
        help_text=audience.help_text,
    )


def _usernames(values: Sequence[str]) -> list[str]:
    """User names of accounts, which are never ambiguous."""
    rows = User.objects.filter(pk__in=[value for value in values if value.isdecimal()])
    return list(rows.order_by("pk").values_list("username", flat=True))


class MessageForm(AudienceMixin, PortalModelForm[Message]):
    """A draft."""

    class Meta:
        model = Message
        fields: tuple[str, ...] = (
            "kind",
            "title",
            "text",
            "year",
            "part",
            "organ",
            "reply_by",
            "by_email",
            "by_sms",
        )
        widgets = {"text": _TEXT, "kind": forms.RadioSelect}
        help_texts = {
            "kind": "常委会和“一府一委两院”的工作情况，选“重要工作情况通报”",
            "text": f"最多 {LONGEST_TEXT:,} 个字",
            "year": "只有通报要填，如 2026",
            "part": "只有通报要填",
            "organ": "只有通报要填；常委会自己的工作不用选",
            "reply_by": "要收件人回复的，写最后一天；过了这一天不再收",
        }

    def __init__(self, *args: Any, area: Area | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_audiences(self.instance.area if self.instance.pk else area, self.instance.audience)
        self.offer_channels()
        self.order_fields(
            ["kind", "title", "text", *(name for name in self.fields if name.startswith("to_"))]
        )
        organs = cast("forms.ModelChoiceField[Organ]", self.fields["organ"])
        organs.queryset = Organ.objects.active(timezone.localdate())
        cast("forms.ChoiceField", self.fields["kind"]).choices = [
            choice for choice in MessageKind.choices if choice[0] != MessageKind.REMINDER
        ]

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeMessageForm(VersionedFormMixin, MessageForm):
    """A draft that is there."""


class ReminderForm(AudienceMixin, PortalModelForm[Reminder]):
    """A reminder that comes back."""

    class Meta:
        model = Reminder
        fields: tuple[str, ...] = (
            "title",
            "text",
            "frequency",
            "month",
            "day",
            "shift",
            "starts_on",
            "ends_on",
            "by_email",
            "by_sms",
        )
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "shift": forms.RadioSelect,
            "frequency": forms.RadioSelect,
        }
        help_texts = {
            "title": "如：请关注本月的人民代表报和公众号",
            "month": "每季度、每半年、每年的填：从期初数第几个月；每月的填 1",
            "day": "没有这一天的月份，在月末提醒；写 31 就是每次都在月末",
            "ends_on": "一直提醒的不填",
        }

    def __init__(self, *args: Any, area: Area | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_audiences(self.instance.area if self.instance.pk else area, self.instance.audience)
        self.offer_channels()
        self.order_fields(["title", "text", *(name for name in self.fields if name.startswith("to_"))])

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeReminderForm(VersionedFormMixin, ReminderForm):
    """A reminder that is there."""


class WithdrawForm(PortalForm):
    """Why a message is taken back."""

    reason = forms.CharField(label="撤回的原因", max_length=200, help_text="收件人会看到；原文他们不再看得到")


class ReplyForm(PortalForm):
    """What a reader answers."""

    text = forms.CharField(
        label="您的回复", max_length=LONGEST_REPLY, widget=forms.Textarea(attrs={"rows": 5})
    )


class FeedBackForm(PortalForm):
    """What came of the opinions."""

    summary = forms.CharField(
        label="意见汇总",
        max_length=LONGEST_TEXT,
        widget=_TEXT,
        help_text="发给征求过意见的每一个人",
    )


_CLOCK = forms.TextInput(attrs={"class": "rd-w-s", "autocomplete": "off"})


class PolicyForm(VersionedFormMixin, PortalModelForm[SendingPolicy]):
    """When e-mail and text messages go out."""

    opens_at = HourField(label="几点以后发", widget=_CLOCK)
    closes_at = HourField(label="几点以前发", widget=_CLOCK)

    class Meta:
        model = SendingPolicy
        fields = ("opens_at", "closes_at", "holidays_quiet", "email_on", "sms_on")
        help_texts = {"holidays_quiet": "以工作日历为准，调休上班的周末照样发"}

    def _post_clean(self) -> None:
        """The operation checks the record."""
