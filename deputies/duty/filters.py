"""Filters of duties."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter, ModelChoiceFilter

from congress.organs.models import Area
from congress.search.index import search_q
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.duty.enums import IN_THE_REGISTER, PASSED, DutyState
from deputies.duty.sources import source_labels
from deputies.models import DeputyGroup, Deputyship, DutyKind, Person, RegisterForm
from deputies.models.deputyships import memberships_on
from deputies.models.duties import DutyRecordQuerySet

_IN, _BETWEEN = "in", "between"
_PASSED = "passed"
#: What was taken out stands in the file of its deputy.
_STATES = [(state.value, state.label) for state in DutyState if state in IN_THE_REGISTER]
#: Years that are offered, this one included.
_YEARS = 6


def years_offered() -> list[tuple[str, str]]:
    """This year and those before it."""
    this = timezone.localdate().year
    return [(str(year), f"{year}年") for year in range(this, this - _YEARS, -1)]


def _sources() -> list[tuple[str, str]]:
    return list(source_labels().items())


class DutyFilter(ListFilter):
    """By whose, when, what, where it came from and how far it is."""

    q = CharFilter(label="搜代表姓名、拼音首字母、单位", max_length=100, method="found")
    year = ChoiceFilter(label="年度", choices=years_offered)
    state = ChoiceFilter(label="状态", choices=[*_STATES, (_PASSED, "小组已确认的")], method="in_state")
    form = ModelChoiceFilter(label="登记表格", field_name="kind__form", queryset=RegisterForm.objects.all())
    kind = ModelChoiceFilter(label="履职事项", queryset=DutyKind.objects.all())
    session = ChoiceFilter(
        label="会议期间、闭会期间", choices=[(_IN, "会议期间"), (_BETWEEN, "闭会期间")], method="in_span"
    )
    group = NamedFilter(label="小组", name="label", queryset=DeputyGroup.objects.none(), method="of_group")
    area = ModelChoiceFilter(label="选区所在区域", queryset=Area.objects.none(), method="of_area")
    deputy = NamedFilter(label="代表", name="name", queryset=Person.objects.none(), method="of_person")
    source = ChoiceFilter(label="来源", choices=_sources)
    since = SinceFilter("day", label="不早于")
    until = UntilFilter("day", label="不晚于")

    leading = ("year", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.offer("group", lambda: DeputyGroup.objects.visible_to(self.request.user).in_force(today))
        self.offer("area", Area.objects.towns)
        self.offer("deputy", lambda: Person.objects.visible_to(self.request.user).order_by("pinyin", "pk"))

    def found(self, rows: DutyRecordQuerySet, _name: str, value: str) -> DutyRecordQuerySet:
        """Of people found by name, initials or organisation."""
        people = Person.objects.filter(search_q(value)).values("pk") if value.strip() else None
        return rows if people is None else rows.filter(deputyship__person__in=people)

    def in_state(self, rows: DutyRecordQuerySet, _name: str, value: str) -> DutyRecordQuerySet:
        """A state, or both that follow the confirmation of the group."""
        return rows.filter(state__in=PASSED) if value == _PASSED else rows.filter(state=value)

    def in_span(self, rows: DutyRecordQuerySet, _name: str, value: str) -> DutyRecordQuerySet:
        """In a session of the congress, or between two (R027)."""
        return rows.filter(in_session=value == _IN)

    def of_group(self, rows: DutyRecordQuerySet, _name: str, value: DeputyGroup | None) -> DutyRecordQuerySet:
        """Of the deputies who sit in the group today."""
        if value is None:
            return rows
        seats = memberships_on(timezone.localdate()).filter(group=value)
        return rows.filter(deputyship__in=seats.values("deputyship_id"))

    def of_area(self, rows: DutyRecordQuerySet, _name: str, value: Area | None) -> DutyRecordQuerySet:
        """Of the deputies elected there."""
        if value is None:
            return rows
        elected = Deputyship.objects.filter(constituency__area__path__startswith=value.path)
        return rows.filter(deputyship__in=elected.values("pk"))

    def of_person(self, rows: DutyRecordQuerySet, _name: str, value: Person | None) -> DutyRecordQuerySet:
        """Of one person, by whichever deputyship."""
        return rows if value is None else rows.filter(deputyship__person=value)
