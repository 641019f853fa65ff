"""A district with a month of activities and a series, as the tests of the bulletins need them."""

from collections.abc import Callable
from datetime import date

import pytest

from activities.models import Activity, ActivityKind
from activities.operations import record_activity
from activities.parts import Part
from bulletins.models import Issue, Series
from bulletins.operations.opening import open_issue
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from deputies.models import Person
from deputies.operations import add_post, create_person
from tests.factories import make_area, make_user


@pytest.fixture
def district(db: None) -> Area:
    return Area.objects.filter(parent__isnull=True).first() or make_area(kind=AreaKind.DISTRICT)


@pytest.fixture
def town_area(district: Area) -> Area:
    return make_area("东塘镇", kind=AreaKind.TOWN)


@pytest.fixture
def town(town_area: Area) -> User:
    return make_user(Role.TOWN, name="何素琴", area=town_area)


@pytest.fixture
def clerk(district: Area) -> User:
    return make_user(Role.OFFICE, name="周敏")


@pytest.fixture
def leader(district: Area) -> User:
    return make_user(Role.LEADER, name="陈国华")


@pytest.fixture
def series(db: None) -> Series:
    return Series.objects.create(
        slug="renda-xinxi", name="人大信息", office="区人大常委会办公室", editor="周敏", phone="0550-1234567"
    )


@pytest.fixture
def chief(db: None) -> Person:
    person = create_person(actor=None, name="陈国华")
    add_post(person=person, actor=None, title="区人大常委会主任", order=1)
    return person


@pytest.fixture
def deputy_chief(db: None) -> Person:
    person = create_person(actor=None, name="孙维民")
    add_post(person=person, actor=None, title="区人大常委会副主任", order=2)
    return person


Log = Callable[..., Activity]


@pytest.fixture
def log(district: Area) -> Log:
    """Log one activity: ``log("05-08", "am", "标题", leader)``; the year is 2026."""

    def make(
        day: str, half_day: str, headline: str, leader: Person | None = None, **facts: object
    ) -> Activity:
        start = date.fromisoformat(f"2026-{day}")
        return record_activity(
            actor=None,
            start_on=start,
            half_day=half_day,
            kind=ActivityKind.objects.order_by("order").first()
            or ActivityKind.objects.create(code="x", name="调研"),
            headline=headline,
            text=f"{start.month}月{start.day}日，{headline}。",
            participations=[Part(person=leader, manner="率队")] if leader else [],
            **{"area": district, **facts},  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def may(log: Log, series: Series, clerk: User, chief: Person, deputy_chief: Person) -> Issue:
    """A draft of May with four entries; logged out of order on purpose."""
    log("05-29", "pm", "党组会议召开")
    log("05-29", "", "孙维民率队调研", deputy_chief)
    log("05-08", "am", "孙维民率队巡查", deputy_chief)
    log("05-08", "am", "陈国华率队巡查", chief)
    return open_issue(series=series, year=2026, number=5, actor=clerk)
