"""The overview: every number leads to a list of as many records, from the cache or not; who may open it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.dashboard.panels import decisions_for
from liaison_stations.enums import DayState
from liaison_stations.models import ReceptionDay
from suggestions.enums import Audience, State
from suggestions.models import Clock, KeySupervision, Reminder, ReminderRule
from tests.dashboard.overview_stage import TODAY, Stage, make_stage, noon
from tests.suggestions.figures.records import put

pytestmark = pytest.mark.django_db
URL = reverse("dashboard:overview")
#: Queries of the page after “更新”, with panels and decisions made anew, and with both kept; neither grows with the
#: district.
RENEWED, WARM = 68, 7
#: A link that says a number, with its unit or without.
_NUMBER = re.compile(r'<a (?:class="rd-quiet" )?href="([^"]+)">([\d,]+)(?: (?:件|次|条|篇))?</a>')


@pytest.fixture
def stage() -> Iterator[Stage]:
    with time_machine.travel(noon(TODAY), tick=False):
        cache.clear()
        yield make_stage()
    cache.clear()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "congress.accounts.backends.NameOrPhoneBackend")
    return client


def counted(client: Client, url: str) -> int:
    """How many rows the list at an address has."""
    answer = client.get(unescape(url))
    assert answer.status_code == 200, url
    assert not answer.context["list"].filterset.errors, url
    return int(answer.context["list"].filtered.count())


@pytest.mark.parametrize(
    "asked", ["preset=year", "preset=term", "preset=custom&since=2026-09-01&until=2026-10-31"]
)
def test_every_number_is_clicked_and_its_list_has_as_many(stage: Stage, asked: str) -> None:
    client = client_of(stage.leader)
    page = client.get(f"{URL}?{asked}").text
    found = _NUMBER.findall(page)
    panels = {"suggestions/", "reception-days/", "matters/", "duty/"}
    assert all(any(panel in url for url, _n in found) for panel in panels)
    assert len(found) >= 20
    for url, shown in found:
        assert counted(client, url) == int(shown.replace(",", "")), url


def test_the_numbers_of_the_year_are_those_of_the_district(stage: Stage) -> None:
    shown = {panel.key: panel.html for panel in client_of(stage.leader).get(URL).context["shown"].panels}
    assert set(shown) == {
        "loop", "units", "stations", "topics", "groups", "suggestion_topics", "towns", "calendar"
    }  # fmt: skip
    # 2 closed, 2 replied, 3 with a unit, 4 and 1 not handed over; one of these late since 10 November.
    assert '"now": [12, 7, 7, 4, 2, 2]' in shown["loop"]
    assert '"late": [0, 1, 0, 0, 0, 0]' in shown["loop"]
    assert '"now": [2, 0]' in shown["stations"]
    assert "已 78 天" in shown["stations"]
    assert '"now": [2, 0]' in shown["topics"]
    assert '"before": [1, 1]' in shown["topics"]
    assert '"now": [2, 0]' in shown["groups"]
    assert "1／1 人" in shown["groups"]
    assert "2 个站接待日" in shown["calendar"]


def test_a_committee_counts_its_own_field(stage: Stage) -> None:
    page = client_of(stage.cast.committee).get(URL)
    loop = next(panel for panel in page.context["shown"].panels if panel.key == "loop")
    assert loop.sub == "0 件"
    assert "topics" not in {panel.key for panel in page.context["shown"].panels}


def test_what_rose_to_the_leaders_and_candidates_wait_for_a_decision(stage: Stage) -> None:
    clock = Clock.objects.get(kind="hand_over")
    rule = ReminderRule.objects.get_or_create(audience=Audience.LEADER, days=3)[0]
    assert not decisions_for(stage.leader)
    Reminder.objects.create(clock=clock, rule=rule, on=TODAY)
    (decision,) = client_of(stage.leader).get(URL).context["decisions"]
    assert decision.due == clock.due_on
    assert decision.url == reverse("suggestions:detail", args=[clock.suggestion_id])


def test_decisions_are_read_anew_after_every_write(stage: Stage) -> None:
    client = client_of(stage.leader)
    waiting = put(stage.cast, 1, State.REGISTERED, registered_at=noon(TODAY))[0]
    assert not client.get(URL).context["decisions"]
    KeySupervision.objects.create(
        suggestion=waiting,
        year=2026,
        reason="群众反映集中",
        recommended_by=stage.leader,
        recommended_at=noon(TODAY),
    )
    assert not client.get(URL).context["decisions"], "a write that nobody was told of"
    with transaction.atomic():
        audit.record(actor=stage.cast.office, verb="suggestions:note", obj=waiting)
    assert [one.context for one in client.get(URL).context["decisions"]] == ["重点督办候选"]


def test_panels_are_kept_until_they_are_renewed_and_say_when(
    stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(stage.leader)
    first = client.get(URL)
    with django_assert_num_queries(WARM):
        client.get(URL)
    put(stage.cast, 5, State.REGISTERED, registered_at=noon(TODAY))
    ReceptionDay.objects.filter(state=DayState.HELD, day__month=10).delete()
    assert [panel.html for panel in client.get(URL).context["shown"].panels] == [
        panel.html for panel in first.context["shown"].panels
    ]
    client.post(reverse("dashboard:renew_overview"))
    with django_assert_num_queries(RENEWED):
        again = client.get(URL)
    assert again.context["shown"].panels[0].sub == "17 件"


def test_another_scope_has_its_own_panels(stage: Stage) -> None:
    assert client_of(stage.leader).get(URL).context["shown"].panels[0].sub == "12 件"
    assert client_of(stage.cast.committee).get(URL).context["shown"].panels[0].sub == "0 件"


def test_a_leader_begins_with_the_overview_and_finds_what_waits_beside_it(stage: Stage) -> None:
    client = client_of(stage.leader)
    home = client.get(reverse("dashboard:home"))
    assert home.status_code == 302
    assert home["Location"] == URL
    lines = client.get(URL).context["shell"].menu[0].lines
    assert [line.label for line in lines] == ["总览", "待我办理"]
    assert client.get(lines[1].url).status_code == 200
    office = client_of(stage.cast.office)
    assert office.get(reverse("dashboard:home")).status_code == 200


def test_a_range_that_ends_before_it_begins_is_said_at_its_field(stage: Stage) -> None:
    page = client_of(stage.leader).get(f"{URL}?preset=custom&since=2026-11-01&until=2026-10-01")
    assert "起始日期晚于截止日期" in page.text
    assert 'value="2026-11-01"' in page.text


def test_the_screen_in_the_lobby_names_nobody_and_renews_itself(stage: Stage) -> None:
    page = client_of(stage.leader).get(reverse("dashboard:screen")).text
    assert 'data-renew="300"' in page
    assert "rd-side" not in page
    assert "rd-decide" not in page
    assert stage.leader.name not in page
    assert stage.cast.lead.person.name not in page
    assert re.findall(r'<a [^>]*href="([^"]+)"', page) == [URL]
