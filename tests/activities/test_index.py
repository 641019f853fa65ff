"""The list: filters, export, and as many queries for one row as for three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from activities import operations
from activities.models import Activity
from activities.parts import GroupPart, Part, UnitPart
from congress.accounts.enums import Role
from congress.organs.models import Area
from deputies.enums import Standing
from tests.factories import make_activity, make_area, make_kind, make_person, make_user

pytestmark = pytest.mark.django_db
URL = "/activities/"


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(make_user(Role.OFFICE))
    return client


def titles(client: Client, **query: Any) -> set[str]:
    page = client.get(URL, query).text
    return {title for title in Activity.objects.values_list("headline", flat=True) if f">{title}</a>" in page}


def test_newest_first(clerk: Client) -> None:
    make_activity(on=date(2026, 5, 1), headline="五月一日")
    make_activity(on=date(2026, 5, 9), headline="五月九日")
    page = clerk.get(URL).text
    assert page.index("五月九日") < page.index("五月一日")


@time_machine.travel("2026-06-10 12:00:00+08:00")
def test_every_filter_finds_its_own(clerk: Client) -> None:
    town = make_area("柳桥街道")
    village = make_area("春晓社区", parent=town)
    leader, guest = make_person("孙维民"), make_person("省里来的人")
    type(guest).objects.filter(pk=guest.pk).update(standing=Standing.HIGHER)
    may = make_activity(leader, headline="五月", half_day="am", text="视察ＡＢＣ园区。")
    over = make_activity(on=date(2026, 5, 30), until=date(2026, 6, 2), headline="跨月", area=village)
    june = make_activity(guest, on=date(2026, 6, 3), headline="六月", kind=make_kind("培训", code="training"))
    operations.withdraw(activity=june, actor=make_user(), reason="重复")
    every = {"五月", "跨月", "六月"}
    assert titles(clerk) == every
    assert titles(clerk, month="2026-05") == titles(clerk, month="last") == {"五月", "跨月"}
    assert titles(clerk, month="this") == {"跨月", "六月"}
    assert titles(clerk, kind=june.kind_id) == {"六月"}
    assert titles(clerk, person=leader.pk) == {"五月"}
    assert titles(clerk, area=village.pk) == {"跨月"}
    assert titles(clerk, area=may.area_id) == {"五月", "六月"}
    assert titles(clerk, half_day="am") == {"五月"}
    assert titles(clerk, half_day="none") == {"跨月", "六月"}
    assert titles(clerk, higher="yes") == {"六月"}
    assert titles(clerk, state="withdrawn") == {"六月"}
    assert titles(clerk, since="2026年6月1日") == {"跨月", "六月"}
    assert titles(clerk, until="2026-05-29") == {"五月"}
    assert titles(clerk, q="abc园区") == {"五月"}
    assert titles(clerk, q="不会有的词") == set()
    assert over.end_on.month == 6


def test_a_town_sees_its_own_area_only(client: Client) -> None:
    own, other = make_area("柳桥街道"), make_area("文昌街道")
    make_activity(area=make_area("春晓社区", parent=own), headline="本街道社区的")
    make_activity(area=other, headline="别的街道的")
    make_activity(headline="区里的", area=Area.objects.get(parent=None))
    client.force_login(make_user(Role.TOWN, area=own))
    assert titles(client) == {"本街道社区的"}


def test_the_export_has_everything_that_was_logged(clerk: Client) -> None:
    make_area()
    operations.record_activity(
        actor=None,
        start_on=date(2026, 5, 12),
        end_on=date(2026, 5, 18),
        half_day="pm",
        kind=make_kind(),
        headline="履职培训班",
        text="正文。",
        participations=[Part(manner="主持", name="孙维民", title_as_written="区人大常委会副主任")],
        units=[UnitPart("区城管局", represented_by="负责人", manner="陪同")],
        groups=[GroupPart("部分区人大代表")],
    )
    response = clerk.post(URL, {"export": "filtered"})
    content = response.getvalue()
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    for wanted in (
        "2026年5月12日至18日",
        "下午",
        "区人大常委会副主任孙维民（主持）",
        "区城管局负责人（陪同）",
        "部分区人大代表（参加）",
        "正文。",
    ):
        assert wanted in cells


def rich(number: int) -> Activity:
    """An activity with two of everything."""
    return operations.record_activity(
        actor=make_user(),
        start_on=date(2026, 5, number),
        kind=make_kind(f"类别{number}", code=f"k{number}"),
        headline=f"第{number}次",
        text="正文。",
        area=make_area(),
        participations=[Part(manner="参加", name=f"甲{number}"), Part(manner="参加", name=f"乙{number}")],
        units=[UnitPart("区城管局"), UnitPart("区文明办")],
        groups=[GroupPart("部分区人大代表"), GroupPart("机关干部")],
    )


def test_more_rows_are_no_more_queries(
    clerk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    rich(1)
    clerk.get(URL)
    with django_assert_max_num_queries(60) as one:
        clerk.get(URL)
    rich(2), rich(3)
    with django_assert_max_num_queries(60) as three:
        clerk.get(URL)
    assert len(three) == len(one)


def test_more_people_are_no_more_queries_on_the_record_page(
    clerk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    small, large = make_activity(make_person()), make_activity(*(make_person() for _ in range(6)))
    clerk.get(
        reverse("activities:detail", args=[small.pk])
    )  # the counts in the menu are remembered from here on
    counts = []
    for activity in (small, large):
        with django_assert_max_num_queries(31) as counted:
            clerk.get(reverse("activities:detail", args=[activity.pk]))
        counts.append(len(counted))
    assert counts[0] == counts[1]
