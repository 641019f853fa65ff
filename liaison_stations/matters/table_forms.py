"""The form at the table: who came, and the matters they brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.forms import BaseFormSet, formset_factory

from congress.documents.fields import PhotosField
from congress.web.forms import PortalForm
from deputies.models import Deputyship
from liaison_stations.matters.forms import DeputyField, prose
from liaison_stations.models import LARGEST_BATCH, LONGEST_ACCOUNT, Citizen, MatterCategory
from liaison_stations.operations.matters import PHOTO_LIMIT
from liaison_stations.operations.receptions import MATTER_LIMIT, Heard

_PHONE = RegexValidator(r"^\+?[0-9][0-9 \-]{5,18}$", "电话只写数字，如 13900001234；没有就空着")


class BatchForm(PortalForm):
    """One batch of citizens."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    people = forms.IntegerField(
        label="来了几个人", min_value=1, max_value=LARGEST_BATCH, initial=1, widget=forms.NumberInput
    )
    received_at = forms.TimeField(
        label="时间", required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    name = forms.CharField(label="姓名", max_length=40, required=False)
    phone = forms.CharField(
        label="电话",
        max_length=20,
        required=False,
        validators=[_PHONE],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    home = forms.CharField(
        label="住址、单位",
        max_length=80,
        required=False,
        help_text="姓名、电话、住址只有本站和转办的人看得到，用来告诉本人结果",
    )
    consents = forms.BooleanField(label="同意把姓名电话告诉承办单位", required=False)

    @property
    def citizen(self) -> Citizen | None:
        """Who came, not saved yet; nobody when neither name, phone nor home was given."""
        facts = {name: self.cleaned_data[name].strip() for name in ("name", "phone", "home")}
        if not any(facts.values()):
            return None
        return Citizen(consents=self.cleaned_data["consents"], **facts)


class HeardForm(PortalForm):
    """One matter."""

    title = forms.CharField(label="事项", max_length=60, help_text="一句话，如：振兴路 3 号楼前路灯不亮")
    account = forms.CharField(
        label="情况", max_length=LONGEST_ACCOUNT, widget=prose(4), help_text="不写姓名、电话"
    )
    wish = forms.CharField(label="诉求", max_length=300, required=False)
    category = forms.ModelChoiceField(
        MatterCategory.objects.none(), label="类别", required=False, empty_label="不选"
    )
    heard_by = DeputyField(Deputyship.objects.none(), label="接待代表", required=False, empty_label="不选")
    photos = PhotosField(label="照片", required=False, help_text=f"最多 {PHOTO_LIMIT} 张")
    answer = forms.CharField(
        label="当场答复", max_length=LONGEST_ACCOUNT, required=False, widget=prose(2),
        help_text="当场说清楚了的写在这里，这件就算已答复",
    )  # fmt: skip

    def __init__(self, *args: Any, categories: Sequence[Any], deputies: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, choices in (
            ("category", MatterCategory.objects.filter(in_use=True), categories),
            ("heard_by", Deputyship.objects.filter(pk__in=[key for key, _name in deputies if key]), deputies),
        ):
            field: Any = self.fields[name]
            field.queryset, field.choices = rows, choices  # read once for all rows


class HeardRows(BaseFormSet[HeardForm]):
    """The matters of one batch."""

    def __init__(self, *args: Any, deputies: Sequence[tuple[Deputyship, bool]], **kwargs: Any) -> None:
        categories = MatterCategory.objects.filter(in_use=True).values_list("pk", "name")
        # Who is at the table stands first.
        names = [(str(one.pk), one.person.name) for one, _here in sorted(deputies, key=lambda it: not it[1])]
        kwargs["form_kwargs"] = {
            "categories": [("", "不选"), *((str(key), name) for key, name in categories)],
            "deputies": [("", "不选"), *names],
        }
        super().__init__(*args, **kwargs)

    @property
    def heard(self) -> Iterator[Heard]:
        """What was written down."""
        for form in self.forms:
            yield Heard(**form.cleaned_data)


HeardFormSet = cast(
    type[HeardRows],
    formset_factory(
        HeardForm,
        formset=HeardRows,
        extra=0,
        min_num=1,
        validate_min=True,
        max_num=MATTER_LIMIT,
        validate_max=True,
        absolute_max=MATTER_LIMIT + 1,
    ),
)
