"""The figures of deputies and of what they do that the portal offers."""

from __future__ import annotations

from django.db.models import Count as Counted
from django.db.models import Q, Sum

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.chapters import Chapter, in_list, on_day
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.together import Together
from congress.organs.enums import CongressLevel
from congress.organs.models import Constituency
from congress.web.addresses import page_url
from deputies import rules
from deputies.duty.enums import PASSED, DutyState
from deputies.duty.rules import LIST_READERS
from deputies.models import DeputyGroup, Deputyship, DutyRecord, Person

_DUTIES = "duty:index"


def _standing(user: User, period: Period) -> dict[str, Count | Rate]:
    """As things stood at the cut-off (3 queries), as the home page shows it."""
    held = Deputyship.objects.in_force(period.end)
    people = Person.objects.visible_to(user).filter(pk__in=held.values("person_id"))
    seats = Constituency.objects.filter(level=CongressLevel.DISTRICT).aggregate(n=Sum("seats"))["n"]
    return {
        "people": Count(people.count(), "人"),
        "deputyships": Count(Deputyship.objects.visible_to(user).in_force(period.end).count(), "个"),
        "seats": Count(seats or 0, "名"),
    }


def _groups(user: User, period: Period) -> dict[str, Count | Rate]:
    """Groups there were at the cut-off (1 query)."""
    return {"groups": Count(DeputyGroup.objects.visible_to(user).in_force(period.end).count(), "个")}


def _duties(user: User, period: Period) -> dict[str, Count | Rate]:
    """What deputies did in the period, by how far it is confirmed (1 query)."""
    rows = DutyRecord.objects.visible_to(user).standing().filter(period.as_q("day")).order_by()
    found = rows.aggregate(
        records=Counted("pk"),
        passed=Counted("pk", filter=Q(state__in=PASSED)),
        counted=Counted("pk", filter=Q(state=DutyState.COUNTED)),
        pending=Counted("pk", filter=Q(state=DutyState.PENDING)),
    )
    numbers: dict[str, Count | Rate] = {key: Count(n, "人次") for key, n in found.items()}
    numbers["passed_rate"] = Rate(found["passed"], found["records"], "人次")
    return numbers


def register() -> None:
    """Offer them all."""
    roll = Chapter("代表队伍", "deputies", Together(_standing), rules.READERS - {Role.ADMIN}, order=10)
    for key, label, unit, definition, page in (
        ("people", "人大代表", "人", "各级在任代表，一人有几级资格也算一人", on_day("deputies:index")),
        (
            "deputyships",
            "代表资格",
            "个",
            "各级在任代表资格，一人有几级资格算几个",
            on_day("deputies:roster"),
        ),
    ):
        roll.number(key, label, unit, definition, page, standing=True, at_home=True)
    roll.number(
        "seats",
        "区人大代表应选名额",
        "名",
        "各选区应选名额之和，按现在的选区；实有和空缺见列表",
        lambda _user, _period: page_url("deputies:seats"),
        at_home=True,
    )
    groups = Chapter("代表队伍", "deputies", Together(_groups), roll.roles, order=10)
    groups.number(
        "groups", "代表小组", "个", "现有的代表小组，各级各类都算", on_day("deputies:groups"), standing=True
    )

    duty = Chapter("履职", "duties", Together(_duties), LIST_READERS, order=12)
    every, passed = in_list(_DUTIES), in_list(_DUTIES, state="passed")
    duty.number(
        "records", "履职人次", "人次", "期内的履职登记，一名代表做一件事算一人次；不含已撤回的", every
    )
    duty.number("passed", "小组已确认", "人次", "期内的履职登记当中，小组已经确认的", passed)
    duty.number(
        "counted",
        "已计入",
        "人次",
        "期内的履职登记当中，确认、审核都已完成，计入登记册的",
        in_list(_DUTIES, state=DutyState.COUNTED),
    )
    duty.number(
        "pending",
        "待小组确认",
        "人次",
        "期内的履职登记当中，还等小组确认的",
        in_list(_DUTIES, state=DutyState.PENDING),
    )
    duty.rate("passed_rate", "已确认率", "人次", "小组已确认占履职人次", passed, every)
