"""Points of the demo district: last year appraised and frozen, this year scored so far. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.db import transaction
from django.utils import timezone

from congress.audit import operations as audit
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from congress.organs.queries import district
from deputies.duty.enums import DutyState
from deputies.models import (
    Appraisal,
    AppraisalNotice,
    AppraisalYear,
    DutyKind,
    DutyRecord,
    PointsAccount,
    PointsPublication,
    PointsScheme,
)
from deputies.points.operations import appraising, publishing, schemes, settle
from deputies.points.schemes import scored_by, worth
from deputies.points.scoring import SchemeWorth, worth_of

#: The points deputies reached last year, one after the other.
_TARGETS = (920, 780, 810, 640, 960, 700, 760, 520, 910, 680, 840, 610, 770, 350)
_SUBJECTS = ("清溪河治理", "老旧小区加装电梯", "校园周边交通", "社区养老服务", "农产品市场", "乡村道路")
#: Kinds whose title is the kind itself.
_PLAIN = ("session_meeting", "committee_meeting", "duty_report_oral", "duty_report_written", "reception")
_NOTICE = (
    "按照《代表履职评价管理办法（试行）》，区人大常委会对全体区人大代表的履职情况进行了年度考核。"
    "考核以履职登记册为依据，经代表小组确认、办公室审核，四次亮分，代表提出的异议都已核实答复。现将结果通报如下。"
)


@transaction.atomic
def load() -> None:
    """Enter the schemes, last year's end and this year's points, unless there is a scheme already."""
    root, today = district(), timezone.localdate()
    if root is None or PointsScheme.objects.exists():
        return
    last = schemes.propose(area=root, year=today.year - 1, actor=None)
    last.levels = [CongressLevel.DISTRICT.value]
    last.save()
    schemes.put_in_force(scheme=last, actor=None, settles=False)
    this = schemes.copy_scheme(scheme=last, year=today.year, actor=None)
    schemes.put_in_force(scheme=this, actor=None, settles=False)
    DutyRecord.objects.bulk_create(_last_year(last), batch_size=1000)
    _end_of(last, root)
    keys = list(scored_by(this).values_list("pk", flat=True))
    settle(deputyships=keys, year=this.year, actor=None)
    _this_quarter(root, today)
    audit.record(actor=None, verb="points:load", obj=root, after={"schemes": 2})


def _last_year(scheme: PointsScheme) -> Iterator[DutyRecord]:
    """Duties enough for the points each deputy reached."""
    known, kinds = worth(scheme), list(DutyKind.objects.order_by("order"))
    at = timezone.make_aware(datetime.combine(date(scheme.year, 12, 20), time(10)))
    targets = cycle(_TARGETS)
    for number, deputyship in enumerate(scored_by(scheme).order_by("pk")):
        chosen = _enough(known, kinds, next(targets), number)
        for place, kind in enumerate(chosen):
            subject = _SUBJECTS[(number + place) % len(_SUBJECTS)]
            day = date(scheme.year, 1, 8) + timedelta(days=(place * 330) // len(chosen) + number % 5)
            yield DutyRecord(
                deputyship=deputyship,
                kind=kind,
                day=day,
                year=scheme.year,
                title=kind.name if kind.code in _PLAIN else f"{kind.name}：{subject}",
                state=DutyState.COUNTED,
                confirmed_at=at,
                reviewed_at=at,
            )


def _enough(known: SchemeWorth, kinds: list[DutyKind], target: int, number: int) -> list[DutyKind]:
    """Duties of all kinds in turn, the session first, until they are worth so many tenths of points."""
    begin = 1 + number % (len(kinds) - 1)
    turn = cycle([kinds[0], *kinds[begin:], *kinds[1:begin]])
    chosen: list[DutyKind] = []
    while (
        sum(one.tenths for one in worth_of(known, [(n, k.pk) for n, k in enumerate(chosen)]).values())
        < target
    ):
        chosen.append(next(turn))
    return chosen


def _end_of(scheme: PointsScheme, root: Area) -> None:
    """Shown, frozen and noticed in January."""
    year = scheme.year
    keys = list(scored_by(scheme).values_list("pk", flat=True))
    settle(deputyships=keys, year=year, actor=None)
    closing = date(year + 1, 1, 15)
    publishing.publish(
        area=root, year=year, quarter=4, objections_until=closing, actor=None, today=date(year + 1, 1, 5)
    )
    frozen_on = date(year + 1, 1, 20)
    appraising.freeze_year(year=year, actor=None, today=frozen_on)
    at = timezone.make_aware(datetime.combine(frozen_on, time(9)))
    AppraisalYear.objects.filter(year=year).update(frozen_at=at)
    Appraisal.objects.filter(account__year=year).update(frozen_at=at)
    AppraisalNotice.objects.create(
        year=year,
        title=f"关于{year}年度{root.name}人大代表履职考核情况的通报",
        number=f"安人常办〔{year + 1}〕3号",
        text=_NOTICE,
        issued_on=date(year + 1, 1, 22),
    )


def _this_quarter(root: Area, today: date) -> None:
    """The scores of this quarter are shown; the deputy of the demo account objects to the sum."""
    quarter = (today.month + 2) // 3
    if PointsPublication.objects.filter(area=root, year=today.year, quarter=quarter).exists():
        return
    publishing.publish(
        area=root,
        year=today.year,
        quarter=quarter,
        objections_until=today + timedelta(days=10),
        actor=None,
        today=today,
    )
    own = PointsAccount.objects.filter(
        area=root, year=today.year, deputyship__person__user__username="deputy"
    ).select_related("deputyship__person__user")
    for account in own[:1]:
        user = account.deputyship.person.user
        if user is not None:
            text = "上月到柳桥社区走访了三户居民，登记册里没有，请核对后补计。"
            publishing.object_to(account=account, actor=user, text=text)
