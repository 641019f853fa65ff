"""What the year report on the work with deputies is made of: four headings, every number with its list (R083).

Higher rooms add what they know under a heading through :func:`register_facts`, in their ``portal.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.organs.enums import DIRECT_LEVELS, CongressLevel
from congress.organs.models import Session
from deputies.checks.enums import CheckKind, CheckState
from deputies.duty.enums import DutyState
from deputies.duty.reading import TOLD
from deputies.duty_reports.queries import deputies_of, group_plans, level_sums
from deputies.models import (
    AppraisalYear,
    CheckFinding,
    DeputyGroup,
    Deputyship,
    DutyCheck,
    DutyRecord,
    ExitCase,
    Honour,
    LibraryEdition,
    PointsScheme,
    RatingRound,
    RegisterForm,
    StipendLine,
    Subscription,
)
from deputies.models.duty_reports import owing
from deputies.points.enums import SchemeState


class Heading(StrEnum):
    """The four headings, in the words of the rule the report follows."""

    DUTIES = "代表履职内容和要求"
    SYSTEMS = "健全完善代表工作制度"
    SERVICES = "提升代表履职服务保障水平"
    OVERSIGHT = "加强代表履职监督管理"


@dataclass(frozen=True)
class Fact:
    """One line: 履职登记 1,036 次; ``url`` leads to the records behind it."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with its facts."""

    title: str
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """For which year, by whom, and the last day that counts: of a year that runs, today."""

    year: int
    user: User
    today: date

    @property
    def on(self) -> date:
        """The day at which holders of seats are counted."""
        return min(self.today, date(self.year, 12, 31))


Provider = Callable[[Asked], Iterable[Fact]]
_providers: list[tuple[Heading, Provider]] = []


def register_facts(heading: Heading, provider: Provider) -> None:
    """Add facts under a heading; they count the whole district, for only its offices read the report."""
    _providers.append((heading, provider))


def parts_of(asked: Asked) -> list[Part]:
    """The report: own facts, then those of higher rooms."""
    own: dict[Heading, Provider] = {
        Heading.DUTIES: _duties,
        Heading.SYSTEMS: _systems,
        Heading.SERVICES: _services,
        Heading.OVERSIGHT: _oversight,
    }
    return [
        Part(
            heading.value,
            [*own[heading](asked), *(fact for of, add in _providers if of == heading for fact in add(asked))],
        )
        for heading in Heading
    ]


def _list(name: str, **query: object) -> str:
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def _duties(asked: Asked) -> Iterable[Fact]:
    held = Deputyship.objects.in_force(asked.on).filter(level__in=DIRECT_LEVELS).order_by()
    by_level = dict(held.values_list("level").annotate(n=Count("pk")))
    told = "，".join(
        f"{CongressLevel(level).label}{by_level[level]} 名" for level in CongressLevel if level in by_level
    )
    rows = DutyRecord.objects.filter(year=asked.year)
    sums = rows.order_by().aggregate(
        all=Count("pk", filter=Q(state__in=TOLD)),
        in_session=Count("pk", filter=Q(state__in=TOLD, in_session=True)),
        counted=Count("pk", filter=Q(state=DutyState.COUNTED)),
        people=Count("deputyship", filter=Q(state__in=TOLD), distinct=True),
    )
    url = _list("duty:index", year=asked.year)
    yield Fact("在任代表（直接选举）", told or "没有登记", _list("deputies:roster", state="now"))
    yield Fact("有履职登记的代表", f"{sums['people']:,} 名", url)
    yield Fact("履职登记", f"{sums['all']:,} 次，其中会议期间 {sums['in_session']:,} 次", url)
    yield Fact("已确认计入", f"{sums['counted']:,} 次", _list("duty:index", year=asked.year, state="counted"))
    forms = RegisterForm.objects.annotate(
        n=Count("kinds__records", filter=Q(kinds__records__year=asked.year, kinds__records__state__in=TOLD))
    )
    for form in forms.filter(n__gt=0).order_by("-n", "order"):
        yield Fact(form.name, f"{form.n:,} 次", _list("duty:index", year=asked.year, form=form.pk))


def _systems(asked: Asked) -> Iterable[Fact]:
    schemes = PointsScheme.objects.filter(year=asked.year, state=SchemeState.IN_FORCE).select_related("area")
    names = "、".join(f"{one.area}《{one.title}》第{one.edition}版" for one in schemes)
    yield Fact("施行的积分办法", names or "没有", reverse("points:index"))
    forms = RegisterForm.objects.filter(in_use=True).count()
    yield Fact("履职登记册", f"{forms} 种登记表格")
    issued = LibraryEdition.objects.filter(effective_on__year=asked.year).count()
    yield Fact("当年施行的制度", f"{issued} 件", reverse("library:index"))
    groups = DeputyGroup.objects.in_force(asked.on).count()
    yield Fact("代表小组", f"{groups} 个", reverse("deputies:groups"))
    plans = [plan for plan in group_plans(asked.user, asked.year, asked.on) if plan.planned]
    planned = sum(plan.planned for plan in plans)
    url = _list("duty_reports:plans", year=asked.year)
    yield Fact("述职计划", f"{len(plans)} 个小组，{planned} 名代表", url)


def _services(asked: Asked) -> Iterable[Fact]:
    sessions = Session.objects.filter(starts_on__year=asked.year, term__level=CongressLevel.DISTRICT).count()
    yield Fact("服务保障人代会", f"{sessions} 次", reverse("organs:terms"))
    lines = StipendLine.objects.filter(paid_list__year=asked.year, paid_list__state="paid")
    yield Fact(
        "发放履职补贴",
        f"{lines.values('deputyship').distinct().count()} 名代表",
        reverse("deputy_services:stipends"),
    )
    papers = Subscription.objects.filter(year=asked.year).count()
    yield Fact("赠送刊物材料", f"{papers:,} 份", reverse("deputy_services:subscriptions"))
    honours = Honour.objects.filter(year=asked.year, withdrawn_at__isnull=True).count()
    yield Fact("表彰", f"{honours} 项", _list("honours:index", year=asked.year))


def _oversight(asked: Asked) -> Iterable[Fact]:
    yield from _checks(asked)
    sums = level_sums(asked.user, asked.year)
    plans = group_plans(asked.user, asked.year, asked.on)
    rate = Rate(sum(plan.done for plan in plans), sum(plan.planned for plan in plans), "名")
    told = "，".join(f"{one.label}{one.deputies} 名" for one in sums)
    url = _list("duty_reports:index", state="held", year=asked.year)
    yield Fact("述职", f"{deputies_of(sums)} 名代表（{told}）" if sums else "0 名代表", url)
    yield Fact("述职计划完成率", str(rate), _list("duty_reports:plans", year=asked.year))
    owed = owing(Deputyship.objects.all(), asked.on).count()
    yield Fact("本届还没有述职", f"{owed:,} 名", reverse("duty_reports:owing"))
    rounds = RatingRound.objects.filter(year=asked.year).exclude(state="draft").count()
    yield Fact("代表评议政府和人大工作", f"{rounds} 次", _list("ratings:index", year=asked.year))
    frozen = AppraisalYear.objects.filter(year=asked.year, frozen_at__isnull=False).exists()
    yield Fact("年终考核", "已冻结" if frozen else "还没有冻结", reverse("points:index"))
    exits = ExitCase.objects.filter(found_on__year=asked.year).count()
    yield Fact("代表退出", f"{exits} 件", reverse("exits:index"))


def _checks(asked: Asked) -> Iterable[Fact]:
    done = DutyCheck.objects.filter(year=asked.year).exclude(state=CheckState.OPEN).order_by()
    by_kind = dict(done.values_list("kind").annotate(n=Count("pk")))
    for kind in CheckKind:
        url = _list("duty_checks:checks", kind=kind.value, year=asked.year)
        yield Fact(str(kind.label), f"{by_kind.get(kind.value, 0)} 次", url)
    faults = CheckFinding.objects.faulty().filter(check_of__in=done)
    mended = faults.filter(corrected_on__isnull=False).count()
    url = _list("duty_checks:findings", year=asked.year)
    yield Fact("检查发现问题", f"{faults.count()} 条，已改正 {mended} 条", url)
