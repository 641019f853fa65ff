"""The registers of supervision: appointments, major matters, filed documents, inspections, inquiries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period
from congress.organs.enums import OrganKind
from congress.organs.models import Organ, Term
from deputies.models import DutyRecord
from oversight import days, registers
from oversight.matters.enums import MatterState, Part
from oversight.matters.workflow import DAY_OF
from oversight.models import Appointment, Filing, LawCheck, MajorMatter, Meeting
from oversight.operations import appointments, filings, inquiries, law_checks, matters, meetings, opinions
from oversight.opinions.queries import rule
from tests.documents.pdf_text import page_texts, squeezed
from tests.factories import make_deputyship, make_kind, make_organ, make_term, make_user
from tests.oversight.making import MAY, make_meeting

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TODAY = timezone.localdate()


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


def held(clerk: User, on: date = MAY) -> Meeting:
    row = make_meeting(clerk, "常委会会议", on=on)
    return meetings.hold_meeting(meeting=row, actor=clerk, present=[], text="召开。")


def appointed(clerk: User, meeting: Meeting, **facts: Any) -> Appointment:
    values = {"name": "卫东来", "post": "区统计局局长", "action": "decide", **facts}
    return appointments.record_appointment(actor=clerk, meeting=meeting, **values)


def matter(clerk: User, *days: date, title: str = "财政决算") -> MajorMatter:
    row = matters.propose_matter(actor=clerk, year=2024, title=title, source="government", source_note="")
    for step, on in zip(DAY_OF, days, strict=False):
        row = matters.take_step(matter=row, actor=clerk, step=step, on=on, decision="批准。")
    return row


def filed(clerk: User, filed_on: date | None, **facts: Any) -> Filing:
    values = {"title": "停车场管理规定", "number": "", "issued_on": MAY, "filed_on": filed_on, **facts}
    return filings.record_filing(actor=clerk, issuer=make_organ(), **values)


def check(clerk: User, **facts: Any) -> LawCheck:
    make_kind("执法检查", code="law_enforcement_inspection")
    values = {"title": "安全生产法执法检查", "law": "安全生产法", "articles": "", **facts}
    committee = make_organ(kind=OrganKind.COMMITTEE)
    return law_checks.plan_check(
        actor=clerk, committee=committee, starts_on=TODAY - 9 * DAY, ends_on=TODAY, **values
    )


def finding(clerk: User, row: LawCheck, unit: Organ) -> Any:
    facts = {"text": "没有演练", "article": "", "due_on": TODAY + DAY}
    return law_checks.add_finding(check=row, actor=clerk, unit=unit, **facts)


def asked(clerk: User, unit: Organ, subject: str = "议案建议办理", on: date = MAY) -> Any:
    row = inquiries.open_inquiry(actor=clerk, meeting=held(clerk, on), subject=subject, report="", summary="")
    facts = {"questioner": "康海宁", "question": "何时见效？", "official": "局长", "answer": "年内。"}
    question = inquiries.add_question(inquiry=row, actor=clerk, organ=unit, **facts)
    return inquiries.add_promise(question=question, actor=clerk, text="新增车位", due_on=on + DAY)


def test_appointments_are_listed_by_meeting(clerk: User, client: Client) -> None:
    first, second = held(clerk), held(clerk, MAY + 30 * DAY)
    appointed(clerk, first)
    appointed(clerk, second, name="石可为")
    client.force_login(clerk)
    page = client.get(reverse("appointments:index"), {"meeting": second.pk}).content.decode()
    assert "石可为" in page
    assert "卫东来" not in page
    assert [s.title for s in registers.of_meeting(second, clerk).sections] == ["人事任免"]


def test_the_notice_lists_what_the_district_oversees_and_has_room_to_sign(
    clerk: User, client: Client
) -> None:
    row = appointed(clerk, held(clerk))
    changed = rule()
    opinions.change_rule(actor=clerk, version=changed.version, overseen="依法履职\n\n廉洁自律")
    client.force_login(clerk)
    answer = client.get(reverse("appointments:notice_pdf", args=[row.pk]))
    words = "".join(squeezed(text) for text in page_texts(answer.content))
    assert "卫东来同志" in words
    assert "1.依法履职" in words
    assert "2.廉洁自律" in words
    assert "签收人：＿＿＿＿＿＿＿＿日期：" in words


def test_without_a_signed_notice_an_appointment_is_in_the_gap_list(clerk: User, client: Client) -> None:
    row = appointed(clerk, held(clerk))
    removed = appointed(clerk, row.meeting, name="穆青禾", action="remove")
    assert list(Appointment.objects.without_receipt()) == [row]
    with pytest.raises(Conflict):
        appointments.issue_notice(appointment=removed, actor=clerk, notice_on=MAY)
    with pytest.raises(Conflict):
        appointments.record_receipt(appointment=row, actor=clerk, receipt_on=MAY)
    row = appointments.issue_notice(appointment=row, actor=clerk, notice_on=MAY + DAY)
    assert [todo.title for todo in registers.todos(clerk)] == ["请卫东来签收告知书"]
    client.force_login(clerk)
    url = reverse("appointments:record_receipt", args=[row.pk])
    early = client.post(url, {"receipt_on": MAY.isoformat()})
    assert "签收日期不能早于发放日期" in early.content.decode()
    client.post(url, {"receipt_on": (MAY + 2 * DAY).isoformat()})
    assert not Appointment.objects.without_receipt().exists()
    appointments.record_report(appointment=row, actor=clerk, on=MAY + 30 * DAY, title="履职报告")
    assert "履职报告" in client.get(reverse("appointments:detail", args=[row.pk])).content.decode()


def test_no_appointment_before_the_meeting_and_all_votes_or_none(clerk: User) -> None:
    with pytest.raises(ValidationError, match="会前登记"):
        appointed(clerk, make_meeting(clerk, "常委会会议"))
    with pytest.raises(ValidationError) as error:
        appointed(clerk, held(clerk), votes_for=18)
    assert "votes_for" in error.value.message_dict


def test_a_matter_enters_the_plan_only_with_the_consent_of_the_party_committee(clerk: User) -> None:
    row = matter(clerk, MAY)
    with pytest.raises(Conflict):
        matters.take_step(matter=row, actor=clerk, step="plan_matter", on=MAY)
    row = matters.take_step(matter=row, actor=clerk, step="agree_matter", on=MAY + DAY)
    with pytest.raises(ValidationError):
        matters.take_step(matter=row, actor=clerk, step="plan_matter", on=MAY)
    row = matters.take_step(matter=row, actor=clerk, step="plan_matter", on=MAY + DAY)
    with pytest.raises(Conflict):
        matters.take_step(matter=row, actor=clerk, step="decide_matter", on=MAY + DAY, decision="批准。")


def test_a_decision_without_a_report_after_is_flagged(clerk: User, client: Client) -> None:
    row = matter(clerk, *[MAY] * 5)
    assert list(MajorMatter.objects.unreported()) == [row]
    assert [todo.title for todo in registers.todos(clerk)] == ["向区委报告：财政决算"]
    client.force_login(clerk)
    url = reverse("major_matters:report_matter", args=[row.pk])
    assert client.post(url, {"on": MAY.isoformat()}).status_code == 302
    row.refresh_from_db()
    assert row.state == MatterState.REPORTED
    assert not MajorMatter.objects.unreported().exists()


def test_six_parts_with_evidence(clerk: User, client: Client) -> None:
    row = matter(clerk, MAY)
    client.force_login(clerk)
    for part in Part:
        url = reverse("major_matters:write_part", args=[row.pk, part.value])
        assert client.post(url, {"done_on": MAY.isoformat(), "note": "已做。"}).status_code == 302
    matters.write_part(matter=row, actor=clerk, part=Part.RESEARCH, done_on=MAY, note="调研四次。")
    assert row.parts.count() == 6
    page = client.get(reverse("major_matters:detail", args=[row.pk])).content.decode()
    assert "6／6" in page
    assert "调研四次。" in page


def test_a_document_filed_after_its_limit_is_late(clerk: User, client: Client) -> None:
    in_time = filed(clerk, MAY + 30 * DAY)
    late = filed(clerk, MAY + 41 * DAY, title="二")
    never = filed(clerk, None, title="三")
    assert (in_time.days, in_time.days_late) == (30, 0)
    assert late.days_late > 0
    assert never.days_late > 0
    with pytest.raises(ValidationError):
        filed(clerk, MAY - DAY, title="四")
    client.force_login(clerk)
    url = reverse("filings:conclude_filing", args=[late.pk])
    unit = make_organ(kind=OrganKind.COMMITTEE)
    facts = {"reviewer": unit.pk, "result": "advised", "concluded_on": TODAY.isoformat(), "opinion": ""}
    assert "请写审查意见" in client.post(url, facts).content.decode()
    assert client.post(url, {**facts, "opinion": "请修改。"}).status_code == 302
    late.refresh_from_db()
    assert late.result == "advised"


def test_a_day_on_the_spot_stands_in_the_log_once_and_in_the_registers(clerk: User) -> None:
    seat = make_deputyship()
    row = check(clerk, deputies=[seat])
    visit = law_checks.record_visit(check=row, actor=clerk, on=TODAY - DAY, place="园区", account="看。")
    assert Activity.objects.filter(kind__code="law_enforcement_inspection").count() == 1
    assert DutyRecord.objects.filter(deputyship=seat).count() == 1
    assert visit.activity is not None
    assert [use.label for use in registers.uses(visit.activity, clerk)] == [f"执法检查：{row}"]
    with pytest.raises(ValidationError):
        law_checks.record_visit(check=row, actor=clerk, on=TODAY - DAY, place="园区", account="看。")
    with pytest.raises(Conflict):
        law_checks.withdraw_check(check=row, actor=clerk, reason="错")
    assert Activity.objects.count() == 1


def test_a_finding_is_open_until_its_unit_says_how_it_was_mended(clerk: User, client: Client) -> None:
    unit, other = make_organ(), make_organ()
    row = check(clerk)
    mine, theirs = finding(clerk, row, unit), finding(clerk, row, other)
    user = make_user(Role.UNIT, organ=unit)
    assert [todo.title for todo in registers.todos(user)] == ["整改：没有演练"]
    client.force_login(user)
    facts = {"version": 1, "mended_on": TODAY.isoformat(), "mended_how": ""}
    url = reverse("law_checks:mend_finding", args=[mine.pk])
    assert client.post(url, facts).status_code == 200
    assert client.post(url, {**facts, "mended_how": "已演练"}).status_code == 302
    assert client.get(reverse("law_checks:mend_finding", args=[theirs.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        law_checks.mend_finding(finding=theirs, actor=user, version=1, mended_on=TODAY, mended_how="x")
    assert row.findings.filter(mended_on__isnull=True).get() == theirs
    client.force_login(make_user(Role.UNIT))
    assert client.get(reverse("law_checks:detail", args=[row.pk])).status_code == 404


def test_what_was_withdrawn_asks_nobody_for_anything(clerk: User) -> None:
    unit, row = make_organ(), check(clerk)
    open_ = finding(clerk, row, unit)
    law_checks.withdraw_check(check=row, actor=clerk, reason="登记错了")
    user = make_user(Role.UNIT, organ=unit)
    assert list(registers.todos(user)) == []
    with pytest.raises(Conflict):
        law_checks.mend_finding(finding=open_, actor=user, version=1, mended_on=TODAY, mended_how="已改")


def test_an_inquiry_follows_its_promises(clerk: User, client: Client) -> None:
    unit = make_organ()
    promise = asked(clerk, unit)
    assert [todo.title for todo in registers.todos(clerk)] == ["新增车位"]
    client.force_login(make_user(Role.UNIT, organ=unit))
    page = reverse("inquiries:detail", args=[promise.question.inquiry_id])
    assert "何时见效" in client.get(page).content.decode()
    client.force_login(make_user(Role.UNIT))
    assert client.get(page).status_code == 404
    client.force_login(clerk)
    url = reverse("inquiries:keep_promise", args=[promise.pk])
    assert client.post(url, {"done_on": TODAY.isoformat(), "done_note": "已办"}).status_code == 302
    assert list(registers.todos(clerk)) == []


def test_an_inquiry_is_written_into_the_log_once(clerk: User, client: Client) -> None:
    make_kind("专题询问", code="special_inquiry")
    unit, other = make_organ("区城市管理局"), make_organ("区财政局")
    empty = inquiries.open_inquiry(
        actor=clerk, meeting=held(clerk), subject="小区停车", report="", summary=""
    )
    with pytest.raises(Conflict, match="还没有登记询问和回答"):
        inquiries.tell_inquiry(inquiry=empty, actor=clerk, text="问了。")
    row = asked(clerk, unit).question.inquiry
    for organ in (other, unit):
        inquiries.add_question(
            inquiry=row, actor=clerk, organ=organ, questioner="康海宁", question="钱够吗？", official="副局长"
        )
    url = reverse("inquiries:tell_inquiry", args=[row.pk])
    client.force_login(clerk)
    text = client.get(url).context["form"].initial["text"]
    assert "就议案建议办理开展专题询问。1位询问人提出3个问题" in text
    assert "作出1项承诺" in text
    assert client.post(url, {"text": text}).status_code == 302
    entry = Activity.objects.get(kind__name="专题询问")
    assert (entry.start_on, entry.topic, entry.text) == (row.meeting.on, row.subject, text)
    assert [(one.organ, one.represented_by, one.manner) for one in entry.units.all()] == [
        (unit, "局长", "应询"),
        (other, "副局长", "应询"),
    ]
    page = client.get(reverse("activities:detail", args=[entry.pk])).text
    assert reverse("inquiries:detail", args=[row.pk]) in page
    assert (
        reverse("inquiries:withdraw_inquiry", args=[row.pk]) not in client.get(url.replace("log/", "")).text
    )
    row.refresh_from_db()
    with pytest.raises(Conflict, match="已记入工作记录"):
        inquiries.tell_inquiry(inquiry=row, actor=clerk, text=text)
    with pytest.raises(Conflict, match="不能撤回"):
        inquiries.withdraw_inquiry(inquiry=row, actor=clerk, reason="误")


def test_each_year_has_its_inquiry_on_suggestions(clerk: User) -> None:
    now = make_term()
    before = {"number": now.number - 1, "starts_on": date(2016, 12, 28), "ends_on": date(2021, 12, 27)}
    Term.objects.create(level=now.level, area=now.area, **before)
    for year in (2020, 2021):
        asked(clerk, make_organ(), on=date(year, 9, 10))
        figures = registers.count(clerk, Period.between(date(year, 1, 1), date(year, 12, 31)))
        assert figures["inquiries"].value == 1


def test_their_days_stand_on_the_calendar(clerk: User) -> None:
    unit = make_organ()
    finding(clerk, check(clerk), unit)
    promise = asked(clerk, unit)
    promise.due_on = TODAY + 2 * DAY
    promise.save()
    filing = filed(clerk, None, issued_on=TODAY - 27 * DAY)
    two_weeks = TODAY, TODAY + 14 * DAY
    told = {one.words: one.day for one in days.planned(clerk, *two_weeks)}
    assert told == {
        "整改到期：没有演练": TODAY + DAY,
        "承诺到期：新增车位": TODAY + 2 * DAY,
        "报备到期：停车场管理规定": filing.due_on,
    }
    assert [one.words for one in days.planned(clerk, TODAY - 10 * DAY, TODAY)] == ["开始安全生产法执法检查"]
    assert not list(days.planned(make_user(Role.TOWN), *two_weeks))
    own = make_user(Role.UNIT, organ=unit)
    assert [one.words for one in days.planned(own, *two_weeks)] == [
        "整改到期：没有演练",
        "承诺到期：新增车位",
    ]


PAGES = ("appointments", "major_matters", "filings", "law_checks", "inquiries")
NEW = {
    "appointments": ["record_appointment"],
    "major_matters": ["propose_matter"],
    "filings": ["record_filing"],
    "law_checks": ["plan_check"],
    "inquiries": ["open_inquiry"],
}
FORMS = {
    "appointments": ["change_appointment", "withdraw_appointment", "issue_notice"],
    "major_matters": ["change_matter", "study_matter", "drop_matter"],
    "filings": ["change_filing", "conclude_filing", "withdraw_filing"],
    "law_checks": ["change_check", "withdraw_check", "record_visit", "add_finding", "write_report"],
    "inquiries": ["change_inquiry", "withdraw_inquiry", "add_question"],
}


def one_of(room: str, clerk: User, n: int = 0) -> int:
    if room == "appointments":
        return appointed(clerk, held(clerk, MAY + n * DAY)).pk
    if room == "major_matters":
        return matter(clerk, title=f"事项{n}").pk
    if room == "filings":
        return filed(clerk, MAY + DAY, title=f"文件{n}").pk
    if room == "law_checks":
        row = check(clerk, title=f"检查{n}")
        finding(clerk, row, make_organ())
        return row.pk
    return int(asked(clerk, make_organ(), f"主题{n}", MAY + n * DAY).question.inquiry_id)


@pytest.mark.parametrize("room", PAGES)
def test_every_page_of_a_register_opens(room: str, clerk: User, client: Client) -> None:
    pk = one_of(room, clerk)
    client.force_login(clerk)
    for name in ["index", *NEW[room]]:
        assert client.get(reverse(f"{room}:{name}")).status_code == 200, name
        if name != "index":
            again = client.post(reverse(f"{room}:{name}"), {"q": "1"})
            assert (again.status_code, "rd-error" in again.content.decode()) == (200, True), name
    for name in ["detail", *FORMS[room]]:
        assert client.get(reverse(f"{room}:{name}", args=[pk])).status_code == 200, name


@pytest.mark.parametrize("room", PAGES)
def test_a_list_asks_no_more_for_more_rows(
    room: str, clerk: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    one_of(room, clerk)
    client.force_login(clerk)
    url = reverse(f"{room}:index")
    client.get(url)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    for n in range(1, 4):
        one_of(room, clerk, n)
    with django_assert_max_num_queries(30) as many:
        client.get(url)
    assert len(many) == len(few)
