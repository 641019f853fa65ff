"""The deputy's answers on the phone: a verdict, a confirmation, a note, a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from congress.web.forms import PortalForm
from suggestions.enums import Confirmation, Rating
from suggestions.models import Commitment, Reply
from suggestions.operations import Verdict


class VerdictForm(PortalForm):
    """What the deputy says to one reply: 办理态度 and 办理结果 apart."""

    attitude = forms.ChoiceField(label="办理态度", choices=Rating.choices, widget=forms.RadioSelect)
    result = forms.ChoiceField(label="办理结果", choices=Rating.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="哪里还没办好",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="选“不满意”须写明原因，单位要重新办理",
    )

    def __init__(self, *args: Any, reply: Reply, **kwargs: Any) -> None:
        self.reply = reply
        self.promise: Commitment | None = getattr(reply, "commitment", None)
        super().__init__(*args, prefix=f"reply{reply.pk}", **kwargs)

    def clean(self) -> dict[str, Any]:
        """不满意 says why."""
        data: dict[str, Any] = super().clean() or {}
        unsatisfied = Rating.UNSATISFIED in {data.get("attitude"), data.get("result")}
        if unsatisfied and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "选了“不满意”，请写明哪里还没办好，单位按这个重新办理")
        return data

    @property
    def verdict(self) -> Verdict:
        """What the operation takes."""
        data = self.cleaned_data
        return Verdict(self.reply, data["attitude"], data["result"], data["words"])


class ContactForm(PortalForm):
    """Whether a contact took place as the unit recorded it."""

    answer = forms.ChoiceField(label="是否属实", choices=Confirmation.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="选“不属实”须写明哪里不属实，这次联系就不算",
    )

    def clean(self) -> dict[str, Any]:
        """不属实 says what is wrong."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") == Confirmation.DENIED and not data.get("note") and "note" not in self.errors:
            self.add_error("note", ValidationError("请写明哪里不属实"))
        return data


class RatingForm(PortalForm):
    """How a promise was kept."""

    rating = forms.ChoiceField(label="您对兑现情况", choices=Rating.choices, widget=forms.RadioSelect)


class NoteForm(PortalForm):
    """More about the matter, after it was submitted."""

    note = forms.CharField(
        label="补充的情况",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="提交的原文不变，补充的话另记一条，办公室和承办单位都会看到",
    )


class WithdrawForm(PortalForm):
    """Why a suggestion is taken back."""

    reason = forms.CharField(
        label="为什么撤回",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="撤回后不再办理，记录还在。要再提的，另写一件",
    )
