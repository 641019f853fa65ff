"""Sheets for the wall (R175): printed from the records of today, noted down, found out when they are old or changed."""

from __future__ import annotations

from datetime import date, time, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdfium2 import PdfDocument
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from congress.documents.uploads import Saver
from congress.jobs.models import Job
from congress.jobs.registry import JobError, JobRun
from congress.notices.models import Notice
from congress.workdays.calendar import add_working_days
from deputies.enums import GroupPostKind
from deputies.models import GroupMembership, GroupPost
from liaison_stations.enums import DayState, PaperKind, WallKind
from liaison_stations.models import (
    DeputyPage,
    Duty,
    Regulation,
    StationDeputy,
    StationPaper,
    StationPolicy,
    WallSheet,
)
from liaison_stations.operations import wall as operations
from liaison_stations.operations.wall_reminders import remind
from liaison_stations.wall.content import Wall
from liaison_stations.wall.jobs import print_all
from liaison_stations.wall.portal import todos
from liaison_stations.wall.standing import standings_now
from tests.factories import make_area, make_deputyship, make_group, make_person, make_user
from tests.liaison_stations.stage import Stage, make_day, make_stage, make_station, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    made = make_stage()
    made.station.is_online = True
    made.station.save()
    return made


def here(stage: Stage) -> Wall:
    return Wall(stage.station, timezone.localdate())


def hang(stage: Stage, *kinds: WallKind, ago: int = 0) -> list[WallSheet]:
    """Sheets as they are today, put up some days ago."""
    seen = {kind.value: here(stage).fingerprint(kind) for kind in kinds}
    sheets = operations.put_up(station=stage.station, seen=seen, actor=stage.officer)
    day = timezone.localdate() - timedelta(days=ago)
    WallSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(printed_on=day)
    return sheets


def states(stage: Stage) -> dict[str, str]:
    return {sheet.kind: sheet.state[1] for sheet in standings_now(here(stage))}


def join(stage: Stage) -> str:
    """Another deputy comes into the station; returns the name."""
    deputyship = make_deputyship(make_person())
    StationDeputy.objects.create(station=stage.station, deputyship=deputyship, starts_on=date(2023, 1, 1))
    return str(deputyship.person.name)


def words(content: bytes) -> tuple[list[str], float]:
    """The text of each side of a PDF and the width of the first, in millimetres."""
    with PdfDocument(content) as document:
        texts = [page.get_textpage().get_text_range().replace("\r\n", "") for page in document]
        return texts, round(document[0].get_width() * 25.4 / 72)


def printed(client: Client, stage: Stage, wall: str, paper: str = "A4") -> tuple[list[str], float]:
    address = reverse("station_wall:sheet_pdf", args=[stage.station.pk, wall])
    response = client.get(f"{address}?paper={paper}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return words(response.content)


def test_the_board_shows_who_belongs_here_today_with_portrait_and_code(client: Client, stage: Stage) -> None:
    first, second = stage.deputies
    out = BytesIO()
    Image.new("RGB", (30, 40), "grey").save(out, "JPEG")
    DeputyPage.objects.create(deputyship=first, portrait=Saver().save("portraits", out.getvalue(), ".jpg"))
    page = DeputyPage.objects.create(deputyship=second, is_open=False)
    gone = join(stage)
    StationDeputy.objects.filter(deputyship__person__name=gone).update(ends_on=date(2024, 1, 1))
    client.force_login(stage.officer)
    (text,), width = printed(client, stage, "board", "A3")
    assert width == 420
    assert first.person.name in text
    assert second.person.name in text
    assert gone not in text
    assert text.count("扫码给我留言") == 1
    assert f"更新于{timezone.localdate():%Y年}" in text
    before = here(stage).fingerprint("board")
    page.is_open = True
    page.save()
    assert here(stage).fingerprint("board") != before


def test_groups_plan_and_plate_come_from_the_records(client: Client, stage: Stage) -> None:
    first, second = stage.deputies
    group = make_group(name="柳桥第一小组")
    GroupMembership.objects.create(group=group, deputyship=first)
    GroupPost.objects.create(group=group, person=first.person, kind=GroupPostKind.LEADER)
    today = timezone.localdate()
    day = make_day(stage.station, today, topic="河道整治", begins_at=time(14), ends_at=time(16))
    Duty.objects.create(day=day, deputyship=second)
    make_day(stage.station, today, state=DayState.CANCELLED, topic="不办的", reason="台风")
    StationPaper.objects.create(
        station=stage.station,
        year=today.year,
        kind=PaperKind.PLAN,
        text="每月五日接待。",
        written_by=stage.officer,
    )
    client.force_login(stage.leader)
    (groups,), _ = printed(client, stage, "groups")
    assert "柳桥第一小组" in groups
    assert "未编入小组" in groups
    (plan,), width = printed(client, stage, "plan")
    assert width == 210
    assert [
        word for word in ("河道整治", "14:00—16:00", second.person.name, "每月五日接待") if word not in plan
    ] == []
    assert "不办的" not in plan
    (plate,), _ = printed(client, stage, "plate")
    assert stage.station.address in plate
    (notice,), _ = printed(client, stage, "notice")
    assert "代表接待日公告" in notice
    assert "查询码" in notice
    single = words(client.get(reverse("station_wall:day_notice", args=[day.pk])).content)[0][0]
    assert f"{today.month}月{today.day}日" in single


def test_what_says_nothing_is_not_printed(client: Client, stage: Stage) -> None:
    client.force_login(stage.officer)
    for wall, said in (("photos", "还没有内容"), ("notice", "没有接待日")):
        response = client.get(reverse("station_wall:sheet_pdf", args=[stage.station.pk, wall]))
        assert response.status_code == 409
        assert said in response.content.decode()
    assert (
        client.get(reverse("station_wall:sheet_pdf", args=[stage.station.pk, "calendar"])).status_code == 404
    )


def test_a_sheet_is_out_of_date_when_its_data_changed_or_after_so_many_days(stage: Stage) -> None:
    hang(stage, WallKind.BOARD)
    hang(stage, WallKind.GROUPS, ago=91)
    assert states(stage)[WallKind.BOARD].endswith("更新")
    assert states(stage)[WallKind.GROUPS] == "已有 91 天没有更新"
    assert states(stage)[WallKind.PLAN] == "还没有可打印的内容"
    StationPolicy.objects.update_or_create(pk=1, defaults={"wall_days": 91})
    assert states(stage)[WallKind.GROUPS].endswith("更新")
    join(stage)
    assert states(stage)[WallKind.BOARD] == "内容变了"
    hang(stage, WallKind.BOARD)
    assert states(stage)[WallKind.BOARD].endswith("更新")
    assert WallSheet.objects.filter(station=stage.station, kind=WallKind.BOARD).count() == 2


def test_staff_are_told_once_on_a_working_day_and_have_a_to_do(stage: Stage) -> None:
    hang(stage, WallKind.BOARD, WallKind.GROUPS)
    sunday = date(2026, 11, 22)
    join(stage)
    remind(today=sunday)
    assert WallSheet.objects.filter(is_up=True, changed_on=sunday).count() == 2
    assert not Notice.objects.exists()
    monday = add_working_days(sunday, 1)
    remind(today=monday)
    remind(today=monday)
    notice = Notice.objects.get(user=stage.officer)
    assert "代表公示栏" in notice.text
    (todo,) = todos(stage.officer)
    assert todo.context == "分组情况、代表公示栏内容变了；活动计划、工作制度还没有上墙"
    assert list(todos(stage.office)) == []
    hang(stage, WallKind.BOARD, WallKind.GROUPS)
    remind(today=monday)
    assert not WallSheet.objects.filter(is_up=True, changed_on__isnull=False).exists()


def test_only_what_was_printed_is_put_up_and_by_who_keeps_the_station(client: Client, stage: Stage) -> None:
    address = reverse("station_wall:put_up", args=[stage.station.pk])
    board = here(stage).fingerprint("board")
    with pytest.raises(PermissionDenied):
        operations.put_up(station=stage.station, seen={"board": board}, actor=stage.leader)
    client.force_login(stage.officer)
    join(stage)
    assert "重新打印" in client.post(address, {"board": board}).content.decode()
    assert client.post(address, {"board": "nonsense"}).status_code == 409
    with pytest.raises(Conflict, match="空的"):
        operations.put_up(
            station=stage.station, seen={"photos": here(stage).fingerprint("photos")}, actor=stage.officer
        )
    assert not WallSheet.objects.exists()
    client.post(address, {"board": here(stage).fingerprint("board")})
    event = AuditEvent.objects.get(verb="liaison_stations:put_up")
    assert event.after == {"title": "代表公示栏", "printed_on": timezone.localdate().isoformat()}


def test_what_was_noted_down_by_mistake_is_taken_back_the_same_day(client: Client, stage: Stage) -> None:
    (first,) = hang(stage, WallKind.BOARD, ago=30)
    (second,) = hang(stage, WallKind.BOARD)
    client.force_login(stage.officer)
    client.post(reverse("station_wall:take_back", args=[second.pk]))
    assert WallSheet.objects.get(is_up=True) == first
    assert WallSheet.objects.get(pk=second.pk).withdrawn_at is not None
    for sheet in (first, second):
        response = client.post(reverse("station_wall:take_back", args=[sheet.pk]))
        assert "只有今天登记上墙的可以撤回" in response.content.decode()
    client.force_login(staff(make_station(make_area())))
    assert client.post(reverse("station_wall:take_back", args=[first.pk])).status_code == 404


def test_pages_say_what_is_old_in_few_queries_and_stay_within_scope(
    client: Client, stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = make_station(make_area())
    hang(stage, WallKind.GROUPS, ago=100)
    client.force_login(stage.officer)
    page = reverse("station_wall:station", args=[stage.station.pk])
    client.get(page)
    with django_assert_num_queries(18):
        shown = client.get(page).content.decode()
    assert "已有 100 天没有更新" in shown
    assert client.get(reverse("station_wall:station", args=[other.pk])).status_code == 404
    assert client.get(reverse("station_wall:sheet_pdf", args=[other.pk, "board"])).status_code == 404
    assert client.post(reverse("station_wall:put_up", args=[other.pk]), {}).status_code == 404
    client.force_login(make_user(Role.OFFICE))
    for _ in range(4):
        make_station(stage.town)
    index = reverse("station_wall:index")
    client.get(index)
    with django_assert_num_queries(12):
        listed = client.get(f"{index}?only=old").content.decode()
    assert "分组情况已有 100 天没有更新" in listed
    detail = client.get(reverse("liaison_stations:detail", args=[stage.station.pk])).content.decode()
    assert "张要更新" in detail


def test_everything_is_one_pdf_by_a_worker(client: Client, stage: Stage) -> None:
    day = make_day(stage.station, timezone.localdate() + timedelta(days=1))
    client.force_login(stage.officer)
    client.post(reverse("station_wall:print_all", args=[stage.station.pk]), {"paper": "A3"})
    job = Job.objects.get()
    assert job.params["month"] == day.day.replace(day=1).isoformat()
    assert job.params["paper"] == "A3"
    Regulation.objects.exclude(title="代表联络站工作职责").delete()
    run = FakeRun(job)
    print_all(run)  # type: ignore[arg-type]  # what a job needs of it
    texts, width = words(run.content)
    assert width == 420
    assert len([text for text in texts if "更新于" in text]) == len(texts) - 2
    assert "代表接待日公告" in texts[-1]
    stage.station.staff.update(ends_on=date(2021, 1, 1))
    with pytest.raises(JobError):
        print_all(run)  # type: ignore[arg-type]


class FakeRun:
    """A run of a job that keeps its result."""

    progress: JobRun | None = None

    def __init__(self, job: Job) -> None:
        self.params, self.actor, self.content = job.params, job.asked_by, b""

    def save_result(self, name: str, content: bytes) -> None:
        self.content = content
