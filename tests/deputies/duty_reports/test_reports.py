"""A duty report from its arrangement to its result: who rates, what counts, whose text it is (R068, R069)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from deputies.duty.enums import DutyState
from deputies.duty_reports import portal
from deputies.duty_reports.enums import Audience, ReportState
from deputies.models import Deputyship, DutyRecord, DutyReport, ReportOpinion
from deputies.operations import duty_reports as operations
from deputies.operations.duty_reports import Result
from tests.deputies.duty.stage import with_account
from tests.factories import make_constituency, make_deputyship, make_person, make_user

pytestmark = pytest.mark.django_db
DAY = date(2024, 11, 20)


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def arranged(clerk: User, deputyship: Deputyship | None = None, day: date = DAY) -> DutyReport:
    return operations.arrange_report(
        deputyship=deputyship or make_deputyship(constituency=make_constituency()),
        actor=clerk,
        form="oral",
        day=day,
        place="社区会议室",
    )


def hold(report: DutyReport, clerk: User, result: Result, *, version: int = 0) -> DutyReport:
    return operations.hold_report(
        report=report,
        actor=clerk,
        version=version or report.version,
        day=report.day,
        place=report.place,
        result=result,
    )


def ballots(*counts: int) -> dict[ReportOpinion, int]:
    return dict(zip(ReportOpinion.objects.all(), counts, strict=False))


def test_a_report_with_ballots_and_questions_becomes_a_duty(clerk: User, client: Client) -> None:
    row = arranged(clerk)
    client.force_login(clerk)
    best, good, *_others = ReportOpinion.objects.all()
    url = reverse("duty_reports:hold_report", args=[row.pk])
    sent = {
        "version": row.version,
        "day": "2024-11-20",
        "place": "社区会议室",
        "present": "47",
        f"votes_{best.pk}": "36",
        f"votes_{good.pk}": "9",
    }
    refused = client.post(url, {**sent, "present": "44"})
    assert "评议票共 45 张，到会人数不能比它少" in refused.text
    assert 'value="36"' in refused.text
    client.post(url, sent)
    row.refresh_from_db()
    assert (row.state, row.result, row.present, row.constituency) == (
        ReportState.HELD,
        best,
        47,
        row.deputyship.constituency,
    )
    duty = DutyRecord.objects.get(source="duty_report", source_pk=row.pk)
    assert (duty.kind.code, duty.day, duty.state) == ("duty_report_oral", DAY, DutyState.PENDING)

    client.post(
        reverse("duty_reports:add_question", args=[row.pk]), {"question": "路灯何时亮", "answer": "下周"}
    )
    page = client.get(reverse("duty_reports:detail", args=[row.pk])).text
    assert "问：路灯何时亮" in page
    assert "36 票" in page


def test_only_the_standing_committee_rates_a_deputy_of_the_city(clerk: User) -> None:
    member, voter = make_person(title="区人大常委会委员"), make_person(title="区人大常委会办公室主任科员")
    row = arranged(clerk, make_deputyship(level=CongressLevel.CITY))
    assert row.audience == Audience.COMMITTEE
    with pytest.raises(ValidationError, match="那天不是常委会组成人员，不能评议"):
        hold(row, clerk, Result(ballots=ballots(1), raters=[voter]))
    with pytest.raises(ValidationError, match="评议票共 2 张，选了 1 位评议人"):
        hold(row, clerk, Result(ballots=ballots(2), raters=[member]))
    held = hold(row, clerk, Result(ballots=ballots(1), raters=[member]))
    assert (held.present, list(held.raters.all())) == (1, [member])


def test_nobody_rates_the_own_report_and_voters_rate_a_deputy_of_the_district(clerk: User) -> None:
    member = make_person(title="区人大常委会委员")
    own = arranged(clerk, make_deputyship(member, level=CongressLevel.CITY))
    with pytest.raises(ValidationError, match="不能评议"):
        hold(own, clerk, Result(ballots=ballots(1), raters=[member]))
    row = arranged(clerk)
    assert row.audience == Audience.VOTERS
    with pytest.raises(ValidationError, match="由原选区选民评议，不选评议人"):
        hold(row, clerk, Result(present=9, raters=[member]))


def test_of_equal_ballots_the_lower_opinion_is_the_result(clerk: User) -> None:
    held = hold(arranged(clerk), clerk, Result(present=20, ballots=ballots(8, 8, 2, 0)))
    assert held.result is not None
    assert held.result.name == "称职"


def test_withdrawn_its_duty_leaves_the_register(clerk: User) -> None:
    row = hold(arranged(clerk), clerk, Result(present=5))
    operations.withdraw_report(report=row, actor=clerk, reason="登记错了人")
    duty = DutyRecord.objects.get(source="duty_report", source_pk=row.pk)
    assert duty.state == DutyState.WITHDRAWN
    with pytest.raises(Conflict, match="现在的状态不能登记述职情况"):
        hold(DutyReport.objects.get(pk=row.pk), clerk, Result())


def test_a_second_writer_is_told(clerk: User) -> None:
    row = arranged(clerk)
    opened = row.version
    hold(row, clerk, Result(present=5))
    with pytest.raises(StaleVersion):
        hold(row, clerk, Result(present=6), version=opened)


@time_machine.travel("2024-11-01 09:00+08:00", tick=False)
def test_the_deputy_hears_writes_the_text_and_not_that_of_others(clerk: User, client: Client) -> None:
    holder, other = make_deputyship(), make_deputyship()
    deputy = with_account(holder)
    row = arranged(clerk, holder)
    assert deputy.notices.get().title == "述职：请在2024年11月20日口头述职"
    client.force_login(deputy)
    url = reverse("duty_reports:write_text", args=[row.pk])
    assert url in client.get(reverse("dashboard:home")).text
    assert "还没有写述职报告" in client.post(url, {"version": row.version, "text": " "}).text
    client.post(url, {"version": row.version, "text": "一年来接待选民十一次"})
    row.refresh_from_db()
    assert row.text == "一年来接待选民十一次"
    hidden = arranged(clerk, other)
    assert client.get(reverse("duty_reports:detail", args=[hidden.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        operations.write_text(report=hidden, actor=deputy, version=hidden.version, text="别人的")


def test_the_deputy_cannot_change_the_text_after_the_report(clerk: User) -> None:
    holder = make_deputyship()
    deputy = with_account(holder)
    row = hold(arranged(clerk, holder), clerk, Result(present=5))
    with pytest.raises(Conflict, match="已经述职，报告不能再改"):
        operations.write_text(report=row, actor=deputy, version=row.version, text="改写")


def test_days_outside_the_deputyship_or_to_come_are_refused(clerk: User) -> None:
    with pytest.raises(ValidationError, match="从2021年12月28日起任代表"):
        arranged(clerk, day=date(2021, 11, 1))
    row = arranged(clerk)
    with (
        time_machine.travel("2024-11-19 09:00+08:00"),
        pytest.raises(ValidationError, match="述职之后再登记"),
    ):
        hold(row, clerk, Result())


def test_a_town_keeps_only_its_own_reports(client: Client, clerk: User) -> None:
    constituency = make_constituency()
    town = make_user(Role.TOWN, area=constituency.area)
    own, other = arranged(clerk, make_deputyship(constituency=constituency)), arranged(clerk)
    client.force_login(town)
    assert client.get(reverse("duty_reports:hold_report", args=[own.pk])).status_code == 200
    assert client.get(reverse("duty_reports:hold_report", args=[other.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        operations.arrange_report(deputyship=other.deputyship, actor=town, form="oral", day=DAY)


def test_the_list_and_a_record_cost_the_same_however_much_is_in_them(client: Client, clerk: User) -> None:
    first = hold(arranged(clerk), clerk, Result(present=9, ballots=ballots(5)))
    client.force_login(clerk)
    pages = reverse("duty_reports:index"), reverse("duty_reports:detail", args=[first.pk])
    client.get(pages[0])
    little = [queries_of(client, page) for page in pages]
    for number in range(3):
        operations.add_question(report=first, actor=clerk, question=f"第{number}问")
        hold(arranged(clerk), clerk, Result(present=9, ballots=ballots(5, 4)))
    assert [queries_of(client, page) for page in pages] == little
    assert max(little) <= 14


def queries_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(page)
    return len(captured)


def test_arranged_reports_stand_in_the_calendar(clerk: User, client: Client) -> None:
    to_come, alone = DAY + timedelta(days=5), DAY + timedelta(days=6)
    for _ in range(2):
        arranged(clerk, day=to_come)
    row = arranged(clerk, day=alone)
    hold(arranged(clerk), clerk, Result(present=10, ballots=ballots(5)))
    told = list(portal.planned(clerk, DAY, alone))
    assert [(one.day, one.words) for one in told] == [
        (to_come, "2 名代表述职"),
        (alone, f"{row.deputyship.person.name}述职"),
    ]
    client.force_login(clerk)
    assert client.get(told[0].url).context["list"].filtered.count() == 2
    assert told[1].url == reverse("duty_reports:detail", args=[row.pk])
    assert list(portal.planned(make_user(Role.DEPUTY), DAY, alone)) == []
