"""Filters of the lists of supervision."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter, ModelChoiceFilter, NumberFilter

from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web.lists.filters import ListFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from deputies.models import Person
from suggestions.enums import LIVE_STATES, OPEN_STATES
from suggestions.models import (
    AdviceQuerySet,
    Handling,
    KeySupervision,
    KeySupervisionQuerySet,
    SuggestionQuerySet,
)
from suggestions.supervision.enums import KEY_STATES, AdviceState, ClueState, GateKind, KeyState
from suggestions.supervision.queries.gates import passed_q
from suggestions.supervision.queries.keys import committees_of, led_q

_YES, _NO = "yes", "no"
_ME, _COMMITTEE, _KEY = "me", "committee", "key"
_OPEN, _DONE, _LATE = "open", "done", "late"
_YES_NO = [(_YES, "是"), (_NO, "否")]


def _leaders(_request: Any) -> Any:
    return Person.objects.filter(led_supervisions__isnull=False).distinct().order_by("name_key", "pk")


def _standing(rows: Any, value: str) -> Any:
    is_open = Q(state__in=OPEN_STATES)
    if value == _LATE:
        return rows.filter(is_open, due_on__lt=timezone.localdate())
    return rows.filter(is_open) if value == _OPEN else rows.exclude(is_open)


class SupervisedFilter(ListFilter):
    """Whose supervision it is, and how it stands."""

    q = TextFilter("search_text", label="搜编号、案由、代表")
    by = ChoiceFilter(
        label="督办人",
        choices=[(_ME, "我督办的"), (_COMMITTEE, "本委归口"), (_KEY, "重点督办")],
        method="supervised",
    )
    now = ChoiceFilter(
        label="进展",
        choices=[(_OPEN, "没有办结"), (_LATE, "逾期"), (_DONE, "已办结")],
        method="standing",
    )
    leader = ModelChoiceFilter(label="牵头督办", queryset=_leaders, method="led")
    committee = ModelChoiceFilter(
        label="对口督办", queryset=Organ.objects.filter(kind=OrganKind.COMMITTEE).order_by("short_name")
    )
    since = SinceFilter("assigned_at", label="交办不早于")
    until = UntilFilter("assigned_at", label="交办不晚于")

    leading = ("by", "now")

    def supervised(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """The user's own, the own committee's, or all key ones."""
        user: Any = self.request.user
        if value == _ME:
            return rows.filter(led_q(user))
        if value == _COMMITTEE:
            return rows.filter(committee_id__in=committees_of(user))
        return rows.filter(is_key=True)

    def standing(self, rows: SuggestionQuerySet, _name: str, value: str) -> Any:
        """Open, late or over."""
        return _standing(rows, value)

    def led(self, rows: SuggestionQuerySet, _name: str, value: Person) -> SuggestionQuerySet:
        """Led by this leader."""
        keys = KeySupervision.objects.filter(leader=value).exclude(state=KeyState.DROPPED)
        return rows.filter(pk__in=keys.values("suggestion"))


class KeyFilter(ListFilter):
    """By state, year, who leads and who supervises."""

    q = TextFilter("suggestion__search_text", label="搜编号、案由、代表")
    state = ChoiceFilter(label="状态", choices=[*KeyState.choices, (_KEY, "已列为重点")], method="at_state")
    year = NumberFilter(label="年度", min_value=2000, max_value=2100)
    leader = ModelChoiceFilter(label="牵头督办", queryset=_leaders)
    late = ChoiceFilter(label="有步骤逾期", choices=[(_YES, "是")], method="with_late_steps")

    leading = ("state", "leader")

    def at_state(self, rows: KeySupervisionQuerySet, _name: str, value: str) -> KeySupervisionQuerySet:
        """One state, or all of those the 主任会议 chose."""
        return rows.filter(state__in=KEY_STATES) if value == _KEY else rows.filter(state=value)

    def with_late_steps(self, rows: KeySupervisionQuerySet, _name: str, _value: str) -> Any:
        """Approved, and a step of the plan is past its day."""
        late = Q(plan_steps__done_on__isnull=True, plan_steps__on__lt=timezone.localdate())
        return rows.filter(late, state=KeyState.RUNNING).distinct()


class GateFilter(ListFilter):
    """Which gate was passed or not; the lists behind the report."""

    q = TextFilter("search_text", label="搜编号、案由、代表")
    gate = ChoiceFilter(label="四关", choices=GateKind.choices, method="at_gate")
    passed = ChoiceFilter(label="这一关", choices=[(_YES, "已过"), (_NO, "还没有过")], method="with_gate")
    year = NumberFilter(label="立案年度", field_name="registered_at__year", min_value=2000, max_value=2100)
    unit = ModelChoiceFilter(
        label="承办单位", queryset=Organ.objects.order_by("short_name", "pk"), method="handled_by"
    )
    now = ChoiceFilter(label="进展", choices=[(_OPEN, "没有办结"), (_LATE, "逾期")], method="standing")
    key = ChoiceFilter(label="重点督办", choices=_YES_NO, method="being_key")

    leading = ("gate", "passed")

    def at_gate(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """Having passed this gate, or, with the other filter, not having passed it."""
        wanted = passed_q(value)
        return rows.filter(~wanted if self.data.get("passed") == _NO else wanted)

    def with_gate(self, rows: SuggestionQuerySet, _name: str, _value: str) -> SuggestionQuerySet:
        """Said together with the gate; by itself it cuts nothing off."""
        return rows

    def handled_by(self, rows: SuggestionQuerySet, _name: str, value: Organ) -> SuggestionQuerySet:
        """In the present round by this unit."""
        parts = Handling.objects.filter(organ=value, state__in=LIVE_STATES, round=F("suggestion__round"))
        return rows.filter(pk__in=parts.values("suggestion"))

    def standing(self, rows: SuggestionQuerySet, _name: str, value: str) -> Any:
        """Open or late."""
        return _standing(rows, value)

    def being_key(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """Key ones, or the others."""
        return rows.filter(is_key=value == _YES)


class ClueFilter(ListFilter):
    """By state and day."""

    q = TextFilter("suggestion__search_text", label="搜编号、案由、代表")
    state = ChoiceFilter(label="状态", choices=ClueState.choices)
    number = CharFilter(
        label="检察建议书文号", field_name="advice_number", lookup_expr="contains", max_length=60
    )

    leading = ("state",)


class AdviceFilter(ListFilter):
    """By state, number and what it is about."""

    q = CharFilter(label="搜文号、事由", method="about", max_length=100)
    state = ChoiceFilter(label="状态", choices=AdviceState.choices)

    leading = ("state",)

    def about(self, rows: AdviceQuerySet, _name: str, value: str) -> AdviceQuerySet:
        """In the number or the title."""
        return rows.filter(Q(number__contains=value) | Q(title__contains=value))


class MeetingFilter(ListFilter):
    """Meetings by words and days."""

    q = TextFilter("search_text", label="搜会议、地点")
    since = SinceFilter("start_on", label="不早于")
    until = UntilFilter("start_on", label="不晚于")


class CaseFilter(ListFilter):
    """Cases by words."""

    q = CharFilter(label="搜标题、做法、成效", method="about", max_length=100)

    def about(self, rows: Any, _name: str, value: str) -> Any:
        """In title, story or result."""
        return rows.filter(Q(title__contains=value) | Q(story__contains=value) | Q(result__contains=value))
