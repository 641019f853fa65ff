"""Signing for a part, and asking to give it back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from suggestions import operations
from suggestions.enums import HandlingState, Part
from suggestions.models import Handling
from tests.suggestions.cast import make_cast, make_suggestion, part_of
from tests.suggestions.unit.desk import accepted, on, signed_in, url

pytestmark = pytest.mark.django_db


def test_one_tap_signs_and_a_second_changes_nothing() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    part, client = part_of(row), signed_in(cast.staff[0])
    for _ in range(2):
        answer = client.post(url("accept", part))
        assert answer.status_code == 302
        assert answer["Location"] == reverse("suggestions:detail", args=[row.pk])
    part.refresh_from_db()
    assert part.state == HandlingState.ACCEPTED
    assert part.steps.filter(verb="accept").count() == 1


@pytest.mark.parametrize(
    "step", ["accept", "ask_return", "record_contact", "follow_up", "ask_extension", "give_opinion", "reply"]
)
def test_for_another_unit_the_part_does_not_exist(step: str) -> None:
    cast = make_cast()
    part = part_of(make_suggestion(cast))
    assert signed_in(cast.staff[2]).post(url(step, part)).status_code == 404
    part.refresh_from_db()
    assert part.state == HandlingState.ASSIGNED


@pytest.mark.parametrize("step", ["record_contact", "follow_up", "ask_extension", "give_opinion", "reply"])
def test_before_it_signed_the_unit_can_do_nothing_else(step: str) -> None:
    cast = make_cast()
    part = part_of(make_suggestion(cast))
    client = signed_in(cast.staff[0])
    assert client.get(url(step, part)).status_code == 409
    assert client.post(url(step, part), {}).status_code == 409


def test_asking_to_give_it_back_shows_the_limit_with_its_basis_and_needs_reason_and_unit() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    part, client = part_of(row), signed_in(cast.staff[0])
    with on(cast.later(days=1)):
        page = client.get(url("ask_return", part)).content.decode()
        assert "期限依据" in page
        assert "3月11日" in page
        page = client.post(url("ask_return", part), {"reason": "", "proposed_unit": ""}).content.decode()
        assert "请填写理由" in page
        assert "请选择建议改由哪个单位办理" in page
        facts = {"reason": "按三定规定归第二家", "proposed_unit": cast.units[1].pk}
        assert client.post(url("ask_return", part), facts).status_code == 302
        assert client.post(url("ask_return", part), facts).status_code == 302, "a double tap"
    part.refresh_from_db()
    assert (part.state, part.proposed_unit) == (HandlingState.RETURN_ASKED, cast.units[1])


def test_the_own_unit_and_the_congress_cannot_be_proposed() -> None:
    cast = make_cast()
    part, client = part_of(make_suggestion(cast)), signed_in(cast.staff[0])
    with on(cast.clock):
        for organ in (cast.units[0], cast.committee_organ):
            facts = {"reason": "不归我们", "proposed_unit": organ.pk}
            assert client.post(url("ask_return", part), facts).status_code == 200
    part.refresh_from_db()
    assert part.state == HandlingState.ASSIGNED


def test_after_the_limit_it_cannot_be_given_back_and_the_panel_says_why() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    part, client = part_of(row), signed_in(cast.staff[0])
    with on(cast.later(days=20)):
        assert client.get(url("ask_return", part)).status_code == 409
        page = client.get(reverse("suggestions:detail", args=[row.pk])).content.decode()
        assert "期限是3月11日，已过期限，请办理" in page


def test_what_was_typed_stays_when_the_part_went_to_another_unit_meanwhile() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    part, client = accepted(cast, row), signed_in(cast.staff[0])
    operations.reassign(
        handling=part,
        actor=cast.keeper,
        unit=operations.UnitPart(cast.units[2], Part.LEAD),
        reason="职能已划转",
        at=cast.later(days=1),
    )
    with on(cast.clock):
        answer = client.post(url("reply", part), {"text": "已经写好的一大段答复"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "已经写好的一大段答复" in page
    assert reverse("suggestions:unit") in page, "the suggestion itself is out of scope now"
    assert row.title not in page
    assert signed_in(cast.staff[0]).get(reverse("suggestions:detail", args=[row.pk])).status_code == 404
    assert Handling.objects.get(pk=part.pk).state == HandlingState.REASSIGNED
