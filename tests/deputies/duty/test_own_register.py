"""A deputy declares, corrects, takes back and looks: on the phone."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from congress.organs.enums import CongressLevel
from deputies.duty.enums import DutyState
from deputies.duty.operations import confirm, send_back
from deputies.models import DutyKind, DutyRecord, PointsAccount
from tests.deputies.duty.stage import YEAR, Cast, make_cast, make_scheme
from tests.factories import make_deputyship

NOW = date(YEAR, 6, 15)
TOKEN = "6f4c4e0e-0000-4000-8000-00000000000{}"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.fixture
def _today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def phone(client: Client, cast: Cast) -> Client:
    client.force_login(cast.deputy)
    return client


def facts(cast: Cast, code: str = "voter_visit", number: int = 1, **others: object) -> dict[str, object]:
    kind = DutyKind.objects.get(code=code)
    found = {"deputyship": cast.members[0].pk, "kind": kind.pk, "day": "2026年6月15日", "title": "走访 6 户"}
    return {**found, "token": TOKEN.format(number), **others}


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return SimpleUploadedFile("走访.jpg", out.getvalue(), "image/jpeg")


def test_declared_twice_it_is_there_once_and_keeps_its_photo(
    phone: Client, cast: Cast, settings: Settings, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path
    for _ in range(2):
        answer = phone.post(reverse("duty:declare"), facts(cast, photos=picture()), follow=True)
    row = DutyRecord.objects.get()
    assert (row.state, row.photos.count(), row.place) == (DutyState.PENDING, 1, "")
    assert "走访 6 户" in answer.content.decode()
    shown = phone.get(reverse("duty:photo", args=[row.photos.get().pk, "small"]))
    assert shown["Content-Type"] == "image/jpeg"
    shown.close()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "2026年6月16日"}, "还没有到这一天"),
        ({"day": "2026年1月1日"}, "只能填报 90 天以内的"),
        ({"kind": "999999"}, "选择一个有效的选项"),
        ({"title": ""}, "请填写做了什么"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    phone: Client, cast: Cast, wrong: dict[str, Any], said: str
) -> None:
    page = phone.post(reverse("duty:declare"), facts(cast, account="问了充电桩", **wrong)).content.decode()
    assert said in page
    assert "问了充电桩" in page
    assert not DutyRecord.objects.exists()


def test_own_study_needs_hours_and_unconfirmed_hours_do_not_score(
    phone: Client, client: Client, cast: Cast
) -> None:
    """R102."""
    make_scheme(("学习", "own_study", 2, 2, 6))
    asked = phone.post(reverse("duty:declare"), facts(cast, "own_study")).content.decode()
    assert "请填时长" in asked
    phone.post(reverse("duty:declare"), facts(cast, "own_study", hours="2.5"))
    row = DutyRecord.objects.get()
    assert not PointsAccount.objects.filter(points__gt=0).exists()
    confirm(records=[row], actor=cast.leader)
    client.force_login(cast.office)
    client.post(reverse("duty:review"), {"pick": row.pk})
    assert [float(account.points) for account in PointsAccount.objects.all()] == [2]


def test_what_was_returned_comes_first_and_waits_again_once_it_is_mended(phone: Client, cast: Cast) -> None:
    phone.post(reverse("duty:declare"), facts(cast))
    row = DutyRecord.objects.get()
    send_back(record=row, actor=cast.leader, reason="请补地点")
    assert "请补地点" in phone.get(reverse("duty:mine")).content.decode()
    assert "改好再报" in phone.get("/").content.decode()
    row.refresh_from_db()
    form = phone.get(reverse("duty:declare_again", args=[row.pk])).context["form"]
    again = {**facts(cast, place="柳湖社区"), "version": form["version"].value()}
    stale = {**again, "version": row.version - 1}
    assert phone.post(reverse("duty:declare_again", args=[row.pk]), stale).status_code == 409
    phone.post(reverse("duty:declare_again", args=[row.pk]), again)
    row.refresh_from_db()
    assert (row.state, row.place, row.reason) == (DutyState.PENDING, "柳湖社区", "")
    phone.post(reverse("duty:take_back", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == DutyState.WITHDRAWN


def test_one_account_reaches_both_deputyships(phone: Client, cast: Cast) -> None:
    """R034."""
    town = make_deputyship(cast.members[0].person, level=CongressLevel.TOWN)
    page = phone.get(reverse("duty:declare"))
    assert {row.pk for row in page.context["form"].fields["deputyship"].queryset} == {
        cast.members[0].pk,
        town.pk,
    }
    phone.post(reverse("duty:declare"), facts(cast, deputyship=town.pk))
    assert DutyRecord.objects.get().deputyship_id == town.pk
    shown = phone.get(f"{reverse('duty:mine')}?deputyship={town.pk}")
    assert len(shown.context["rows"]) == 1


def test_nobody_declares_for_another(phone: Client, cast: Cast) -> None:
    page = phone.post(reverse("duty:declare"), facts(cast, deputyship=cast.members[1].pk))
    assert not DutyRecord.objects.exists()
    assert page.status_code == 200


def test_the_own_pages_ask_a_fixed_number_of_questions(
    phone: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 4):
        phone.post(reverse("duty:declare"), facts(cast, number=number))
    for name, wanted in (("duty:mine", 13), ("duty:declare", 11)):
        phone.get(reverse(name))
        with django_assert_num_queries(wanted):
            phone.get(reverse(name))
