"""What the district asks of its towns: exchange meetings, shows month by month, features, reminders."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from congress.access.exceptions import Conflict, StaleVersion
from congress.notices.models import Notice
from congress.organs.enums import AreaKind
from liaison_stations.models import ExchangeMeeting, ShowTurn, TownFeature
from liaison_stations.operations import exchange, features, shows
from liaison_stations.operations.work_reminders import remind
from liaison_stations.work.queries.towns import last_quarter, quarters_of
from liaison_stations.work.todos import todos
from tests.factories import make_area, make_person
from tests.liaison_stations.stage import Stage, make_stage

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def hold(stage: Stage, quarter: int = 1, on: date = date(2026, 2, 3), **more: Any) -> ExchangeMeeting:
    facts: Any = {"held_on": on, "place": "区人大", "account": "2月3日，召开交流会。", "remarks": [], **more}
    return exchange.hold_exchange(year=2026, quarter=quarter, actor=stage.office, **facts)


def test_a_quarter_without_its_meeting_is_flagged_on_the_first_of_the_next(stage: Stage) -> None:
    hold(stage)
    eve = [(one.meeting is not None, one.missed) for one in quarters_of(2026, date(2026, 6, 30))]
    assert eve == [(True, False), (False, False), (False, False), (False, False)]
    assert [one.missed for one in quarters_of(2026, date(2026, 7, 1))] == [False, True, False, False]
    assert [last_quarter(date(2026, month, 1)) for month in (1, 7, 12)] == [(2025, 4), (2026, 2), (2026, 3)]
    year, number = last_quarter(TODAY)
    waiting = f"登记{year}年第{'一二三四'[number - 1]}季度代表工作交流会"
    assert waiting in [one.title for one in todos(stage.office)]
    assert waiting not in [one.title for one in todos(stage.town_user)]


def test_a_meeting_holds_what_was_praised_and_is_an_activity_of_the_log(client: Client, stage: Stage) -> None:
    client.force_login(stage.office)
    address = reverse("station_work:write_exchange", args=[2026, 1])
    form = client.get(address).context["form"]
    sent = {
        "version": form["version"].value(),
        "held_on": "2026年2月3日",
        "place": "区人大",
        "account": "召开交流会。",
        f"praised_{stage.town.pk}": "拉呱会接地气",
        f"weak_{stage.town.pk}": "",
    }
    wrong = client.post(address, sent | {"held_on": "2026年4月3日"}).content.decode()
    assert "这一天不在2026年第一季度" in wrong
    assert client.post(address, sent).status_code == 302
    meeting = ExchangeMeeting.objects.get()
    assert [(one.area, one.praised) for one in meeting.remarks.all()] == [(stage.town, "拉呱会接地气")]
    assert meeting.activity.kind.code == "station_exchange"
    assert client.post(address, sent | {"place": "会议中心", "version": 1}).status_code == 302
    assert Activity.objects.get(pk=meeting.activity_id).place == "会议中心"
    assert "conflict-" in client.post(address, sent | {"version": 1}).content.decode()
    client.force_login(stage.town_user)
    assert "拉呱会接地气" in client.get(reverse("station_work:exchanges"), {"year": 2026}).content.decode()
    with pytest.raises(Conflict):
        hold(stage)
    with pytest.raises(PermissionDenied):
        exchange.change_exchange(
            meeting=meeting,
            version=2,
            actor=stage.town_user,
            held_on=date(2026, 2, 3),
            place="",
            account="",
            remarks=[],
        )


def test_eight_towns_over_eight_months_no_month_with_two_hosts(client: Client, stage: Stage) -> None:
    all_towns = [stage.town, *(make_area() for _ in range(7))]
    client.force_login(stage.office)
    address = reverse("station_work:plan_round")
    form = client.get(address).context["form"]
    sent = {"name": "第一轮", "year": 2026, "month": 9} | {
        bound.html_name: bound.value() or "" for _town, place, theme in form.rows for bound in (place, theme)
    }
    for field in sent:
        if field.startswith("place_") and int(field.removeprefix("place_")) not in {t.pk for t in all_towns}:
            sent[field] = ""
    chosen = {f"place_{town.pk}": number for number, town in enumerate(all_towns, 1)}
    again = sent | chosen | {f"place_{all_towns[1].pk}": 1}
    assert "2026年9月已有乡镇（街道）展示" in client.post(address, again).content.decode()
    assert client.post(address, sent | chosen).status_code == 302
    turns = list(ShowTurn.objects.order_by("month"))
    assert [turn.month for turn in turns] == [
        *(date(2026, month, 1) for month in range(9, 13)),
        *(date(2027, month, 1) for month in range(1, 5)),
    ]
    assert {turn.area for turn in turns} == set(all_towns)
    for area, month in ((turns[0].area, date(2030, 1, 1)), (make_area(), turns[0].month)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ShowTurn.objects.create(round=turns[0].round, area=area, month=month)
    twice = [shows.Turn(stage.town, date(2031, month, 1)) for month in (1, 2)]
    with pytest.raises(ValidationError, match="只排一次"):
        shows.plan_round(name="第二轮", turns=twice, actor=stage.office)


def test_a_show_held_is_an_activity_with_its_observers(client: Client, stage: Stage) -> None:
    month = TODAY.replace(day=1)
    shows.plan_round(name="第一轮", turns=[shows.Turn(stage.town, month)], actor=stage.office)
    turn = ShowTurn.objects.get()
    client.force_login(stage.town_user)
    assert f"登记工作展示：{stage.town}" in [one.title for one in todos(stage.town_user)]
    facts: Any = {"held_on": TODAY, "place": "", "observers": "各乡镇人大主席", "account": "展示。"}
    with pytest.raises(Conflict, match="还没有写主题"):
        shows.hold_turn(turn=turn, version=1, actor=stage.town_user, **facts)
    change = reverse("station_work:change_turn", args=[turn.pk])
    client.post(change, {"theme": "渔歌议事", "version": 1, "month": "2031年1月1日"})
    turn.refresh_from_db()
    assert (turn.theme, turn.month) == ("渔歌议事", month), "the month is the office's to move"
    held = reverse("station_work:hold_turn", args=[turn.pk])
    assert client.post(held, facts | {"held_on": str(TODAY), "version": 2}).status_code == 302
    turn.refresh_from_db()
    assert turn.activity is not None
    assert turn.activity.headline == f"{stage.town}开展联络站工作展示：渔歌议事"
    client.force_login(make_stage().town_user)
    assert client.get(held).status_code == 404


def test_each_town_street_and_park_has_one_feature_a_year(
    client: Client, stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    park = make_area("高新园区", AreaKind.PARK)
    client.force_login(stage.office)
    address = f"{reverse('station_work:set_feature', args=[park.pk])}?year={TODAY.year}"
    assert client.post(address, {"name": "企业直通车", "account": "", "version": 0}).status_code == 302
    feature = TownFeature.objects.get()
    page = client.get(reverse("station_work:town_features"))
    assert stage.town in page.context["without"]
    assert page.context["leaderless"] == [park]
    assert "还没有特色项目" in page.content.decode()
    with pytest.raises(StaleVersion):
        features.set_feature(feature=feature, version=0, name="别的", account="", actor=stage.office)
    own, leader = TownFeature(area=stage.town, year=TODAY.year), make_person()
    with pytest.raises(PermissionDenied):
        features.set_feature(
            feature=own, version=0, name="渔歌", account="", leader=leader, actor=stage.town_user
        )
    with pytest.raises(PermissionDenied):
        features.set_feature(feature=feature, version=1, name="别的", account="", actor=stage.town_user)
    client.force_login(stage.town_user)
    assert client.get(address).status_code == 404
    for name, number in (("town_features", 8), ("exchanges", 7), ("show_rounds", 9)):
        with django_assert_num_queries(number):
            assert client.get(reverse(f"station_work:{name}")).status_code == 200


def test_station_and_town_hear_once_of_a_month_without_a_visit(stage: Stage) -> None:
    remind(today=date(2026, 5, 30))  # a Saturday
    assert not Notice.objects.exists()
    remind(today=date(2026, 6, 1))
    remind(today=date(2026, 6, 2))
    told = Notice.objects.filter(title="5月没有走访够：1 个站")
    assert {one.user for one in told} == {stage.officer, stage.town_user}
    remind(today=date(2026, 6, 22))
    assert Notice.objects.filter(title__startswith="6月走访还不够").count() == 2
    assert any(one.title.startswith("补登") for one in todos(stage.officer))
