"""The thirteen books of a station and year, from what was entered once (R076, R156, R157)."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from pytest_django import DjangoAssertNumQueries

from activities.enums import AttendanceState
from activities.models import Activity, Attendance
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.jobs.models import Job
from congress.jobs.registry import JobError
from liaison_stations.books import views
from liaison_stations.books.catalogue import BOOKS, REQUIRED
from liaison_stations.books.jobs import KIND, print_archive
from liaison_stations.books.records import Records
from liaison_stations.books.standing import standings
from liaison_stations.enums import DayState, DutyState, PaperKind
from liaison_stations.models import Duty, Matter, Reception, StationActivity, StationPaper
from liaison_stations.operations.papers import write_paper
from suggestions.enums import State
from suggestions.models import Suggestion
from tests.factories import make_activity, make_kind
from tests.liaison_stations.stage import Stage, make_citizen, make_day, make_matter, make_stage

pytestmark = pytest.mark.django_db
YEAR = 2026


def at(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(10)))


def write(
    stage: Stage, kind: PaperKind, text: str = "每月两次接待群众。", actor: User | None = None
) -> StationPaper:
    paper = StationPaper(station=stage.station, year=YEAR, kind=kind)
    return write_paper(paper=paper, text=text, version=0, actor=actor or stage.officer)


def hold(stage: Stage, on: date = date(YEAR, 3, 5)) -> Matter:
    """A reception day with a duty report: three people, one matter with a name and a phone in its words."""
    deputy, away = stage.deputies
    day = make_day(stage.station, on, state=DayState.HELD, is_duty_report=True)
    Duty.objects.create(day=day, deputyship=deputy, state=DutyState.PRESENT)
    Duty.objects.create(day=day, deputyship=away, state=DutyState.LEAVE)
    batch = Reception.objects.create(day=day, people=3, token=uuid4(), entered_by=stage.officer)
    return make_matter(
        stage.station,
        day=day,
        reception=batch,
        heard_by=deputy,
        citizen=make_citizen(),
        title="秦素云反映路灯不亮，电话13900001234",
        received_at=at(on),
    )


def meet(stage: Stage, code: str, name: str, book: str, *, own: bool = True, came: bool = True) -> Activity:
    """An activity of the station, to which the first deputy came."""
    kind = make_kind(name, code=code)
    kind.book = book
    kind.save()
    row = make_activity(on=date(YEAR, 5, 8), kind=kind, headline=f"{name}一次")
    if own:
        StationActivity.objects.create(station=stage.station, activity=row, opinions="路灯要亮\n车位要划")
    if came:
        state = AttendanceState.PRESENT
        Attendance.objects.create(activity=row, deputyship=stage.deputies[0], state=state)
    return row


def lines(stage: Stage, key: str) -> list[tuple[str, ...]]:
    return BOOKS[key].lines(Records(stage.station, YEAR))


def test_thirteen_books_fill_from_what_was_entered_once_and_name_no_citizen() -> None:
    stage = make_stage()
    matter = hold(stage)
    write(stage, PaperKind.PLAN, "每月5日接待。\n联系13900001234。")
    write(stage, PaperKind.SUMMARY)
    meet(stage, "station_meeting", "联络站会议", "meetings")
    meet(stage, "training", "培训", "study", own=False)
    meet(stage, "inspection", "视察", "inspections", own=False)
    meet(stage, "visit_condolence", "走访慰问", "visits", own=False)
    meet(stage, "work_review", "工作评议", "reviews", own=False)
    Suggestion.objects.create(
        title="整修路灯的建议",
        lead=stage.deputies[0],
        level=stage.deputies[0].level,
        area=stage.town,
        gate=stage.town,
        state=State.HANDLING,
        number=7,
        number_text="第7号",
        submitted_at=at(date(YEAR, 4, 1)),
        registered_at=at(date(YEAR, 4, 2)),
    )
    found = {key: lines(stage, key) for key in BOOKS}
    assert len(found) == 13
    assert all(found.values())
    deputy = stage.deputies[0].person.name
    assert found["contacts"][0][2:5] == (deputy, "某选民 3 人", "某选民反映路灯不亮，电话（电话略）")
    assert found["duty_reports"][0][2:4] == (deputy, "3 人次")
    assert found["suggestions"][0][1:4] == ("第7号", "整修路灯的建议", deputy)
    assert [line[1:3] for line in found["handbook"] if line[0] == deputy][:3] == [
        ("3月5日", "接待群众"),
        ("3月5日", "群众事项"),
        ("4月1日", "提出建议"),
    ]
    assert found["archive"][0][3:] == ("1／1", "1", "5", "1")
    assert found["archive"][1][3:] == ("0／1", "0", "0", "0")
    assert found["meetings"][0][4].endswith("1．路灯要亮\n2．车位要划")
    printed = str(found)
    assert matter.citizen is not None
    assert matter.citizen.name not in printed
    assert matter.citizen.phone not in printed
    assert Records(stage.station, YEAR - 1).people  # the roster of a year without anything else
    assert not any(
        book.lines(Records(stage.station, YEAR - 1))
        for key, book in BOOKS.items()
        if key not in ("roster", "archive")
    )


def test_a_duty_report_elsewhere_is_a_review() -> None:
    stage = make_stage()
    meet(stage, "duty_report_review", "述职评议", "duty_reports", own=False)
    assert (len(lines(stage, "duty_reports")), len(lines(stage, "reviews"))) == (0, 1)
    meet(stage, "duty_report_review", "述职评议", "duty_reports", came=False)
    assert (len(lines(stage, "duty_reports")), len(lines(stage, "reviews"))) == (1, 1)


def test_a_deputy_who_had_left_counts_no_more() -> None:
    stage = make_stage()
    stage.station.deputies.update(ends_on=date(YEAR, 5, 7))
    meet(stage, "training", "培训", "study", own=False)
    assert not lines(stage, "study")
    assert "study" in [book.key for book in standings(stage.office, YEAR)[0].missing]


def test_missing_books_are_named_alike_in_the_list_and_on_the_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, two = make_stage(), make_stage()
    hold(one)
    for kind in PaperKind:
        write(one, kind)
    assert {row.station: row.words for row in standings(one.office, YEAR)} == {
        one.station: "缺2本：联络站会议记录簿、组织代表学习培训记录簿",
        two.station: "缺5本：年度工作计划、活动安排、年度工作总结、联络站会议记录簿、组织代表学习培训记录簿",
    }
    meet(one, "station_meeting", "联络站会议", "meetings", came=False)
    meet(one, "training", "培训", "study", own=False)
    for stage in (one, two):
        page = next(row for row in standings(one.office, YEAR) if row.station == stage.station)
        assert page.missing == [book for book in REQUIRED if not lines(stage, book.key)]
    client.force_login(one.town_user)
    assert client.get(reverse("station_books:index"), {"year": YEAR}).context["whole"] == 1
    client.force_login(one.office)
    for stage, words in ((one, "13本齐全"), (two, "缺5本")):
        address = reverse("station_books:station", args=[stage.station.pk])
        assert words in client.get(address, {"year": YEAR}).content.decode()
    with django_assert_num_queries(12):
        client.get(reverse("station_books:index"), {"year": YEAR})
    with django_assert_num_queries(19):
        client.get(reverse("station_books:station", args=[one.station.pk]), {"year": YEAR})


def test_each_sees_the_books_of_the_own_stations(client: Client) -> None:
    one, two = make_stage(), make_stage()
    address = reverse("station_books:book", args=[one.station.pk, "roster"])
    for user, status in ((one.officer, 200), (one.leader, 200), (two.officer, 404), (two.town_user, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.get(f"{address}pdf/").status_code == status
    client.force_login(one.officer)
    assert [row.station for row in standings(one.officer, YEAR)] == [one.station]
    assert client.get(reverse("station_books:book", args=[one.station.pk, "nothing"])).status_code == 404
    assert client.get(address, {"year": "2019"}).status_code == 409


def test_a_plan_is_written_once_and_changed_by_whom_it_is_for(client: Client) -> None:
    stage, other = make_stage(), make_stage()
    address = f"{reverse('station_books:write_paper', args=[stage.station.pk, 'plan'])}?year={YEAR}"
    client.force_login(stage.officer)
    assert "请填写正文" in client.post(address, {"text": "", "version": 0}).content.decode()
    assert client.post(address, {"text": "每月接待。", "version": 0}).status_code == 302
    paper = StationPaper.objects.get()
    assert (paper.year, paper.kind, paper.version) == (YEAR, PaperKind.PLAN, 1)
    assert AuditEvent.objects.filter(verb="liaison_stations:write_paper", actor=stage.officer).count() == 1
    with pytest.raises(StaleVersion):
        write_paper(paper=paper, text="另一份", version=0, actor=stage.officer)
    with pytest.raises(Conflict, match="刚才有人写好了"):
        write(stage, PaperKind.PLAN)
    with pytest.raises(ValidationError):
        write(stage, PaperKind.SUMMARY, "长" * 10_001)
    with pytest.raises(PermissionDenied):
        write(stage, PaperKind.SUMMARY, actor=other.officer)
    client.force_login(other.officer)
    assert client.post(address, {"text": "别人的", "version": 1}).status_code == 404
    not_written = reverse("station_books:write_paper", args=[other.station.pk, "roster"])
    assert client.get(not_written).status_code == 404


def test_a_book_and_the_archive_are_printed_and_exported(client: Client) -> None:
    stage = make_stage()
    hold(stage)
    write(stage, PaperKind.PLAN, "一、每月接待。\n二、每季学习\u0e01。")
    client.force_login(stage.officer)
    pk = stage.station.pk
    answer = client.get(reverse("station_books:archive_pdf", args=[pk]), {"year": YEAR})
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(answer.content)]
    text = "".join(pages)
    assert len(pages) == 14  # the cover and a page for each book
    assert "缺3本" in pages[0]
    assert "每季学习〓" in text
    assert text.count("无记录") == 12  # six empty books: in the contents and on their own pages
    assert "秦素云" not in text
    empty = client.get(reverse("station_books:book_pdf", args=[pk, "reviews"]), {"year": YEAR})
    assert "无记录" in PdfDocument(empty.content)[0].get_textpage().get_text_range()
    sheet = client.get(
        reverse("station_books:book", args=[pk, "contacts"]), {"year": str(YEAR), "export": ""}
    )
    rows = list(load_workbook(BytesIO(sheet.getvalue())).active.iter_rows(values_only=True))
    assert rows[0] == ("日期", "方式", "代表", "群众", "反映事项", "办理情况")
    assert len(rows) == 2


def test_a_book_of_a_quarter_holds_the_quarter(client: Client) -> None:
    stage = make_stage()
    hold(stage)  # in March
    client.force_login(stage.officer)
    address = reverse("station_books:book", args=[stage.station.pk, "contacts"])
    counted = {
        part: len(client.get(address, {"year": str(YEAR), "part": part}).context["lines"])
        for part in ("", "q1", "q2", "h1", "h2", "x")
    }
    assert counted == {"": 1, "q1": 1, "q2": 0, "h1": 1, "h2": 0, "x": 1}
    printed = client.get(f"{address}pdf/", {"year": str(YEAR), "part": "q2"})
    text = PdfDocument(printed.content)[0].get_textpage().get_text_range()
    assert f"{YEAR}年第二季度代表联系、走访、接待选民群众登记簿" in text.replace("\r\n", "")
    assert "无记录" in text


def test_a_long_archive_is_printed_by_a_worker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = make_stage()
    client.force_login(stage.officer)
    monkeypatch.setattr(views, "LONGEST_AT_ONCE", 0)
    address = f"{reverse('station_books:archive_pdf', args=[stage.station.pk])}?year={YEAR}"
    assert "在后台排版" in client.get(address).content.decode()
    assert not Job.objects.exists(), "looking starts nothing"
    assert client.post(address).status_code == 302
    job = Job.objects.get(kind=KIND)
    kept: dict[str, bytes] = {}

    class Run:
        actor, params = stage.officer, job.params
        progress = staticmethod(lambda *_told: None)
        save_result = staticmethod(lambda name, data: kept.update({name: data}))

    print_archive(Run)  # type: ignore[arg-type]
    assert (
        "缺5本" in PdfDocument(kept[f"{stage.station}{YEAR}年度台账.pdf"])[0].get_textpage().get_text_range()
    )
    Run.actor = make_stage().officer
    with pytest.raises(JobError, match="不在您的范围"):
        print_archive(Run)  # type: ignore[arg-type]
