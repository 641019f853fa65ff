"""Rounds from before ballots stay what they were: totals by body, single ratings nowhere (R082)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.ballots.models import RuleSet
from congress.organs.models import Organ
from deputies.models import Deputyship, RatingRater, RatingRound
from deputies.operations import ratings as operations
from deputies.ratings.enums import Opinion, RoundState
from deputies.ratings.queries import results
from tests.deputies.duty.stage import with_account
from tests.factories import make_deputyship, make_organ, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_november")]


@pytest.fixture
def _in_november() -> object:
    with time_machine.travel("2024-11-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def opened(clerk: User, organs: list[Organ], raters: list[Deputyship]) -> RatingRound:
    """A round that was open before rounds had ballots."""
    row = operations.prepare_round(
        actor=clerk, title="2024年度评议", closes_on=date(2024, 12, 5), organs=organs, deputyships=raters
    )
    row.state, row.opened_on = RoundState.OPEN, date(2024, 11, 18)
    row.save()
    return row


def say(row: RatingRound, holder: Deputyship, *opinions: str) -> None:
    user = holder.person.user
    assert user is not None
    keys = row.bodies.values_list("pk", flat=True)
    said = dict(zip(keys, opinions, strict=True))
    operations.rate(round=row, deputyship=holder, actor=user, opinions=said)


def test_nothing_in_the_database_tells_who_said_what(clerk: User) -> None:
    raters = [make_deputyship(), make_deputyship()]
    for holder in raters:
        with_account(holder)
    row = opened(clerk, [make_organ()], raters)
    say(row, raters[0], Opinion.DISSATISFIED)
    kept = {field.name for field in RatingRater._meta.get_fields()}
    assert kept == {"id", "round", "deputyship", "has_rated"}
    leading = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model in {RatingRater, apps.get_model("deputies.RatingTally")}
    } - {"deputies.RatingRound", "deputies.RatedBody", "deputies.Deputyship"}
    assert leading == set()
    event = AuditEvent.objects.get(verb="deputies:rate")
    assert event.after == {"taken_part": True}


def test_each_deputy_asked_rates_once_every_body_and_in_time(clerk: User) -> None:
    holder, other = make_deputyship(), make_deputyship()
    with_account(holder)
    with_account(other)
    row = opened(clerk, [make_organ(), make_organ()], [holder])
    with pytest.raises(Conflict, match="没有请您参加"):
        say(row, other, Opinion.FAIR, Opinion.FAIR)
    with pytest.raises(ValidationError, match="还没有评议"):
        say(row, holder, Opinion.FAIR, "")
    say(row, holder, Opinion.FAIR, Opinion.FAIR)
    with pytest.raises(Conflict, match="您已评议"):
        say(row, holder, Opinion.FAIR, Opinion.FAIR)
    with time_machine.travel("2024-12-06 09:00+08:00", tick=False), pytest.raises(Conflict, match="已经截止"):
        say(row, holder, Opinion.FAIR, Opinion.FAIR)


def test_of_too_few_the_rated_see_no_totals(clerk: User) -> None:
    holder, organ = make_deputyship(), make_organ()
    with_account(holder)
    row = opened(clerk, [organ], [holder])
    say(row, holder, Opinion.DISSATISFIED)
    row = operations.publish_round(round=operations.close_round(round=row, actor=clerk), actor=clerk)
    assert results(row, make_user(Role.UNIT, organ=organ)) == []
    assert len(results(row, clerk)) == 1


def test_a_deputy_rates_on_the_phone_and_a_body_left_out_is_named(client: Client, clerk: User) -> None:
    holder, organ = make_deputyship(), make_organ("区水利局")
    deputy = with_account(holder)
    row = opened(clerk, [organ], [holder])
    client.force_login(deputy)
    url = reverse("ratings:rate", args=[row.pk])
    assert url in client.get(reverse("dashboard:home")).text
    assert "还没有评议区水利局" in client.post(url, {}).text
    client.post(url, {f"body_{row.bodies.get().pk}": "fair"})
    assert row.raters.get().has_rated
    assert "您已评议" in client.get(url).text
    assert client.get(reverse("ratings:detail", args=[row.pk])).status_code == 403


def test_a_round_is_prepared_and_changed_until_it_opens(client: Client, clerk: User) -> None:
    organ, holder = make_organ(), make_deputyship()
    client.force_login(clerk)
    sent = {"title": "年度评议", "closes_on": "2024-12-05", "organs": [organ.pk], "deputyships": [holder.pk]}
    assert "请" in client.post(reverse("ratings:prepare_round"), {**sent, "organs": []}).text
    client.post(reverse("ratings:prepare_round"), sent)
    row = RatingRound.objects.get()
    more = [organ.pk, make_organ().pk]
    change = reverse("ratings:change_round", args=[row.pk])
    client.post(change, {**sent, "organs": more, "version": row.version})
    assert row.bodies.count() == 2
    rules = RuleSet.objects.get(title__startswith="述职评议")
    client.post(reverse("ratings:open_round", args=[row.pk]), {"mode": "paper", "rule_set": rules.pk})
    row.refresh_from_db()
    assert row.state == RoundState.OPEN
    assert client.post(change, {**sent, "version": row.version}).status_code == 409
    with pytest.raises(PermissionDenied):
        operations.close_round(round=row, actor=make_user(Role.LEADER))
