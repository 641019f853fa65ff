"""Supervision logs: three kinds of supervisors, the loop of an inspection, 三督办三见面 (R109, R120, R203)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from suggestions.enums import State
from suggestions.models import Step, SupervisionItem, SupervisionLog
from suggestions.supervision import operations
from suggestions.supervision.enums import TICKED, ItemKind, LoopStage, Supervisor
from suggestions.supervision.sections import tally
from tests.factories import make_user
from tests.suggestions.cast import make_cast, make_suggestion
from tests.suggestions.supervision.stage import make_stage, write_log

pytestmark = pytest.mark.django_db


def test_each_kind_of_supervisor_writes_in_the_own_name() -> None:
    stage = make_stage()
    cast = stage.cast
    row = make_suggestion(cast)
    written = [
        write_log(stage, row, cast.leader, Supervisor.LEADER),
        write_log(stage, row, cast.committee, Supervisor.COMMITTEE),
        write_log(stage, row, cast.deputy, Supervisor.DEPUTY),
        write_log(stage, row, cast.staff[0], Supervisor.UNIT),
    ]
    assert [(one.kind, one.author) for one in written] == [
        ("leader", cast.leader),
        ("committee", cast.committee),
        ("deputy", cast.deputy),
        ("unit", cast.staff[0]),
    ]
    assert written[3].stage == LoopStage.RECTIFY, "a unit writes what it put right"
    assert Step.objects.filter(suggestion=row, verb="log_supervision").count() == 4
    with pytest.raises(ValidationError, match="不能以这种身份督办"):
        write_log(stage, row, cast.deputy, Supervisor.LEADER)


def test_who_may_not_write() -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast)
    for user in (make_cast().committee, make_user(Role.DEPUTY), make_user(Role.UNIT), stage.cast.government):
        with pytest.raises(PermissionDenied):
            write_log(stage, row, user)


def test_acceptance_needs_something_put_right() -> None:
    stage = make_stage()
    cast = stage.cast
    row = make_suggestion(cast)
    write_log(stage, row, cast.committee, stage=LoopStage.INSPECT)
    cast.later(days=1)
    write_log(stage, row, cast.committee, stage=LoopStage.URGE)
    cast.later(days=1)
    with pytest.raises(ValidationError, match="还没有监督整改的记录"):
        write_log(stage, row, cast.committee, stage=LoopStage.ACCEPT)
    put_right = write_log(stage, row, cast.committee, stage=LoopStage.RECTIFY)
    earlier = timezone.localdate(cast.clock) - timedelta(days=1)
    with pytest.raises(ValidationError, match="还没有监督整改的记录"):
        write_log(stage, row, cast.committee, stage=LoopStage.ACCEPT, on=earlier)
    accepted = write_log(stage, row, cast.committee, stage=LoopStage.ACCEPT)
    with pytest.raises(Conflict, match="已经验收"):
        operations.withdraw_log(log=put_right, actor=cast.committee, reason="写错了")
    operations.withdraw_log(log=accepted, actor=cast.committee, reason="写错了")
    operations.withdraw_log(log=put_right, actor=cast.committee, reason="写错了")
    assert SupervisionLog.objects.standing().filter(suggestion=row).count() == 2
    assert SupervisionLog.objects.filter(suggestion=row).count() == 4, "what was withdrawn stays on record"


def test_three_supervisions_and_three_meetings_are_counted() -> None:
    stage = make_stage()
    cast = stage.cast
    row = make_suggestion(cast)
    items = list(SupervisionItem.objects.filter(kind__in=TICKED))
    logs = row.supervision_logs.standing()
    assert tally(list(logs.all()), items) == "督办 0/3，见面 0/3"
    supervise = [item for item in items if item.kind == ItemKind.SUPERVISE]
    meet = [item for item in items if item.kind == ItemKind.MEET]
    write_log(stage, row, cast.committee, item=supervise[0])
    write_log(stage, row, cast.committee, item=supervise[1])
    write_log(stage, row, cast.leader, Supervisor.LEADER, item=meet[0])
    assert tally(list(logs.all()), items) == "督办 2/3，见面 1/3"
    with pytest.raises(ValidationError, match="已经记过"):
        write_log(stage, row, cast.committee, item=meet[0])
    operations.save_item(actor=cast.office, kind="supervise", name="第四次督办", order=4)
    operations.save_item(
        actor=cast.office, kind="meet", name=meet[2].name, order=3, active=False, item=meet[2]
    )
    items = list(SupervisionItem.objects.filter(kind__in=TICKED))
    assert tally(list(logs.all()), items) == "督办 2/4，见面 1/2", "the district's own list"


def test_the_same_form_sent_twice_is_one_record() -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast)
    token = uuid4()
    first, second = (write_log(stage, row, stage.cast.committee, token=token) for _ in range(2))
    assert first == second


def test_only_the_author_takes_a_record_back() -> None:
    stage = make_stage()
    log = write_log(stage, make_suggestion(stage.cast), stage.cast.committee)
    with pytest.raises(Conflict, match="只有记录人本人"):
        operations.withdraw_log(log=log, actor=stage.cast.office, reason="不对")


def test_nothing_is_supervised_before_the_hand_over() -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast, State.REGISTERED)
    with pytest.raises(Conflict, match="还没有交办"):
        write_log(stage, row, stage.cast.committee)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"on": "2026-02-30"}, "2026年2月没有30日"),
        ({"on": "2020-01-01"}, "早于交办的日期"),
        ({"on": "2099-01-01"}, "这一天还没有到"),
        ({"content": ""}, "请填写做了什么"),
        ({"content": "字" * 1001}, "请删去 1 个字"),
        ({"stage": "accept"}, "还没有监督整改的记录"),
    ],
)
def test_bad_input_is_told_at_the_place(client: Client, change: dict[str, str], message: str) -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast)
    client.force_login(stage.cast.committee)
    good = {"kind": "committee", "on": "2026-03-20", "content": "看了现场", "token": str(uuid4())}
    page = client.post(reverse("supervision:log", args=[row.pk]), {**good, **change})
    assert page.status_code == 200
    assert message in page.text
    assert not SupervisionLog.objects.exists()


def test_a_deputy_and_a_unit_write_from_their_own_pages(client: Client) -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast)
    url = reverse("supervision:log", args=[row.pk])
    client.force_login(stage.cast.staff[0])
    page = client.get(url)
    assert "整改情况" in page.text
    assert "验收评价" not in page.text.partition("<form method")[2].partition("记下之后")[0]
    token = str(uuid4())
    data = {"kind": "unit", "on": "2026-03-20", "content": "车位已划好", "token": token}
    assert client.post(url, data).status_code == 302
    client.force_login(stage.cast.deputy)
    data = {"kind": "deputy", "on": "2026-03-21", "content": "到现场看过", "token": str(uuid4())}
    assert client.post(url, data).status_code == 302
    kinds = list(SupervisionLog.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["unit", "deputy"]
    client.force_login(make_user(Role.DEPUTY))
    assert client.get(url).status_code == 404


def test_the_lists_of_the_district(client: Client) -> None:
    stage = make_stage()
    client.force_login(stage.cast.office)
    url = reverse("supervision:items")
    good = {"kind": "criterion", "name": "代表联名多", "order": 6, "active": "on"}
    assert "已增加“代表联名多”" in client.post(url, good, follow=True).text
    assert "已有这一项" in client.post(url, good).text
    item = SupervisionItem.objects.get(name="代表联名多")
    change = {"name": "代表联名十人以上", "order": 6}
    page = client.post(reverse("supervision:save_item", args=[item.pk]), change, follow=True)
    assert "已更新" in page.text
    item.refresh_from_db()
    assert not item.active
