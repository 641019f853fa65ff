"""全部登记: all that is ready in one transaction, each once; what is not ready stays."""

from __future__ import annotations

import pytest
from django.test import Client

from activities.models import Activity, PasteDraft, PastedState
from activities.operations import record_activity
from activities.pasting import operations
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.organs.models import Organ
from deputies.models import Person
from tests.activities.pasting.test_paste_card import line_of, post
from tests.activities.pasting.world import PARAGRAPHS, card, pasted, person, row


def test_what_is_ready_is_logged_and_the_rest_waits(clerk: User, client: Client, draft: PasteDraft) -> None:
    answer = client.post(f"/activities/paste/{draft.pk}/record/", follow=True)
    assert Activity.objects.count() == 15
    assert "已登记 15 次活动，还有 3 段没有登记" in answer.content.decode()
    assert AuditEvent.objects.filter(verb="activities:record_activity").count() == 15
    led = Activity.objects.get(headline="陈国华率队视察防汛备汛工作")
    assert (str(led.start_on), led.half_day, led.kind.code, led.recorded_by) == (
        "2026-05-09",
        "",
        "inspection",
        clerk,
    )
    assert [(p.person.name, p.manner) for p in led.participations.all()] == [
        ("陈国华", "带领"),
        ("韩正堃", "参加视察"),
    ]
    assert [unit.organ and unit.organ.name for unit in led.units.all()] == [
        "区应急管理局",
        "区水利局",
        "东塘镇",
    ]
    assert [group.name for group in led.groups.all()] == ["部分区人大代表"]
    assert led.text == PARAGRAPHS[4]


def test_pressed_twice_each_is_logged_once(clerk: User, draft: PasteDraft) -> None:
    assert len(operations.record_paste(draft=draft, actor=clerk).activities) == 15
    assert operations.record_paste(draft=draft, actor=clerk).activities == []
    draft.cards.update(state=PastedState.OPEN)  # as if the first answer had been lost half-way
    operations.record_paste(draft=draft, actor=clerk)
    assert Activity.objects.count() == 15


def test_a_person_is_entered_once_for_all_cards_and_only_when_asked_for(
    clerk: User, client: Client, draft: PasteDraft
) -> None:
    post(client, draft, 8, do=f"p:{line_of(draft, 8, '周明')}:new")
    post(client, draft, 15, headline="吴静调研电动自行车")
    logged = operations.record_paste(draft=draft, actor=clerk)
    assert logged.people == 1
    entered = Person.objects.get(name="周明")
    assert not Person.objects.filter(name="荣耀").exists()
    assert [one.key for one in card(draft, 8).people if one.name == "周明"] == [entered.pk]
    assert AuditEvent.objects.filter(verb="deputies:create_person", actor=clerk).count() == 1


def test_a_unit_is_entered_when_asked_for_else_kept_as_written(clerk: User, client: Client) -> None:
    draft = pasted(
        clerk, PARAGRAPHS[9].replace("区发展改革委", "区能源局").replace("高新园区管委会", "区招商办")
    )
    entered, written = (unit.line for unit in card(draft, 1).units)
    post(client, draft, 1, do=f"u:{entered}:new")
    post(client, draft, 1, do=f"u:{written}:keep")
    operations.record_paste(draft=draft, actor=clerk)
    units = list(Activity.objects.get().units.all())
    assert [unit.organ for unit in units] == [Organ.objects.get(name="区能源局"), None]
    assert [unit.name_as_written for unit in units] == ["区能源局", "区招商办"]


def test_a_number_of_a_meeting_that_was_given_holds_only_its_own_card(clerk: User) -> None:
    first = pasted(clerk, PARAGRAPHS[16])
    operations.record_paste(draft=first, actor=clerk)
    meeting = PARAGRAPHS[16].replace("5月28日下午", "5月21日")
    draft = pasted(clerk, f"{meeting}\n{PARAGRAPHS[3]}")
    logged = operations.record_paste(draft=draft, actor=clerk)
    assert [activity.text for activity in logged.activities] == [PARAGRAPHS[3]]
    assert "第 9 次会议已登记在5月28日" in card(draft, 1).refused
    assert row(draft, 1).state == PastedState.OPEN


def test_when_one_cannot_be_written_nothing_is(
    clerk: User, draft: PasteDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(100))

    def failing(**facts: object) -> Activity:
        if next(calls) == 9:
            raise OSError("disk full")
        return record_activity(**facts)  # type: ignore[arg-type]

    monkeypatch.setattr(operations, "record_activity", failing)
    with pytest.raises(OSError, match="disk full"):
        operations.record_paste(draft=draft, actor=clerk)
    assert not Activity.objects.exists()
    assert row(draft, 1).state == PastedState.OPEN


def test_a_logged_card_is_not_changed_any_more(clerk: User, client: Client, draft: PasteDraft) -> None:
    operations.record_paste(draft=draft, actor=clerk)
    url = f"/activities/paste/cards/{row(draft, 1).pk}/"
    assert client.post(url, {"headline": "别的", "do": "save"}).status_code == 409
    page = client.get(f"/activities/paste/{draft.pk}/").content.decode()
    assert f'href="/activities/{row(draft, 1).activity_id}/"' in page
    assert "/activities/?month=2026-05" in page


def test_dropping_the_rest_leaves_the_log_alone(clerk: User, client: Client, draft: PasteDraft) -> None:
    operations.record_paste(draft=draft, actor=clerk)
    client.post(f"/activities/paste/{draft.pk}/drop/")
    assert Activity.objects.count() == 15
    assert person("陈国华").participations.exists()
