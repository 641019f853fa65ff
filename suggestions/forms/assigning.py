"""Units and their parts, returns and more time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone

from congress.organs.models import Organ
from congress.web.forms import PortalForm
from deputies.enums import PostContext
from deputies.models import Person, Post
from suggestions.enums import Part
from suggestions.models import Handling
from suggestions.operations import UnitPart, check_shape
from suggestions.queries.recommend import handling_organs

#: So many units of one suggestion are a slip of the hand.
MOST_UNITS = 30
_GONE = "{}已撤销，请改选现在承担这项职能的单位"


def _leaders() -> Any:
    """Leaders of the government and of its departments, as the register has them today."""
    posts = Post.objects.in_force(timezone.localdate()).filter(context=PostContext.GOVERNMENT)
    return Person.objects.filter(pk__in=posts.values("person"))


def _existing() -> QuerySet[Organ]:
    return Organ.objects.active(timezone.localdate())


class UnitField(forms.ModelChoiceField[Organ]):
    """A unit; one that was abolished since the form was opened is named."""

    def __init__(self, *, queryset: QuerySet[Organ] | None = None, **kwargs: Any) -> None:
        rows = Organ.objects.none() if queryset is None else queryset
        super().__init__(rows, widget=forms.Select(attrs={"data-tom": ""}), **kwargs)

    def to_python(self, value: Any) -> Organ | None:
        """The organ, if it exists today."""
        try:
            return super().to_python(value)
        except ValidationError:
            gone = Organ.objects.filter(pk=int(value)).first() if str(value).isdecimal() else None
            if gone is None or _existing().filter(pk=gone.pk).exists():
                raise
            raise ValidationError(_GONE.format(gone)) from None


class UnitRowForm(PortalForm):
    """One unit: which, what part it has, who leads, what is its share. An empty row does not count."""

    organ = UnitField(label="单位", required=False)
    part = forms.ChoiceField(
        label="分工", choices=Part.choices, required=False, widget=forms.Select(attrs={"data-plain": ""})
    )
    leader = forms.ModelChoiceField(
        Person.objects.none(), label="领办领导", required=False, widget=forms.Select(attrs={"data-tom": ""})
    )
    task = forms.CharField(label="承办什么", max_length=200, required=False)

    def __init__(self, *args: Any, organs: Sequence[Any], leaders: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, choices in (
            ("organ", handling_organs(), organs),
            ("leader", _leaders(), leaders),
        ):
            field = self.fields[name]
            field.queryset = rows  # type: ignore[attr-defined]
            field.choices = choices  # type: ignore[attr-defined]  # read once for all rows

    def clean(self) -> dict[str, Any]:
        """A row with a leader or a share but without a unit is unfinished."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("organ") and "organ" not in self.errors:
            if cleaned.get("leader") or cleaned.get("task"):
                self.add_error("organ", "请选择单位，或去掉这一行")
        elif not cleaned.get("part"):
            cleaned["part"] = Part.LEAD
        return cleaned


class UnitRows(BaseFormSet[UnitRowForm]):
    """The units of one suggestion."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        organs = [("", "请选择"), *((str(o.pk), o.short_name) for o in handling_organs())]
        leaders = [("", "不填"), *((str(p.pk), p.name) for p in _leaders())]
        kwargs["form_kwargs"] = {"organs": organs, "leaders": leaders}
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        """The shape of the parts (R204)."""
        if any(self.errors):
            return
        if error := shape_error(self.units):
            raise error

    @property
    def units(self) -> list[UnitPart]:
        """The chosen units, in the order of the rows."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("organ")]
        return [UnitPart(row["organ"], Part(row["part"]), row["leader"], row["task"]) for row in rows]


def shape_error(units: Sequence[UnitPart]) -> ValidationError | None:
    """What is wrong with the shape of the units, said before anything is locked."""
    try:
        check_shape(units, timezone.localdate())
    except ValidationError as error:
        return error
    return None


UnitFormSet = cast(
    type[UnitRows],
    formset_factory(
        UnitRowForm, formset=UnitRows, extra=0, min_num=1, max_num=MOST_UNITS, absolute_max=MOST_UNITS
    ),
)


class OrganNamesField(forms.CharField):
    """Units by name, several with 、 between; every name a unit bears or bore is understood."""

    def __init__(self, *, many: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=300, **kwargs)
        self.many = many

    def clean(self, value: Any) -> Any:
        """The organs, in the order they were typed."""
        names = [
            name.strip() for name in str(super().clean(value)).replace("，", "、").split("、") if name.strip()
        ]
        if len(names) > 1 and not self.many:
            raise ValidationError("主办单位只能有一个")
        return [_organ(name) for name in names]


def _organ(name: str) -> Organ:
    found = handling_organs().filter(pk__in=Organ.objects.named(name).values("pk")).first()
    if found is None:
        if gone := Organ.objects.named(name).exclude(pk__in=_existing()).first():
            raise ValidationError(_GONE.format(gone))
        near = list(handling_organs().filter(short_name__contains=name.removeprefix("区"))[:3])
        like = f"，是不是{'、'.join(str(organ) for organ in near)}" if near else ""
        raise ValidationError(f"没有叫“{name}”的承办单位{like}")
    return found


class SessionRowForm(PortalForm):
    """One suggestion of a session that is handed over with the others: whether, to whom."""

    chosen = forms.BooleanField(label="交办", required=False)
    lead = OrganNamesField(label="主办单位", required=False)
    co = OrganNamesField(label="协办单位", required=False, many=True)

    def clean(self) -> dict[str, Any]:
        """A chosen one has its units."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("chosen") and not self.errors and (error := shape_error(self.units)):
            self.add_error("lead", error)
        return cleaned

    @property
    def units(self) -> list[UnitPart]:
        """The lead first."""
        cleaned = self.cleaned_data
        lead: Iterable[Organ] = cleaned.get("lead") or ()
        co: Iterable[Organ] = cleaned.get("co") or ()
        return [*(UnitPart(o, Part.LEAD) for o in lead), *(UnitPart(o, Part.CO) for o in co)]


class ReassignForm(PortalForm):
    """The unit that takes over, and why."""

    organ = UnitField(label="改由")
    reason = forms.CharField(
        label="原因",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="会告知原单位、新单位和代表",
    )

    def __init__(self, *args: Any, part: Handling, **kwargs: Any) -> None:
        super().__init__(*args, initial={"organ": part.proposed_unit_id}, **kwargs)
        organs = handling_organs().exclude(pk=part.organ_id)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]  # choices of a model


class DecideExtensionForm(PortalForm):
    """Yes or no, with a word."""

    grant = forms.ChoiceField(
        label="决定", choices=[("yes", "同意延期"), ("no", "不同意")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="说明", max_length=300, required=False, widget=forms.Textarea({"rows": 3}))

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("grant") == "no" and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "不同意延期，请写明原因，单位会看到")
        return cleaned


class UrgeForm(PortalForm):
    """Which units, and what they are told."""

    units = forms.ModelMultipleChoiceField(
        Handling.objects.none(), label="催哪些单位", widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label="催办的话",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="不填时写“请抓紧办理，按期答复。”",
    )

    def __init__(self, *args: Any, parts: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"units": [part.pk for part in parts]}, **kwargs)
        self.fields["units"].queryset = parts  # type: ignore[attr-defined]  # choices of a model
        self.fields["units"].error_messages["required"] = "还没有选单位，选了才能催办"
