"""Returns, other units, letting go, more time, urging."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from congress.notices.models import Notice
from suggestions import operations
from suggestions.enums import HandlingState, Part, State
from suggestions.models import Extension, Handling, Suggestion
from tests.suggestions.cast import Cast, make_suggestion, part_of

pytestmark = pytest.mark.django_db


def url(step: str, pk: int) -> str:
    return reverse(f"suggestions:{step}", args=[pk])


def asked_back(cast: Cast) -> Handling:
    row = make_suggestion(cast, State.HANDLING, co=1)
    part = part_of(row, cast.units[1])
    return operations.ask_return(
        handling=part,
        actor=cast.staff[1],
        reason="职能已划转",
        proposed_unit=cast.units[2],
        at=cast.later(days=1),
    )


def test_a_return_is_shown_decided_and_told(office: Client, cast: Cast) -> None:
    part = asked_back(cast)
    page = office.get(url("detail", part.suggestion_id)).content.decode()
    assert f"决定退办：{cast.units[1]}" in page
    assert "职能已划转" in page
    page = office.get(url("reassign", part.pk)).content.decode()
    assert f'value="{cast.units[2].pk}" selected' in page, "the unit it proposed is offered"
    page = office.post(url("reassign", part.pk), {"organ": cast.units[2].pk, "reason": ""}).content.decode()
    assert "请填写原因" in page
    office.post(url("reassign", part.pk), {"organ": cast.units[2].pk, "reason": "由其承担"})
    part.refresh_from_db()
    assert part.state == HandlingState.REASSIGNED
    page = office.get(url("detail", part.suggestion_id)).content.decode()
    assert f"原由{part.organ_name}办理" in page
    assert office.get(url("reassign", part.pk)).status_code == 409, "once is enough"


def test_a_return_can_be_refused(office: Client, cast: Cast) -> None:
    part = asked_back(cast)
    office.post(url("refuse_return", part.pk), {"reason": "仍属你单位职责"})
    part.refresh_from_db()
    assert part.state == HandlingState.ASSIGNED
    assert Notice.objects.filter(user=cast.staff[1], text__contains="仍属你单位职责").exists()
    assert office.get(url("refuse_return", part.pk)).status_code == 409


def test_the_unit_that_has_it_already_is_no_choice(office: Client, cast: Cast) -> None:
    part = asked_back(cast)
    typed = {"organ": cast.units[0].pk, "reason": "请主办单位一并办理"}
    page = office.post(url("reassign", part.pk), typed).content.decode()
    assert "已经在承办这件建议" in page
    assert "请主办单位一并办理" in page


def test_a_co_handler_is_let_go_but_never_the_lead(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING, co=1)
    lead, co = part_of(row), part_of(row, cast.units[1])
    office.post(url("release", co.pk), {"reason": "不涉及"})
    co.refresh_from_db()
    assert co.state == HandlingState.ENDED
    answer = office.post(url("release", lead.pk), {"reason": "不涉及"})
    assert answer.status_code == 409
    assert "这样就没有单位办理了" in answer.content.decode()


def extension(cast: Cast) -> Extension:
    row = make_suggestion(cast, State.HANDLING)
    part = part_of(row)
    operations.accept(handling=part, actor=cast.staff[0], at=cast.later(days=1))
    due = part.clocks.get(kind="reply").due_on
    return operations.ask_extension(
        handling=part,
        actor=cast.staff[0],
        until=due + timedelta(days=30),
        reason="管线迁改未完",
        at=cast.later(days=1),
    )


def test_more_time_is_granted_and_the_clock_shows_both_days(office: Client, cast: Cast) -> None:
    asked = extension(cast)
    row = asked.handling.suggestion
    assert "管线迁改未完" in office.get(url("decide_extension", asked.pk)).content.decode()
    office.post(url("decide_extension", asked.pk), {"grant": "yes"})
    asked.clock.refresh_from_db()
    assert asked.clock.due_on == asked.until
    page = office.get(url("detail", row.pk)).content.decode()
    assert "已延期，原定" in page
    assert "同意延到" in page, "the basis shows it too"
    assert office.post(url("decide_extension", asked.pk), {"grant": "yes"}).status_code == 409


def test_a_refusal_says_why(office: Client, cast: Cast) -> None:
    asked = extension(cast)
    page = office.post(url("decide_extension", asked.pk), {"grant": "no"}).content.decode()
    assert "不同意延期，请写明原因" in page
    office.post(url("decide_extension", asked.pk), {"grant": "no", "note": "理由不足"})
    asked.refresh_from_db()
    assert asked.state == "refused"


def test_urging_chosen_units_once_a_day(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING, co=1)
    lead, co = part_of(row), part_of(row, cast.units[1])
    page = office.post(url("urge", row.pk), {"units": [], "note": "请加快"}).content.decode()
    assert "还没有选单位，选了才能催办" in page
    assert "请加快" in page
    answer = office.post(url("urge", row.pk), {"units": [lead.pk], "note": "请加快"}, follow=True)
    assert "已催办 1 个单位" in answer.content.decode()
    assert not Notice.objects.filter(user=cast.staff[1], title__startswith="催办").exists()
    answer = office.post(url("urge", row.pk), {"units": [lead.pk, co.pk]}, follow=True)
    assert "已催办 1 个单位" in answer.content.decode(), "the lead was urged today"


def test_others_are_refused(client: Client, cast: Cast) -> None:
    part = asked_back(cast)
    pages = [url(step, part.pk) for step in ("reassign", "refuse_return", "release")]
    for user in (cast.deputy, cast.leader, cast.committee, cast.government, cast.staff[1]):
        client.force_login(user)
        for page in [*pages, url("urge", part.suggestion_id)]:
            assert client.get(page).status_code == 403, (user.roles, page)


def test_nobody_to_urge_is_said(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REPLIED)
    assert "没有要催的单位" in office.get(url("urge", row.pk)).content.decode()
    assert Suggestion.objects.get(pk=row.pk).state == State.REPLIED


@pytest.mark.parametrize("how", ["reassign", "release", "withdraw"])
def test_who_no_longer_has_its_part_is_told_and_led_to_a_page_that_is_there(
    how: str, client: Client, cast: Cast
) -> None:
    row = make_suggestion(cast, State.HANDLING, co=1)
    part = part_of(row, cast.units[1])
    if how == "withdraw":
        operations.withdraw(suggestion=row, actor=cast.deputy, reason="已经解决", at=cast.later(hours=1))
    elif how == "release":
        operations.release(handling=part, actor=cast.keeper, reason="不用会办", at=cast.later(hours=1))
    else:
        unit = operations.UnitPart(cast.units[2], Part.CO)
        operations.reassign(
            handling=part, actor=cast.keeper, unit=unit, reason="职能已划转", at=cast.later(hours=1)
        )
    client.force_login(cast.staff[1])
    told = Notice.objects.filter(user=cast.staff[1]).latest("pk")
    assert client.get(url("detail", row.pk)).status_code == 404
    assert client.get(told.url).status_code == 200
