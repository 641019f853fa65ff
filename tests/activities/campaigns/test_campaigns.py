"""What campaigns ask for and how far they are, with the numbers of the documents they were drawn from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities import operations as log
from activities.campaigns import operations, queries
from activities.campaigns.enums import Audience, CampaignSort
from activities.campaigns.halves import half, half_of
from activities.models import Activity, ActivityKind, Campaign, Measure, StudyReport
from activities.parts import CountedPart
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.numbers import About
from congress.organs.enums import CongressLevel
from deputies.models import DeputyGroup, Deputyship, DutyKind, LibraryText
from tests.deputies.duty.stage import count, district, with_account
from tests.factories import make_area, make_deputyship, make_group, make_person, make_user
from tests.liaison_stations.stage import make_station

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("summer")]
MAY = date(2026, 5, 8)


@pytest.fixture
def summer() -> Any:
    with time_machine.travel("2026-07-15 10:00:00+08:00", tick=True):
        yield


@pytest.fixture
def clerk() -> User:
    district()
    return make_user(Role.OFFICE)


def happened(
    campaign: Campaign | None = None,
    *groups: DeputyGroup,
    code: str = "inspection",
    on: date = MAY,
    deputies: tuple[Deputyship, ...] = (),
    counted: tuple[CountedPart, ...] = (),
) -> Activity:
    """An activity of groups, with the campaign's name."""
    return log.record_activity(
        actor=None,
        start_on=on,
        kind=ActivityKind.objects.get(code=code),
        headline="走访农户",
        text="走访农户。",
        campaigns=[campaign] if campaign else [],
        deputy_groups=groups,
        deputies=deputies,
        counted=counted,
    )


def campaign_of(name: str = "四个一", **facts: Any) -> Campaign:
    return log.add_campaign(actor=None, name=name, **facts)


def asked(
    campaign: Campaign, clerk: User, audience: Audience, name: str, *codes: str, **more: Any
) -> Measure:
    kinds: dict[str, Any] = (
        {"duty_kinds": DutyKind.objects.filter(code__in=codes)}
        if audience == Audience.DEPUTY
        else {"activity_kinds": ActivityKind.objects.filter(code__in=codes)}
    )
    return operations.add_measure(
        campaign=campaign, actor=clerk, audience=audience, name=name, **{"heading": "", **kinds, **more}
    )


def test_a_group_that_did_three_of_four_shows_3_of_4_and_the_missing_one(clerk: User) -> None:
    campaign, group = campaign_of(), make_group()
    for name, code in (
        ("视察", "inspection"),
        ("学习", "training"),
        ("走访", "voter_visit"),
        ("实事", "public_service"),
    ):
        asked(campaign, clerk, Audience.GROUP, name, code)
    for code in ("inspection", "training", "voter_visit"):
        happened(None, group, code=code)
    line = queries.group_lines(campaign, queries.measures_of(campaign)[Audience.GROUP], [group], clerk)[0]
    assert (line.done, line.missing) == (3, ["实事"])


def test_five_and_four_make_a_matrix_of_deputies_and_groups(clerk: User) -> None:
    campaign, group = campaign_of("聚民意 惠民生"), make_group()
    deputy = make_deputyship(group=group)
    for number, code in enumerate(("inspection", "training", "reception", "hearing", "good_deed")):
        asked(campaign, clerk, Audience.DEPUTY, f"代表{number}", code)
    for number, code in enumerate(("inspection", "research", "training", "voter_visit")):
        asked(campaign, clerk, Audience.GROUP, f"小组{number}", code)
    count(deputy, make_user(Role.DEPUTY_WORK), kind="training", pk=1, day=MAY)
    measures = queries.measures_of(campaign)
    line = queries.deputy_lines(campaign, measures[Audience.DEPUTY], [deputy])[0]
    assert (len(measures[Audience.DEPUTY]), len(measures[Audience.GROUP])) == (5, 4)
    assert (line.done, len(line.missing)) == (1, 4)


def test_twenty_measures_under_four_headings_of_which_twelve_have_an_activity(clerk: User) -> None:
    campaign = campaign_of("四带头四提升")
    measures = [
        asked(campaign, clerk, Audience.DISTRICT, f"举措{number}", heading=f"带头{number % 4}")
        for number in range(20)
    ]
    activity = happened(campaign)
    for measure in measures[:12]:
        operations.link_activities(measure=measure, actor=clerk, activities=[activity])
    found = queries.headings(campaign, queries.measures_of(campaign)[Audience.DISTRICT], clerk)
    assert len(found) == 4
    assert (sum(one.done for one in found), sum(len(one.cells) for one in found)) == (12, 20)


def test_kinds_add_up_to_the_exact_number_and_levels_count_persons(clerk: User) -> None:
    campaign = campaign_of()
    district_deputy, city = make_deputyship(), make_deputyship(level=CongressLevel.CITY)
    happened(campaign, deputies=(district_deputy, city))
    happened(campaign, deputies=(district_deputy,))
    happened(campaign, code="voter_visit")
    assert [n for _name, _key, n in queries.by_kind(campaign, clerk)] == [2, 1]
    assert queries.by_level(campaign, clerk) == [("市级", 1), ("区县级", 1)]


def test_things_of_several_groups_add_up_and_stay_approximate(clerk: User) -> None:
    campaign = campaign_of("六进")
    groups = [make_group() for _ in range(3)]
    happened(
        campaign,
        *groups,
        counted=(CountedPart("收集意见建议", 30, "条", About.AND_MORE), CountedPart("办实事", 12, "件")),
    )
    happened(
        campaign, groups[0], counted=(CountedPart("收集意见建议", 10, "条"), CountedPart("办实事", 10, "件"))
    )
    assert {thing.what: str(thing.count) for thing in queries.things(campaign, clerk)} == {
        "收集意见建议": "40余条",
        "办实事": "22 件",
    }


def test_a_person_in_two_roles_is_one_person_and_staff_take_part_too(clerk: User) -> None:
    campaign = campaign_of("专项整治", roles=["宣传者", "监督者"])
    deputy, staff = make_deputyship(), make_person()
    operations.add_members(campaign=campaign, actor=clerk, deputyships=[deputy], role="宣传者")
    operations.add_members(
        campaign=campaign, actor=clerk, deputyships=[deputy], people=[staff], role="监督者"
    )
    crowd = queries.crowd(campaign)
    assert crowd.persons == 2
    assert crowd.rows == [("区县级", "宣传者", 1), ("区县级", "监督者", 1), ("机关干部", "监督者", 1)]
    with pytest.raises(ValidationError, match="没有“旁观者”"):
        operations.add_members(campaign=campaign, actor=clerk, people=[staff], role="旁观者")


def test_a_month_of_activities_names_the_groups_with_none(clerk: User) -> None:
    month = campaign_of(
        "代表活动月", sort=CampaignSort.MONTH, starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31)
    )
    busy, silent = make_group(), make_group()
    happened(None, busy)
    happened(None, silent, on=date(2026, 6, 1))
    assert queries.activities_of(month, clerk).count() == 1
    assert queries.silent_groups(month, [busy, silent], clerk) == [silent]


def test_a_half_year_of_fifteen_groups_counts_a_joint_activity_once(clerk: User) -> None:
    groups = [make_group(number) for number in range(1, 16)]
    for number in range(22):
        happened(None, groups[number % 15], code="inspection" if number % 2 else "research")
    happened(None, groups[0], groups[1], code="training")
    happened(None, groups[0], on=date(2026, 7, 1))
    for number in range(9):
        StudyReport.objects.create(
            title=f"报告{number}", field="教育", group=groups[number], finished_on=date(2026, 6, 30)
        )
    found = half(clerk, half_of(2026, 1))
    assert (len(found.lines), found.activities, found.inspections, found.reports) == (15, 23, 22, 9)
    assert sum(line.activities for line in found.lines) == 24


def test_records_of_other_rooms_bear_the_name_and_those_out_of_reach_stay(clerk: User) -> None:
    campaign = campaign_of("提升工程", sort=CampaignSort.PROGRAMME)
    facts: dict[str, Any] = {"campaign": campaign, "actor": clerk, "what": "station"}
    operations.set_tags(**facts, records=[1, 2, 9], among=[1, 2, 3, 9])
    operations.set_tags(**facts, records=[3], among=[1, 2, 3])
    assert sorted(campaign.tags.values_list("record", flat=True)) == [3, 9]


def test_asking_the_same_twice_is_refused_at_the_field_and_deputies_need_a_duty(
    clerk: User, client: Client
) -> None:
    campaign = campaign_of()
    asked(campaign, clerk, Audience.GROUP, "视察", "inspection")
    client.force_login(clerk)
    url = reverse("campaigns:add_measure", args=[campaign.pk])
    data = {"audience": "group", "name": "视察", "times": 1, "order": 1, "version": 1}
    assert "这个专项已有这一条" in client.post(url, data).content.decode()
    answer = client.post(url, {**data, "audience": "deputy", "name": "学习"}).content.decode()
    assert "请选哪些履职事项算" in answer
    assert Measure.objects.count() == 1


def test_names_pasted_are_found_or_named(clerk: User, client: Client) -> None:
    campaign, deputy = campaign_of(), make_deputyship()
    client.force_login(clerk)
    url = reverse("campaigns:members", args=[campaign.pk])
    answer = client.post(url, {"names": f"{deputy.person.name}、查无此人"}).content.decode()
    assert "人员名册里没有：查无此人" in answer
    client.post(url, {"names": deputy.person.name})
    assert campaign.members.get().level == CongressLevel.DISTRICT


def test_a_deputy_sees_what_is_asked_of_oneself_and_of_the_own_group(clerk: User, client: Client) -> None:
    campaign, group, other = campaign_of(), make_group(), make_group()
    deputy = make_deputyship(group=group)
    asked(campaign, clerk, Audience.DEPUTY, "提一件建议", "suggestion_lead")
    asked(campaign, clerk, Audience.GROUP, "视察一次", "inspection")
    happened(None, group)
    client.force_login(with_account(deputy))
    page = client.get(reverse("campaigns:own")).content.decode()
    assert "提一件建议" in page
    assert group.listed_as in page
    assert other.listed_as not in page
    assert "1／1 次" in page


def test_pages_ask_a_fixed_number_of_queries(
    clerk: User, client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    campaign = campaign_of()
    area = make_area()
    for number in range(3):
        group = make_group(area=area)
        asked(campaign, clerk, Audience.GROUP, f"视察{number}", "inspection")
        asked(campaign, clerk, Audience.DEPUTY, f"学习{number}", "training")
        asked(campaign, clerk, Audience.DISTRICT, f"举措{number}")
        happened(campaign, group, deputies=(make_deputyship(group=group),))
    client.force_login(clerk)
    client.get(reverse("campaigns:index"))  # the menu's counts are kept from here on
    for url, limit in (
        (reverse("campaigns:index"), 12),
        (reverse("campaigns:detail", args=[campaign.pk]), 32),
        (reverse("campaigns:deputies", args=[campaign.pk]), 16),
        (reverse("campaigns:groups"), 14),
    ):
        with django_assert_max_num_queries(limit):
            assert client.get(url).status_code == 200


def test_stations_rules_and_activities_with_the_name_stand_on_one_page(clerk: User, client: Client) -> None:
    campaign = campaign_of("提升工程", sort=CampaignSort.PROGRAMME)
    rule = LibraryText.objects.create(code="group-study", title="小组学习制度", kind="rule")
    station = make_station()
    happened(campaign)
    client.force_login(clerk)
    for what, record in (("rule", rule), ("station", station)):
        client.post(reverse("campaigns:set_tags", args=[campaign.pk, what]), {"records": [str(record.pk)]})
    page = client.get(reverse("campaigns:detail", args=[campaign.pk])).content.decode()
    assert all(words in page for words in ("小组学习制度", station.name, "活动 1 次"))


def test_a_year_s_activities_are_counted_by_subject(clerk: User, client: Client) -> None:
    farms, health = (campaign_of(name, sort=CampaignSort.SUBJECT) for name in ("乡村振兴", "教育医疗"))
    happened(farms)
    happened(farms)
    happened(health, on=date(2025, 5, 8))
    found = {row.name: row.of_year for row in queries.with_counts(clerk, 2026)}  # type: ignore[attr-defined]
    assert found == {"乡村振兴": 2, "教育医疗": 0}
    client.force_login(clerk)
    assert "2 次" in client.get(reverse("campaigns:index") + "?year=2026").content.decode()
