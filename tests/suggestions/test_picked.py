"""What is done with many suggestions at once: urging, handing over, a printed list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.jobs.models import Job
from congress.notices.models import Notice
from congress.organs.models import Organ
from suggestions import printing
from suggestions.enums import State
from suggestions.models import Step, Suggestion
from tests.factories import make_organ
from tests.suggestions.cast import Cast, make_cast, make_suggestion

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Everybody, with a time of their own that begins two months ago."""
    made = make_cast()
    made.clock = timezone.now() - timedelta(days=60)
    return made


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.keeper)
    return client


def post(client: Client, verb: str, rows: list[Suggestion], which: str = "suggestions", **data: Any) -> Any:
    picks = {"pick": [row.pk for row in rows], **data}
    return client.post(reverse(f"suggestions:{verb}", args=[which]), picks, follow=True)


def test_urging_tells_every_unit_once_and_says_what_was_left_out(desk: Client, cast: Cast) -> None:
    rows = [make_suggestion(cast, State.HANDLING) for _ in range(3)]
    waiting = make_suggestion(cast, State.REGISTERED)
    asked = post(desk, "urge_picked", rows).content.decode()
    assert "催办 3 件" in asked
    assert not Step.objects.filter(verb="urge").exists(), "first it is shown"
    Notice.objects.all().delete()
    done = post(desk, "urge_picked", rows, go="1", note="本周内请反馈")
    assert "已催办 3 件建议的 3 个单位" in done.content.decode()
    assert Step.objects.filter(verb="urge", note="本周内请反馈").count() == 3
    told = Notice.objects.filter(user=cast.staff[0])
    assert [notice.title for notice in told] == ["催办 3 件建议"]
    assert all(row.title in told[0].text for row in rows)
    again = post(desk, "urge_picked", [rows[0], waiting], go="1").content.decode()
    assert "2 件没有催办" in again
    assert "今天已经催办过" in again
    assert "现在没有单位在办理" in again


def test_handing_over_many_to_the_same_units(desk: Client, cast: Cast) -> None:
    rows = [make_suggestion(cast, State.REGISTERED) for _ in range(2)]
    handled = make_suggestion(cast, State.HANDLING)
    lead, co = cast.units[0].pk, cast.units[1].pk
    page = post(desk, "assign_picked", [*rows, handled], go="1", lead=lead, co=[co]).content.decode()
    assert "已把 2 件建议交给" in page
    assert "1 件没有交办" in page
    assert "现在的状态不能交办" in page
    for row in rows:
        assert Suggestion.objects.get(pk=row.pk).state == State.HANDLING
        assert row.handlings.count() == 2
    assert Notice.objects.filter(user=cast.staff[0], title="交办 2 件建议").count() == 1


def test_units_in_a_wrong_shape_hand_nothing_over(desk: Client, cast: Cast) -> None:
    rows = [make_suggestion(cast, State.REGISTERED)]
    page = post(desk, "assign_picked", rows, go="1").content.decode()
    assert "还没有选主办单位" in page
    lead = cast.units[0].pk
    page = post(desk, "assign_picked", rows, go="1", lead=lead, co=[lead]).content.decode()
    assert "同一个单位只能选一次" in page
    gone = make_organ("区撤销局")
    Organ.objects.filter(pk=gone.pk).update(ends_on=date(2020, 1, 1))
    page = post(desk, "assign_picked", rows, go="1", lead=gone.pk).content.decode()
    assert Suggestion.objects.get(pk=rows[0].pk).state == State.REGISTERED
    assert "区撤销局已撤销，请改选现在承担这项职能的单位" in page


def test_nothing_or_too_many_picked(desk: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "还没有选建议" in post(desk, "urge_picked", []).content.decode()
    assert "还没有选建议" in post(desk, "print_picked", []).content.decode()
    rows = [make_suggestion(cast, State.HANDLING) for _ in range(2)]
    monkeypatch.setattr("suggestions.bulk.MOST", 1)
    monkeypatch.setattr("suggestions.printing.MOST", 1)
    assert "一次最多办 1 件" in post(desk, "urge_picked", rows).content.decode()
    assert "一次最多打印 1 件" in post(desk, "print_picked", rows).content.decode()
    stranger = make_suggestion(make_cast(), State.DRAFT)
    assert "还没有选建议" in post(desk, "urge_picked", [stranger]).content.decode(), "as if it were not there"
    assert desk.post(reverse("suggestions:urge_picked", args=["other"])).status_code == 404


def test_a_town_urges_only_at_its_own_gate(client: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING)
    client.force_login(cast.town_user)
    page = post(client, "urge_picked", [row], go="1").content.decode()
    assert "1 件没有催办" in page
    assert not Step.objects.filter(verb="urge").exists()


def test_the_printed_list_is_a_job_that_asks_again_what_the_reader_may_see(desk: Client, cast: Cast) -> None:
    rows = [make_suggestion(cast, State.HANDLING, co=1), make_suggestion(cast, State.REGISTERED)]
    post(desk, "print_picked", rows)
    job = Job.objects.get(kind=printing.JOB_KIND)
    assert set(job.params["rows"]) == {row.pk for row in rows}
    html = printing.list_html(title=job.params["title"], keys=job.params["rows"], reader=cast.keeper)
    assert all(text in html for text in (rows[0].title, cast.units[0].name, cast.units[1].name, "未交办"))
    hidden = printing.list_html(title="清单", keys=job.params["rows"], reader=make_cast().staff[0])
    assert rows[0].title not in hidden
