"""Filters of the list of suggestions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter, DateFilter, ModelChoiceFilter
from django_filters.fields import ModelChoiceField

from activities.filters import month_span
from activities.models import Campaign
from congress.figures.period import Period
from congress.organs.enums import CongressLevel, OrganKind
from congress.organs.models import Area, Organ, Session
from congress.web.fields import PortalDateField
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.models import Deputyship, Person
from suggestions.enums import (
    OPEN_STATES,
    CosignState,
    ExtensionState,
    HandlingState,
    Kind,
    Occasion,
    Rating,
    Source,
    State,
    Weight,
)
from suggestions.models import (
    Category,
    Cosigner,
    Extension,
    Handling,
    PriorityKind,
    ReplyCategory,
    Suggestion,
    SuggestionQuerySet,
)
from suggestions.queries import finding
from suggestions.queries.asking import FigureFilter
from suggestions.queries.deputy import put_or_signed_by_person
from suggestions.quota.queries import counted
from suggestions.showing import session_shown

_YES = "yes"
_OPEN, _GOING = "open", "going"
#: Handed over and not struck off: 在办.
GOING_STATES = (State.HANDLING, State.REPLIED, State.STUDY, State.EVALUATED)
_LATE, _TODAY, _SOON, _WEEK = "late", "today", "soon", "week"
#: Days that 即将到期 looks ahead.
_SOON_DAYS = 14


class CategoryField(ModelChoiceField):  # type: ignore[misc] # django_filters has no types
    """Categories as a tree of two levels."""

    def label_from_instance(self, obj: Category) -> str:
        """A child stands indented below its parent."""
        return f"　{obj.name}" if obj.parent_id else obj.name


class CategoryFilter(ModelChoiceFilter):  # type: ignore[misc]
    """By category, what lies below it included."""

    field_class = CategoryField

    def filter(self, qs: SuggestionQuerySet, value: Category | None) -> SuggestionQuerySet:
        """The category itself and its children."""
        if value is None:
            return qs
        below = list(Category.objects.filter(parent=value).order_by().values_list("pk", flat=True))
        return qs.filter(category__in=[value.pk, *below])


class SessionField(ModelChoiceField):  # type: ignore[misc]
    """Sessions as one speaks of them."""

    def label_from_instance(self, obj: Session) -> str:
        """五届五次会议."""
        return session_shown(obj)


class SessionFilter(ModelChoiceFilter):  # type: ignore[misc]
    """By session."""

    field_class = SessionField


class OpenOnFilter(DateFilter):  # type: ignore[misc]
    """What was open on a day."""

    field_class = PortalDateField

    def filter(self, qs: SuggestionQuerySet, value: date | None) -> SuggestionQuerySet:
        """By the dates and, where they do not tell, the history."""
        return qs if value is None else finding.open_on(qs, value)


class DueOnFilter(DateFilter):  # type: ignore[misc]
    """What waits for somebody until a day."""

    field_class = PortalDateField

    def filter(self, qs: SuggestionQuerySet, value: date | None) -> SuggestionQuerySet:
        """By the nearest time limit."""
        return qs if value is None else qs.open().filter(due_on=value)


def months_put() -> list[tuple[str, str]]:
    """本月, 上月, then every month since the first 社情民意, newest first."""
    put = Suggestion.objects.filter(occasion=Occasion.SENTIMENT, submitted_at__isnull=False).order_by()
    moment = put.aggregate(first=Min("submitted_at"))["first"]
    first = timezone.localdate(moment) if moment else None
    named: list[tuple[str, str]] = []
    at = timezone.localdate()
    while first is not None and (at.year, at.month) >= (first.year, first.month):
        named.append((f"{at:%Y-%m}", f"{at.year}年{at.month}月"))
        at = at.replace(day=1) - timedelta(days=1)
    return [("this", "本月"), ("last", "上月"), *named]


def _units() -> QuerySet[Organ]:
    handled = Handling.objects.filter(organ=OuterRef("pk"))
    return Organ.objects.filter(Exists(handled)).order_by("order", "pk")


def _categories() -> QuerySet[Category]:
    """Every parent followed by its children."""
    top = Coalesce("parent__order", "order"), Coalesce("parent_id", "pk")
    return Category.objects.order_by(*top, F("parent").asc(nulls_first=True), "order", "pk")


def _sessions() -> QuerySet[Session]:
    put = Suggestion.objects.filter(session=OuterRef("pk"))
    return Session.objects.filter(Exists(put)).select_related("term").order_by("-starts_on")


def _led() -> Exists:
    """By seat, which each has its index; by person the database would go through all seats for every person."""
    return Exists(Suggestion.objects.filter(lead=OuterRef("pk")))


def _signed() -> Exists:
    return Exists(Cosigner.objects.filter(deputyship=OuterRef("pk"), state=CosignState.CONFIRMED))


def _holders(condition: Exists | Q) -> QuerySet[Person]:
    """Whoever holds or held a seat for which this is so, by name."""
    seats = Deputyship.objects.filter(condition).order_by()
    return Person.objects.filter(pk__in=seats.values("person")).order_by("pinyin", "pk")


def _leaders() -> QuerySet[Person]:
    leading = Handling.objects.filter(leader=OuterRef("pk"))
    return Person.objects.filter(Exists(leading)).order_by("pinyin", "pk")


#: What can be chosen; made when it is shown or asked for, because a list counts many saved filters.
_OFFERED: dict[str, Callable[[], QuerySet[Any]]] = {
    "unit": _units,
    "category": _categories,
    "session": _sessions,
    "area": lambda: Area.objects.towns().order_by("order", "pk"),
    "committee": lambda: Organ.objects.filter(kind=OrganKind.COMMITTEE).order_by("order", "pk"),
    "person": lambda: _holders(_led()),
    "signed": lambda: _holders(_led() | _signed()),
    "leader": _leaders,
}


class SuggestionFilter(ListFilter):
    """By unit, category, state, time limit and everything else the office knows of a suggestion (R216, R240–R245)."""

    q = CharFilter(label="搜编号、案由、代表、单位", max_length=100, method="searched")
    unit = NamedFilter(label="承办单位", name="short_name", queryset=Organ.objects.none(), method="of_unit")
    category = CategoryFilter(label="类别", queryset=Category.objects.none())
    state = ChoiceFilter(
        label="状态",
        choices=[(_GOING, "在办"), (_OPEN, "没有办结"), *(c for c in State.choices if c[0] != State.DRAFT)],
        method="in_state",
    )
    due = ChoiceFilter(
        label="期限",
        choices=[
            (_LATE, "已逾期"),
            (_TODAY, "今天到期"),
            (_WEEK, "本周到期"),
            (_SOON, f"{_SOON_DAYS} 天内到期"),
        ],
        method="due_by",
    )
    due_on = DueOnFilter(label="哪天到期")
    key = ChoiceFilter(label="重点督办", choices=[(_YES, "是")], method="being_key")
    on = OpenOnFilter(label="在某一天没有办结")
    occasion = ChoiceFilter(label="时间", choices=[c for c in Occasion.choices if c[0] != Occasion.SENTIMENT])
    session = SessionFilter(label="会议", queryset=Session.objects.none())
    kind = ChoiceFilter(label="种类", choices=Kind.choices)
    level = ChoiceFilter(label="代表层级", choices=CongressLevel.choices)
    area = NamedFilter(label="涉及区域", name="name", queryset=Area.objects.none(), method="in_area")
    person = NamedFilter(label="领衔代表", name="name", queryset=Person.objects.none(), method="led_by")
    signed = NamedFilter(
        label="领衔或附议代表", name="name", queryset=Person.objects.none(), method="signed_by"
    )
    committee = NamedFilter(label="督办委室", name="short_name", queryset=Organ.objects.none())
    leader = NamedFilter(label="领办领导", name="name", queryset=Person.objects.none(), method="with_leader")
    source = ChoiceFilter(label="来源", choices=Source.choices)
    weight = ChoiceFilter(label="大事小事", choices=Weight.choices)
    priority = ModelChoiceFilter(label="四类事", queryset=PriorityKind.objects.all(), method="of_priority")
    campaign = ModelChoiceFilter(label="专项", queryset=Campaign.objects.all(), method="in_campaign")
    again = ChoiceFilter(label="重新办理", choices=[(_YES, "办理两轮以上")], method="done_again")
    returning = ChoiceFilter(label="退办", choices=[(_YES, "申请退办，待决定")], method="being_returned")
    extension = ChoiceFilter(
        label="延期",
        choices=[("any", "申请过延期"), *ExtensionState.choices],
        method="with_extension",
    )
    answer = ModelChoiceFilter(
        label="答复类别", field_name="reply_category", queryset=ReplyCategory.objects.all()
    )
    result = ChoiceFilter(label="办理结果评价", choices=Rating.choices)
    attitude = ChoiceFilter(label="办理态度评价", choices=Rating.choices)
    figure = FigureFilter(label="统计口径")
    submitted_since = SinceFilter("submitted_at", label="提交不早于", moment=True)
    submitted_until = UntilFilter("submitted_at", label="提交不晚于", moment=True)
    assigned_since = SinceFilter("assigned_at", label="交办不早于", moment=True)
    assigned_until = UntilFilter("assigned_at", label="交办不晚于", moment=True)
    closed_since = SinceFilter("closed_at", label="销号不早于", moment=True)
    closed_until = UntilFilter("closed_at", label="销号不晚于", moment=True)

    leading = ("unit", "category")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        for name, rows in _OFFERED.items():
            self.offer(name, rows)

    def searched(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """Each word in number, title, lead or unit."""
        return finding.found(rows, value)

    def of_unit(self, rows: SuggestionQuerySet, _name: str, value: Organ) -> SuggestionQuerySet:
        """The unit has, or had to the end, a part in it."""
        return rows.filter(pk__in=Handling.objects.live().filter(organ=value).values("suggestion_id"))

    def in_state(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """A state, or one of the groups 在办 and 没有办结."""
        groups: dict[str, Any] = {_GOING: GOING_STATES, _OPEN: OPEN_STATES}
        return rows.filter(state__in=groups.get(value, (value,)))

    def due_by(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """The nearest time limit is past, or lies from today to a day."""
        if value == _LATE:
            return rows.overdue(self.today)
        ahead = {_TODAY: 0, _WEEK: 6 - self.today.weekday(), _SOON: _SOON_DAYS}[value]
        return rows.open().filter(due_on__range=(self.today, self.today + timedelta(days=ahead)))

    def being_key(self, rows: SuggestionQuerySet, _name: str, _value: str) -> SuggestionQuerySet:
        """Under key supervision."""
        return rows.filter(is_key=True)

    def in_area(self, rows: SuggestionQuerySet, _name: str, value: Area) -> SuggestionQuerySet:
        """About the area or what lies below it."""
        within = list(Area.objects.within(value).order_by().values_list("pk", flat=True))
        return rows.filter(area__in=within)

    def led_by(self, rows: SuggestionQuerySet, _name: str, value: Person) -> SuggestionQuerySet:
        """Put by the person, in whichever of the deputyships."""
        return rows.filter(lead__in=list(value.deputyships.order_by().values_list("pk", flat=True)))

    def signed_by(self, rows: SuggestionQuerySet, _name: str, value: Person) -> SuggestionQuerySet:
        """Put by the person, or signed together with who put it."""
        return rows.filter(pk__in=put_or_signed_by_person(value).values("pk"))

    def with_leader(self, rows: SuggestionQuerySet, _name: str, value: Person) -> SuggestionQuerySet:
        """A government leader takes charge of a part (领办)."""
        return rows.filter(pk__in=Handling.objects.live().filter(leader=value).values("suggestion_id"))

    def of_priority(self, rows: SuggestionQuerySet, _name: str, value: PriorityKind) -> SuggestionQuerySet:
        """Of a kind that goes before others (R242)."""
        return rows.filter(pk__in=value.suggestions.order_by().values("pk"))

    def in_campaign(self, rows: SuggestionQuerySet, _name: str, value: Campaign) -> SuggestionQuerySet:
        """Tagged with the campaign (R243)."""
        return rows.filter(pk__in=value.suggestions.order_by().values("pk"))

    def done_again(self, rows: SuggestionQuerySet, _name: str, _value: str) -> SuggestionQuerySet:
        """In the second round or a later one."""
        return rows.filter(round__gte=2)

    def being_returned(self, rows: SuggestionQuerySet, _name: str, _value: str) -> SuggestionQuerySet:
        """A unit asks to give its part back."""
        asked = Handling.objects.filter(state=HandlingState.RETURN_ASKED)
        return rows.filter(pk__in=asked.order_by().values("suggestion_id"))

    def with_extension(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """A unit asked for more time, with this answer."""
        asked = Extension.objects.order_by()
        if value in ExtensionState.values:
            asked = asked.filter(state=value)
        return rows.filter(pk__in=asked.values("handling__suggestion_id"))


class SentimentFilter(SuggestionFilter):
    """社情民意, month by month (R245); what only suggestions of sessions have is left out."""

    q = CharFilter(label="搜编号、事由、代表、单位", max_length=100, method="searched")
    month = ChoiceFilter(label="月份", choices=months_put, method="in_month")
    counted = ChoiceFilter(label="每月一条", choices=[(_YES, "计入")], method="counting")
    occasion = None
    session = None  # type: ignore[assignment] # how django_filters takes a filter away
    kind = None

    leading = ("month", "unit")

    def in_month(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """Submitted in the month: 本月, 上月 or one written 2026-05."""
        month = Period.between(*month_span(value, self.today))
        return rows.filter(month.as_q_of_moments("submitted_at"))

    def counting(self, rows: SuggestionQuerySet, _name: str, _value: str) -> SuggestionQuerySet:
        """What counts for the monthly quota (R194, R195)."""
        return counted(rows)
