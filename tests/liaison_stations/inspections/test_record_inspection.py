"""Planning and writing down inspections, problems from found to struck off, supervision meetings (R075, R137)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.access.exceptions import Conflict, StaleVersion
from congress.notices.models import Notice
from congress.organs.queries import district
from congress.workdays.calendar import working_days_between
from liaison_stations.enums import InspectionKind, InspectionState, ProblemState
from liaison_stations.models import (
    Finding,
    Inspection,
    InspectionPoint,
    Problem,
    SupervisionMeeting,
    score_of,
)
from liaison_stations.operations import inspections as operations
from liaison_stations.operations import problems, supervision
from tests.liaison_stations.stage import Stage, make_stage

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def planned(stage: Stage, **facts: Any) -> Inspection:
    values = {"kind": InspectionKind.OPEN, "day": TODAY, **facts}
    return operations.plan_inspection(station=stage.station, actor=stage.office, **values)


def met(stage: Stage, **facts: Any) -> SupervisionMeeting:
    root = district()
    assert root
    return SupervisionMeeting.objects.create(area=root, held_on=TODAY - 30 * DAY, title="督导会议", **facts)


def test_the_score_is_of_the_points_that_were_scored() -> None:
    found = [Finding(full=10, score=7), Finding(full=20, score=None), Finding(full=20, score=18)]
    assert score_of(found) == Decimal("83.3")
    assert score_of([Finding(full=16, score=15)]) == Decimal("93.8"), "93.75 is rounded half up"
    assert score_of([Finding(full=10, words="没有查", score=None)]) is None


def test_at_the_station_a_result_is_written_down(client: Client, stage: Stage) -> None:
    row = planned(stage)
    first, second = InspectionPoint.objects.order_by("order")[:2]
    client.force_login(stage.office)
    url = reverse("station_inspections:record_inspection", args=[row.pk])
    typed = {
        "version": row.version,
        "inspected_on": TODAY.isoformat(),
        f"score_{first.pk}": first.full + 1,
        f"words_{second.pk}": "制度牌没有更新",
    }
    refused = client.post(url, typed)
    assert f"{first}满分 {first.full} 分，请改小" in refused.content.decode()
    assert "制度牌没有更新" in refused.content.decode(), "what was typed is kept"
    client.post(url, {**typed, f"score_{first.pk}": first.full - 1})
    row.refresh_from_db()
    assert (row.state, row.score) == (InspectionState.DONE, Decimal(90))
    assert list(row.findings.values_list("score", "words")) == [
        (first.full - 1, ""),
        (None, "制度牌没有更新"),
    ]

    # What a point is worth later changes nothing.
    first.full = 50
    first.save()
    stale = client.post(url, {**typed, f"score_{first.pk}": 5})
    assert stale.status_code == 409
    client.post(url, {**typed, "version": row.version, f"score_{first.pk}": 5})
    row.refresh_from_db()
    assert (row.score, row.findings.first().full) == (Decimal(50), 10)


def test_what_cannot_be(stage: Stage) -> None:
    row = planned(stage)
    facts: dict[str, Any] = {"inspection": row, "actor": stage.office, "version": 1, "inspectors": ""}
    with pytest.raises(ValidationError, match="还没有到"):
        operations.record_inspection(**facts, inspected_on=TODAY + DAY, summary="好", findings=[])
    with pytest.raises(ValidationError, match="还没有写检查结果"):
        operations.record_inspection(**facts, inspected_on=TODAY, summary=" ", findings=[])
    with pytest.raises(Conflict, match="先登记检查结果"):
        problems.find_problem(source=row, actor=stage.office, text="脏", owner="站长", due_on=TODAY)
    with pytest.raises(PermissionDenied):
        operations.release_inspection(inspection=row, actor=stage.town_user)
    with pytest.raises(Conflict):
        operations.release_inspection(inspection=row, actor=stage.office)
    with pytest.raises(ValidationError, match="没有开放"):
        planned(stage, day=stage.station.opened_on - DAY)
    operations.cancel_inspection(inspection=row, actor=stage.office, reason="防汛")
    assert Notice.objects.filter(user=stage.officer, title__startswith="联络站检查取消").exists()


def test_a_changed_day_is_told(stage: Stage) -> None:
    row = planned(stage, day=TODAY + 5 * DAY)
    facts: dict[str, Any] = {"inspection": row, "actor": stage.office, "inspectors": "", "aim": "台账"}
    operations.change_inspection(**facts, version=1, day=TODAY + 6 * DAY)
    assert Notice.objects.filter(user=stage.officer).count() == 2
    with pytest.raises(StaleVersion):
        operations.change_inspection(**facts, version=1, day=TODAY + 7 * DAY)


def test_problems_of_a_meeting_are_listed_with_their_days_overdue(client: Client, stage: Stage) -> None:
    meeting = met(stage)
    facts: dict[str, Any] = {"source": meeting, "actor": stage.office, "owner": "站长"}
    late = problems.find_problem(**facts, text="走访没有登记", due_on=TODAY - 10 * DAY, station=stage.station)
    problems.find_problem(**facts, text="有的代表没有联系选民", due_on=TODAY + DAY)
    with pytest.raises(ValidationError, match="早于发现问题的日期"):
        problems.find_problem(**facts, text="早", due_on=meeting.held_on - DAY)
    assert Notice.objects.filter(user=stage.officer, title="请整改：走访没有登记").exists()

    client.force_login(stage.officer)
    url = reverse("station_inspections:problems")
    assert [row.text for row, _name in client.get(url).context["list"].rows] == ["走访没有登记"]
    client.force_login(stage.office)
    answer = client.post(f"{url}?state=late", {"export": "filtered"})
    lines = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    head = next(n for n, line in enumerate(lines) if "逾期（工作日）" in line)
    assert lines[head + 1][lines[head].index("逾期（工作日）")] == working_days_between(late.due_on, TODAY)

    problems.mend_problem(problem=late, actor=stage.officer, note="已补登")
    problems.send_back_problem(problem=late, actor=stage.office, note="还缺九月")
    problems.mend_problem(problem=late, actor=stage.officer, note="补齐")
    with pytest.raises(ValidationError, match="早于发现问题"):
        problems.close_problem(problem=late, actor=stage.office, closed_on=meeting.held_on - DAY)
    problems.close_problem(problem=late, actor=stage.office, closed_on=TODAY)
    late.refresh_from_db()
    assert (late.state, late.closed_on, late.mended_how) == (ProblemState.CLOSED, TODAY, "补齐")
    assert client.get(url, {"state": "late"}).context["list"].rows == []


def test_a_meeting_is_entered_once_and_stands_in_the_log(client: Client, stage: Stage) -> None:
    root = district()
    assert root
    facts: dict[str, Any] = {"held_on": TODAY, "title": "双联活动督导会议", "place": "三楼", "chaired_by": ""}
    row = supervision.record_meeting(
        area=root, actor=stage.office, attended_by="", summary="查了台账。", **facts
    )
    activity = row.activity
    assert activity
    said = f"{TODAY.month}月{TODAY.day}日，区人大常委会召开双联活动督导会议。"
    assert (activity.headline, activity.text) == ("区人大常委会召开双联活动督导会议", f"{said}查了台账。")
    supervision.change_meeting(
        meeting=row, actor=stage.office, version=1, attended_by="", summary="查了走访。", **facts
    )
    activity.refresh_from_db()
    assert activity.text == f"{said}查了走访。"
    activity.text = "编辑改过的。"
    activity.save()
    later = {**facts, "held_on": TODAY - DAY}
    supervision.change_meeting(
        meeting=row, actor=stage.office, version=2, attended_by="", summary="又查。", **later
    )
    activity.refresh_from_db()
    assert (activity.start_on, activity.text) == (TODAY - DAY, "编辑改过的。")
    client.force_login(stage.office)
    page = client.get(reverse("activities:detail", args=[activity.pk])).content.decode()
    assert reverse("station_inspections:meeting", args=[row.pk]) in page


def test_a_town_keeps_its_own_meetings_only(client: Client, stage: Stage) -> None:
    client.force_login(stage.town_user)
    url = reverse("station_inspections:record_meeting")
    facts = {"held_on": TODAY.isoformat(), "title": "街道督导会议"}
    client.post(url, {**facts, "area": stage.town.pk})
    meeting = SupervisionMeeting.objects.get()
    problem = reverse("station_inspections:find_at_meeting", args=[meeting.pk])
    client.post(problem, {"text": "网格没有走访", "owner": "站长", "due_on": TODAY.isoformat()})
    assert Problem.objects.get().meeting == meeting
    late = {**facts, "area": stage.town.pk, "held_on": (TODAY + DAY).isoformat()}
    assert "还没有到" in client.post(url, late).content.decode()
    other = make_stage()
    assert "选择" in client.post(url, {**facts, "area": other.town.pk}).content.decode()
    with pytest.raises(PermissionDenied):
        supervision.record_meeting(
            area=other.town, actor=stage.town_user, held_on=TODAY, title="会", place="", chaired_by="",
            attended_by="", summary="",
        )  # fmt: skip
    client.force_login(other.town_user)
    assert client.get(reverse("station_inspections:meeting", args=[meeting.pk])).status_code == 404
    hidden = met(stage)
    assert client.get(reverse("station_inspections:meeting", args=[hidden.pk])).status_code == 200
    assert client.get(reverse("station_inspections:change_meeting", args=[hidden.pk])).status_code == 404


def test_the_number_of_queries_does_not_grow(
    client: Client, stage: Stage, django_assert_max_num_queries: Any
) -> None:
    meeting, points = met(stage), list(InspectionPoint.objects.all())
    for n in range(8):
        row = Inspection.objects.create(
            station=stage.station,
            kind="open",
            day=TODAY - n * DAY,
            state="released",
            released_at=timezone.now(),
        )
        Finding.objects.bulk_create(Finding(inspection=row, point=p, full=p.full, score=1) for p in points)
        due = TODAY + n * DAY
        problem = Problem.objects.create(
            inspection=row, station=stage.station, text="脏", owner="站长", due_on=due
        )
        Problem.objects.create(meeting=meeting, station=stage.station, text="缺", owner="站长", due_on=due)
    for user in (stage.office, stage.officer):
        client.force_login(user)
        client.get(reverse("station_inspections:index"))
        for name, args, limit in (
            ("index", (), 16),
            ("problems", (), 18),
            ("detail", (row.pk,), 12),
            ("problem", (problem.pk,), 9),
        ):
            with django_assert_max_num_queries(limit):
                assert client.get(reverse(f"station_inspections:{name}", args=args)).status_code == 200
    client.force_login(stage.office)
    for name, args, limit in (("meetings", (), 14), ("meeting", (meeting.pk,), 10)):
        with django_assert_max_num_queries(limit):
            assert client.get(reverse(f"station_inspections:{name}", args=args)).status_code == 200
