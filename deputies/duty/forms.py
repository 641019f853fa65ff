"""Forms of the register of duties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils import timezone

from congress.documents.fields import PhotosField
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship, DutyKind, DutyRecord

#: Photos of one duty.
PHOTO_LIMIT = 9
#: Kinds that are offered first: those the deputy declared last, before that the usual ones.
_RECENT = 4
_USUAL = ("voter_visit", "contact", "inspection", "good_deed")


class DeputyshipField(forms.ModelChoiceField[Deputyship]):
    """By which deputyship: 区人大代表, 柳桥街道人大代表."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """Without the name; it is one's own."""
        return f"{obj.title}（{obj.term_label}）"


class _DutyForm(PortalModelForm[DutyRecord]):
    """What a deputy says of a duty."""

    day = PortalDateField(label="日期")
    photos = PhotosField(label="照片", required=False, help_text=f"最多 {PHOTO_LIMIT} 张")

    class Meta:
        model = DutyRecord
        fields = ("kind", "day", "title", "place", "account", "hours")
        labels = {"title": "做了什么", "account": "情况"}
        widgets = {
            "account": forms.Textarea({"rows": 3}),
            "hours": forms.NumberInput({"inputmode": "decimal", "step": "0.5", "class": "rd-w-s"}),
            "kind": forms.RadioSelect,
        }
        help_texts = {
            "title": "一句话，如：走访柳湖社区 6 户群众，了解充电桩安装",
            "account": "不写群众的姓名、电话",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = cast("forms.ModelChoiceField[DutyKind]", self.fields["kind"])
        kind.queryset = DutyKind.objects.filter(declarable=True, in_use=True).select_related("form")
        kind.empty_label = None

    def clean_photos(self) -> Any:
        """No more than a duty can have."""
        photos = self.cleaned_data["photos"]
        if len(photos) > PHOTO_LIMIT:
            raise forms.ValidationError(f"照片最多 {PHOTO_LIMIT} 张，请去掉 {len(photos) - PHOTO_LIMIT} 张")
        return photos

    def grouped(self) -> list[tuple[str, list[DutyKind]]]:
        """The kinds that can be declared, under their forms."""
        found: dict[str, list[DutyKind]] = {}
        kind = cast("forms.ModelChoiceField[DutyKind]", self.fields["kind"])
        rows = (
            kind.queryset.order_by("form__order", "form_id", "order", "pk")
            if kind.queryset is not None
            else ()
        )
        for one in rows:
            found.setdefault(one.form.name, []).append(one)
        return list(found.items())

    @property
    def chosen(self) -> str:
        """The key of the kind that is chosen now."""
        return str(self["kind"].value() or "")


class DeclareForm(_DutyForm):
    """Declare a duty; who holds several deputyships says by which."""

    deputyship = DeputyshipField(label="以哪个代表资格", queryset=Deputyship.objects.none(), empty_label=None)
    token = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("deputyship", "kind", "day", "title", "place", "hours", "photos", "account")

    def __init__(self, *args: Any, held: Sequence[Deputyship], **kwargs: Any) -> None:
        initial = {"day": timezone.localdate(), "token": uuid4(), **kwargs.pop("initial", {})}
        if held:
            initial.setdefault("deputyship", held[0].pk)
        super().__init__(*args, initial=initial, **kwargs)
        field = cast("forms.ModelChoiceField[Deputyship]", self.fields["deputyship"])
        field.queryset = Deputyship.objects.filter(pk__in=[row.pk for row in held]).select_related(
            "term__area"
        )
        if len(held) < 2:
            field.widget = forms.HiddenInput()

    def recent(self, declared: Sequence[int]) -> list[DutyKind]:
        """The kinds declared last, by their keys, then the usual ones."""
        offered = {kind.pk: kind for _form, kinds in self.grouped() for kind in kinds}
        usual = [key for code in _USUAL for key, kind in offered.items() if kind.code == code]
        keys = [key for key in dict.fromkeys([*declared, *usual]) if key in offered]
        return [offered[key] for key in keys[:_RECENT]]


class DeclareAgainForm(VersionedFormMixin, _DutyForm):
    """Correct a duty that waits or was returned."""


class ReasonForm(PortalForm):
    """Why a duty is returned or struck out, or a register unlocked."""

    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint
