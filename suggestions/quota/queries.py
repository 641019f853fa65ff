"""Who met the monthly quota, from the records."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse

from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.figures.period import Period
from deputies.models import Deputyship, GroupMembership, Person
from suggestions.enums import Occasion, State
from suggestions.models import QuotaSetting, Suggestion, SuggestionQuerySet

#: What was put and stayed put; sent back, taken back or turned elsewhere it does not count.
NOT_COUNTED = (State.DRAFT, State.RETURNED, State.WITHDRAWN, State.DIVERTED)
NO_GROUP = "未编组"


def last_day(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def counted(rows: SuggestionQuerySet, setting: QuotaSetting | None = None) -> SuggestionQuerySet:
    """The 社情民意 among ``rows`` that count for the quota; its list has the filter 计入每月一条 for the same."""
    rule = setting or QuotaSetting.load()
    rows = rows.filter(occasion=Occasion.SENTIMENT).exclude(state__in=NOT_COUNTED)
    if rule.livelihood_only:
        rows = rows.filter(Q(category__livelihood=True) | Q(category__parent__livelihood=True))
    return rows


def counted_url(month: date, person: Person | None = None) -> str:
    """The list of exactly the counted ones of a month, of one deputy or of all."""
    query = {"month": f"{month:%Y-%m}", "counted": "yes"}
    if person is not None:
        query["person"] = str(person.pk)
    return f"{reverse('suggestions:sentiment')}?{urlencode(query)}"


@dataclass(frozen=True)
class Line:
    """One deputy in a month."""

    person: Person
    group: str
    town: str
    number: int
    met: bool
    url: str


@dataclass(frozen=True)
class Share:
    """How many of those who owe have met it: a group, a town, a month, everybody."""

    label: str
    due: int
    met: int
    items: int = 0
    url: str = ""

    @property
    def rate(self) -> Rate:
        """Deputies who met it, of all who owe."""
        return Rate(self.met, self.due, "人")


@dataclass(frozen=True)
class GroupLines:
    """The deputies of one group, those who have not met it first."""

    share: Share
    lines: list[Line]


@dataclass(frozen=True)
class Report:
    """A month: everybody who owes, and the shares."""

    month: date
    whole: Share
    lines: list[Line] = field(default_factory=list)
    groups: list[Share] = field(default_factory=list)
    towns: list[Share] = field(default_factory=list)

    def by_group(self, *, met: bool | None) -> list[GroupLines]:
        """Each group with its deputies who have met it, have not, or all of them; groups without any are left out."""
        found = []
        for share in self.groups:
            lines = [x for x in self.lines if x.group == share.label and (met is None or x.met == met)]
            if lines:
                found.append(GroupLines(share, lines))
        return found

    @property
    def label(self) -> str:
        """2026年11月完成的代表."""
        return f"{self.month.year}年{self.month.month}月完成的代表"

    @property
    def url(self) -> str:
        """The list of everything that counts in the month."""
        return counted_url(self.month)


def report(user: User, month: date) -> Report:
    """Who owes in a month, within the user's roster, and who has met it (4 queries).

    A deputy owes in every month in which the deputyship is in force on any day, however many levels it is held at.
    """
    rule = QuotaSetting.load()
    serving = _serving(user, rule, month)
    numbers = dict(
        counted(Suggestion.objects.filter(_put_in(month)), rule)
        .order_by()
        .values_list("lead__person")
        .annotate(n=Count("pk"))
    )
    groups = _groups(serving.values(), month)
    lines = [
        Line(
            person=row.person,
            group=groups.get(row.person_id, NO_GROUP),
            town=row.constituency.area.name if row.constituency else row.get_level_display(),
            number=numbers.get(row.person_id, 0),
            met=numbers.get(row.person_id, 0) >= rule.per_month,
            url=counted_url(month, row.person),
        )
        for row in serving.values()
    ]
    lines.sort(key=lambda line: (line.met, line.group, line.person.pinyin, line.person.pk))
    return Report(
        month=month,
        whole=_share("", lines),
        lines=lines,
        groups=_shares(lines, "group"),
        towns=_shares(lines, "town"),
    )


def months(user: User, first: date, last: date) -> list[Share]:
    """Month by month, newest first: how many owed, how many met it, how many were put (3 queries)."""
    rule = QuotaSetting.load()
    owed = [
        (row.person_id, row.starts_on, row.ends_on)
        for row in Deputyship.objects.visible_to(user)
        .filter(level__in=rule.levels)
        .only("person_id", "starts_on", "ends_on")
    ]
    put = Period.between(first, last_day(last)).as_q_of_moments("submitted_at")
    found = (
        counted(Suggestion.objects.filter(put), rule)
        .order_by()
        .annotate(month=TruncMonth("submitted_at"))
        .values_list("month", "lead__person")
        .annotate(n=Count("pk"))
    )
    numbers: dict[date, dict[int, int]] = defaultdict(dict)
    for moment, person, number in found:
        numbers[date(moment.year, moment.month, 1)][person] = number
    shares = []
    month = last
    while month >= first:
        owing = {person for person, begin, end in owed if _owes(rule, month, begin, end)}
        put_then = {p: n for p, n in numbers[month].items() if p in owing}
        met = sum(number >= rule.per_month for number in put_then.values())
        if owing:
            address = f"{reverse('suggestions:quota')}?month={month:%Y-%m}"
            label = f"{month.year}年{month.month}月"
            shares.append(Share(label, len(owing), met, sum(put_then.values()), address))
        month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    return shares


def owes_now(person: Person, today: date) -> bool:
    """Whether a deputy has put fewer than the quota in the month of a day (3 queries)."""
    rule = QuotaSetting.load()
    month = today.replace(day=1)
    held = person.deputyships.filter(level__in=rule.levels).in_force(today)
    if not _begun(rule, month) or not held.exists():
        return False
    own = counted(Suggestion.objects.filter(_put_in(month), lead__person=person), rule)
    return own.count() < rule.per_month


def _begun(rule: QuotaSetting, month: date) -> bool:
    return rule.starts_on is None or rule.starts_on <= last_day(month)


def _owes(rule: QuotaSetting, month: date, begin: date, end: date | None) -> bool:
    return _begun(rule, month) and begin <= last_day(month) and (end is None or end >= month)


def _put_in(month: date) -> Q:
    return Period.between(month, last_day(month)).as_q_of_moments("submitted_at")


def _serving(user: User, rule: QuotaSetting, month: date) -> dict[int, Deputyship]:
    """One deputyship for each person who serves in the month, that of the highest level."""
    if not _begun(rule, month):
        return {}
    rows = Deputyship.objects.visible_to(user).filter(level__in=rule.levels, starts_on__lte=last_day(month))
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=month))
    serving: dict[int, Deputyship] = {}
    for row in rows.select_related("person", "constituency__area").order_by("pk"):
        serving.setdefault(row.person_id, row)
    return serving


def _groups(rows: Iterable[Deputyship], month: date) -> dict[int, str]:
    """The territorial group each person sits in at the end of the month."""
    day = last_day(month)
    sitting = GroupMembership.objects.in_force(day).filter(is_main=True, deputyship__in=[r.pk for r in rows])
    labels = sitting.values_list("deputyship__person", "group__label")
    return dict(labels.order_by("pk"))


def _share(label: str, lines: list[Line]) -> Share:
    return Share(label, len(lines), sum(line.met for line in lines), sum(line.number for line in lines))


def _shares(lines: list[Line], name: str) -> list[Share]:
    """The least complete first."""
    grouped: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[getattr(line, name)].append(line)
    shares = [_share(label, found) for label, found in grouped.items()]
    return sorted(shares, key=lambda share: (share.met / share.due, share.label))
