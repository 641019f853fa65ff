"""The rows of the form: who took part, what was counted, the agenda. A blank row is no row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from activities.amounts import parse_amount
from activities.models import Activity
from activities.parts import AgendaPart, CountedPart, GroupPart, Part, UnitPart
from congress.accounts.models import User
from congress.figures.numbers import Count
from congress.organs.models import Organ
from congress.web.forms import PortalForm
from deputies.models import Person
from deputies.queries import named

ROW_LIMIT = 200
NEW = "new"
DEFAULT_MANNER = "参加"
T = TypeVar("T")


class Row(PortalForm, Generic[T]):
    """One row; ``ORDER`` is its place, filled by the script or by hand."""

    #: The fields that make a row more than blank.
    telling: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written that tells of somebody."""
        return not any(self.cleaned_data.get(name) for name in self.telling)

    def part(self) -> T:
        """What the operations take."""
        raise NotImplementedError


def _suggesting(label: str, length: int, source: str) -> forms.CharField:
    """A text box that suggests while typing; anything else can be typed too."""
    widget = forms.TextInput(attrs={"list": source, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, required=False, widget=widget)


def _manner() -> forms.CharField:
    field = _suggesting("参加方式", 40, "manners")
    field.widget.attrs["placeholder"] = DEFAULT_MANNER  # not a value, so that a blank row stays blank
    return field


class PersonRow(Row[Part]):
    """A person: somebody of the register (``person``), or a name to be entered into it."""

    telling = ("name", "title")

    name = forms.CharField(
        label="姓名",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-person": ""}),
    )
    person = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="当时职务", max_length=80, required=False)
    manner = _manner()
    full = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    collective = forms.BooleanField(required=False, widget=forms.HiddenInput)
    party = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    user: User
    chosen: Person | None = None

    def clean(self) -> dict[str, Any]:
        """Find the person; several of one name are offered for choice."""
        data = super().clean() or {}
        name, key = (data.get("name") or "").strip(), data.get("person") or ""
        if not name:
            if data.get("title"):
                self.add_error("name", "请填写姓名，或清空这一行")
            return data
        self.chosen = self._find(name, key)
        return data

    def _find(self, name: str, key: str) -> Person | None:
        namesakes = list(named(name).filter(pk__in=Person.objects.visible_to(self.user)).order_by("pk")[:20])
        if key == NEW:
            return None
        if key.isdecimal():
            chosen = next((person for person in namesakes if person.pk == int(key)), None)
            if chosen is not None:
                return chosen
        if len(namesakes) > 1:
            self._offer(namesakes)
            self.add_error("name", f"名册里有 {len(namesakes)} 位“{name}”，请在下面选是哪一位")
        return namesakes[0] if namesakes else None

    def _offer(self, namesakes: Sequence[Person]) -> None:
        choices = [
            (p.pk, p.organisation or "、".join(str(x) for x in p.posts.all()[:2]) or f"编号 {p.pk}")
            for p in namesakes
        ]
        field = self.fields["person"]
        field.label = "是哪一位"
        field.widget = forms.Select(choices=[("", "请选择"), *choices, (NEW, "都不是，新增一位")])

    def part(self) -> Part:
        """The part, with the person or the new name."""
        data = self.cleaned_data
        title, full = data["title"].strip(), data["full"]
        return Part(
            manner=data["manner"].strip() or DEFAULT_MANNER,
            person=self.chosen,
            name=data["name"].strip(),
            title_as_written=title,
            title_full=full if title and full.endswith(title) else "",
            collective_title=data["collective"],
            party=data["party"],
        )


class UnitRow(Row[UnitPart]):
    """A unit. A name of the register, present or past, is tied to its organ."""

    telling = ("name", "by")

    name = _suggesting("单位", 80, "organ-names")
    by = _suggesting("由谁代表", 40, "representatives")
    manner = _manner()

    def clean(self) -> dict[str, Any]:
        """A row that says who stood for a unit must name the unit."""
        data = super().clean() or {}
        if data.get("by") and not data.get("name"):
            self.add_error("name", "请填写单位，或清空这一行")
        return data

    def part(self) -> UnitPart:
        """The part; an organ only when the name means exactly one."""
        data = self.cleaned_data
        name = data["name"].strip()
        organs = list(Organ.objects.named(name)[:2])
        return UnitPart(
            name_as_written=name,
            organ=organs[0] if len(organs) == 1 else None,
            represented_by=data["by"].strip(),
            manner=data["manner"].strip() or DEFAULT_MANNER,
        )


def _persons(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": f"{label}写成数字，如 30"},
    )


class GroupRow(Row[GroupPart]):
    """A collective without names, with how many were expected and came where that is known."""

    telling = ("name",)

    name = _suggesting("群体", 80, "group-names")
    manner = _manner()
    expected = _persons("应到")
    present = _persons("实到")

    def clean(self) -> dict[str, Any]:
        """No more came than were expected, and numbers belong to a name."""
        data = super().clean() or {}
        expected, present = data.get("expected"), data.get("present")
        if not data.get("name") and (expected is not None or present is not None):
            self.add_error("name", "请填写群体，或清空这一行")
        if expected is not None and present is not None and present > expected:
            self.add_error("present", f"实到 {present} 人多于应到 {expected} 人，请核对")
        return data

    def part(self) -> GroupPart:
        """The part."""
        data = self.cleaned_data
        return GroupPart(
            name=data["name"].strip(),
            manner=data["manner"].strip() or DEFAULT_MANNER,
            expected=data["expected"],
            present=data["present"],
        )


class CountedRow(Row[CountedPart]):
    """A number the activity came to: 走访, 35户."""

    telling = ("name", "amount")

    name = forms.CharField(
        label="事项", max_length=40, required=False, widget=forms.TextInput(attrs={"placeholder": "如 走访"})
    )
    amount = forms.CharField(
        label="数量",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "如 35户、约120条", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both boxes or none."""
        data = super().clean() or {}
        if data.get("amount") and not data.get("name"):
            self.add_error("name", "请填写是什么，如走访、收集意见")
        if data.get("name") and not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "请填写数量，如 35户")
        if data.get("amount"):
            try:
                data["count"] = parse_amount(data["amount"])
            except ValidationError as error:
                self.add_error("amount", error)
        return data

    def part(self) -> CountedPart:
        """The part."""
        count: Count = self.cleaned_data["count"]
        return CountedPart(self.cleaned_data["name"].strip(), count.value, count.unit, count.about)


class AgendaRow(Row[AgendaPart]):
    """An item of the agenda, with what was decided."""

    telling = ("name", "decision")

    name = forms.CharField(label="议题", max_length=200, required=False)
    decision = forms.CharField(label="决定事项", max_length=400, required=False)

    def clean(self) -> dict[str, Any]:
        """A decision belongs to an item."""
        data = super().clean() or {}
        if data.get("decision") and not data.get("name"):
            self.add_error("name", "请填写议题，或清空这一行")
        return data

    def part(self) -> AgendaPart:
        """The part."""
        return AgendaPart(self.cleaned_data["name"].strip(), self.cleaned_data["decision"].strip())


class Rows(BaseFormSet[Any]):
    """Rows in their order. All are optional: one that the script removed is simply not there."""

    user: User

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def initial_form_count(self) -> int:
        """None: a row that was there before may be emptied or removed like any other."""
        return 0

    def total_form_count(self) -> int:
        """As many as there are, and empty ones to write in."""
        return super().total_form_count() if self.is_bound else len(self.initial or []) + self.extra

    def add_fields(self, form: Any, index: int | None) -> None:
        """The place of a row, for browsers without script."""
        super().add_fields(form, index)
        form.user = self.user
        form.fields["ORDER"] = forms.IntegerField(
            label="顺序",
            required=False,
            min_value=0,
            max_value=9999,
            initial=None if index is None else index + 1,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"invalid": "顺序写成数字，如 2"},
        )

    @property
    def used(self) -> list[Any]:
        """The rows that are not blank, in their order."""
        rows = [form for form in self.forms if hasattr(form, "cleaned_data") and not form.is_blank]
        return sorted(rows, key=lambda form: form.cleaned_data.get("ORDER") or ROW_LIMIT * 10)

    def parts(self) -> list[Any]:
        """What the operations take."""
        return [form.part() for form in self.used]


class PeopleRows(Rows):
    """The people."""

    def clean(self) -> None:
        """The same person stands in one row."""
        seen: dict[Any, int] = {}
        for form in self.used:
            key = form.chosen.pk if form.chosen else None
            if key is None or form.errors:
                continue
            if key in seen:
                form.add_error("name", f"“{form.chosen.name}”已在另一行，同一个人只列一次")
            seen[key] = 1


def _factory(row: type[Row[Any]], base: type[Rows], extra: int) -> type[Rows]:
    made = formset_factory(
        row, formset=base, extra=extra, max_num=ROW_LIMIT, validate_max=True, absolute_max=ROW_LIMIT * 2
    )
    made.default_error_messages = {
        **base.default_error_messages,
        "too_many_forms": f"最多 {ROW_LIMIT} 行",
        "missing_management_form": "表格不完整，请重新打开本页",
    }
    return cast("type[Rows]", made)


PeopleFormSet = _factory(PersonRow, PeopleRows, 3)
UnitFormSet = _factory(UnitRow, Rows, 3)
GroupFormSet = _factory(GroupRow, Rows, 3)
CountedFormSet = _factory(CountedRow, Rows, 2)
AgendaFormSet = _factory(AgendaRow, Rows, 3)

#: The rows of the form by the name the operations take them under, with the prefix in the form and the heading.
ROWS: dict[str, tuple[str, str, type[Rows]]] = {
    "participations": ("people", "人员", PeopleFormSet),
    "units": ("units", "单位", UnitFormSet),
    "groups": ("groups", "群体", GroupFormSet),
    "counted": ("counted", "数字", CountedFormSet),
    "agenda": ("agenda", "议程", AgendaFormSet),
}


def rows_of(activity: Activity | None) -> dict[str, list[dict[str, Any]]]:
    """What stands in the rows when the form is opened."""
    if activity is None:
        return {prefix: [] for prefix, _heading, _formset in ROWS.values()}
    return {
        "people": [
            {
                "name": p.person.name,
                "person": p.person_id,
                "title": p.title_as_written,
                "manner": p.manner,
                "full": p.title_full,
                "collective": p.collective_title,
                "party": p.party,
            }
            for p in activity.participations.order_by("order").select_related("person")
        ],
        "units": [
            {"name": u.name_as_written, "by": u.represented_by, "manner": u.manner}
            for u in activity.units.order_by("order")
        ],
        "groups": [
            {"name": g.name, "manner": g.manner, "expected": g.expected, "present": g.present}
            for g in activity.groups.order_by("order")
        ],
        "counted": [{"name": c.what, "amount": c.count.printed} for c in activity.counted.order_by("order")],
        "agenda": [{"name": a.title, "decision": a.decision} for a in activity.agenda.order_by("order")],
    }
