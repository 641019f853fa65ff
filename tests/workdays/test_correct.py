"""Correcting the calendar in the portal."""

from datetime import date

import pytest
from django.test import Client

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.workdays import calendar, operations
from congress.workdays.models import CalendarCorrection
from tests.factories import make_user

TYPED = {"day": "2026年3月11日", "working": "no", "reason": "台风停工", "source": "区政府通知"}
DAY = date(2026, 3, 11)


@pytest.fixture
def clerk(db: None) -> User:
    return make_user(Role.OFFICE, name="周敏")


@pytest.fixture
def signed_in(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def test_correct_changes_the_calendar_at_once(signed_in: Client) -> None:
    assert calendar.is_working_day(DAY)
    response = signed_in.post("/workdays/correct/", TYPED, follow=True)
    assert "2026年3月11日已改为休息" in response.content.decode()
    assert not calendar.is_working_day(DAY)
    assert (AuditEvent.objects.get(verb="workdays:correct").after or {})["reason"] == "台风停工"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"day": "2026年2月30日"}, "2026年2月没有30日"),
        ({"day": "2003年1月1日"}, "请填 2004 年到 2100 年之间的日期"),
        ({"working": "yes"}, "现在就是上班，不用改"),
        ({"source": ""}, "请填写依据"),
        ({"reason": "长" * 61}, "最多 60 个字，现在有 61 个字"),
    ],
)
def test_bad_input_is_explained_and_kept(signed_in: Client, change: dict[str, str], message: str) -> None:
    page = signed_in.post("/workdays/correct/", TYPED | change).content.decode()
    assert message in page
    assert "区政府通知" in page or "source" in change
    assert not CalendarCorrection.objects.exists()


def test_a_day_is_corrected_once(signed_in: Client, clerk: User) -> None:
    signed_in.post("/workdays/correct/", TYPED)
    page = signed_in.post("/workdays/correct/", TYPED | {"working": "yes"}).content.decode()
    assert "这一天已经改过" in page
    with pytest.raises(Conflict):
        operations.correct(day=DAY, working=True, reason="x", source="y", actor=clerk)


def test_withdraw_restores_the_notice(signed_in: Client) -> None:
    signed_in.post("/workdays/correct/", TYPED)
    correction = CalendarCorrection.objects.get()
    url = f"/workdays/corrections/{correction.pk}/withdraw/"
    assert "恢复原来的安排" in signed_in.post(url, follow=True).content.decode()
    assert calendar.is_working_day(DAY)
    assert signed_in.post(url).status_code == 409
    assert CalendarCorrection.objects.get().withdrawn_at is not None


def test_index_shows_a_year_in_months(signed_in: Client) -> None:
    signed_in.post("/workdays/correct/", TYPED)
    page = signed_in.get("/workdays/2026/").content.decode()
    assert page.count('<table class="rd-month">') == 12
    assert "改为休息，台风停工" in page
    assert "还没有公布" not in page
    assert signed_in.get("/workdays/").status_code == 200
    assert signed_in.get("/workdays/1999/").status_code == 404


def test_a_year_without_notice_says_so_until_it_is_entered(signed_in: Client) -> None:
    year = max(calendar.library_years()) + 1
    assert "还没有公布" in signed_in.get(f"/workdays/{year}/").content.decode()
    page = signed_in.post(
        f"/workdays/{year}/complete/", {"source": "国办发明电"}, follow=True
    ).content.decode()
    assert f"{year}年的放假安排已录全" in page
    assert "还没有公布" not in page
    assert signed_in.post(f"/workdays/{year}/complete/", {"source": "又一次"}).status_code == 409


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.LEADER, Role.UNIT])
def test_others_are_refused(client: Client, db: None, role: Role) -> None:
    client.force_login(make_user(role))
    assert client.get("/workdays/").status_code == 403
    assert client.post("/workdays/correct/", TYPED).status_code == 403
