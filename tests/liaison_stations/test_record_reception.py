"""At the table: batches with their matters, kept once, whoever sends them and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from liaison_stations.enums import DayState, DutyState, MatterState
from liaison_stations.matters.queries import table_of
from liaison_stations.models import LARGEST_BATCH, Citizen, Duty, Matter, Reception, ReceptionDay
from liaison_stations.operations.receptions import Heard, mark_present, record_reception
from tests.activities.form import picture
from tests.liaison_stations.stage import Stage, make_day, make_stage, staff

pytestmark = pytest.mark.django_db
LIGHT = Heard("路灯不亮", "小区门口的路灯坏了两周。")


def record(stage: Stage, day: ReceptionDay, **facts: Any) -> Reception:
    """One batch with one matter."""
    values = {"actor": stage.officer, "people": 2, "matters": [LIGHT], "token": uuid4(), **facts}
    return record_reception(day=day, **values)


def posted(day: ReceptionDay, **changed: object) -> dict[str, object]:
    """The form of one batch with one matter, as the phone sends it."""
    return {
        "token": str(uuid4()),
        "people": "3",
        "received_at": f"{day.begins_at:%H:%M}",
        "name": "秦素云",
        "phone": "13900001234",
        "home": "",
        "matters-TOTAL_FORMS": "1",
        "matters-INITIAL_FORMS": "0",
        "matters-0-title": "路灯不亮",
        "matters-0-account": "小区门口的路灯坏了两周。",
        **changed,
    }


def test_a_batch_sent_twice_is_one_and_opens_the_day() -> None:
    stage = make_stage()
    day, token = make_day(stage.station), uuid4()
    settled = Heard("问社保怎么办", "问在外地怎么办社保。", answer="可以在手机上办，已教会。")
    first = record(stage, day, token=token, matters=[LIGHT, settled], citizen=Citizen(name="秦素云"))
    assert record(stage, day, token=token).pk == first.pk
    day.refresh_from_db()
    assert day.state == DayState.OPEN
    states = list(Matter.objects.order_by("id").values_list("state", "reception", "citizen__name"))
    assert states == [(MatterState.RECEIVED, first.pk, "秦素云"), (MatterState.TOLD, first.pk, "秦素云")]


@pytest.mark.parametrize(("people", "said"), [(0, "至少 1 人"), (LARGEST_BATCH + 1, "分批登记")])
def test_too_few_or_too_many_persons_are_refused(people: int, said: str) -> None:
    stage = make_stage()
    with pytest.raises(ValidationError, match=said):
        record(stage, make_day(stage.station), people=people)
    assert not Reception.objects.exists()


def test_a_reception_in_the_future_is_refused() -> None:
    stage = make_stage()
    tomorrow = make_day(stage.station, timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError, match="还没有到"):
        record(stage, tomorrow)
    with pytest.raises(ValidationError, match="还没有到"):
        mark_present(day=tomorrow, actor=stage.officer, here=[], offered=[])
    later = (timezone.localtime() + timedelta(minutes=30)).time()
    if later > timezone.localtime().time():  # not in the last half hour of a day
        with pytest.raises(ValidationError, match="还没有到"):
            record(stage, make_day(stage.station), received_at=later)


def test_two_officers_send_late_and_both_are_kept_with_the_clash_shown() -> None:
    stage = make_stage()
    other = staff(stage.station)
    day = make_day(stage.station, timezone.localdate() - timedelta(days=1), state=DayState.HELD)
    record(stage, day, citizen=Citizen(name="秦素云", phone="13900001234"))
    again = Heard("门口太黑", "晚上看不清路。")
    record(stage, day, actor=other, matters=[again], citizen=Citizen(name="秦", phone="13900001234"))
    record(stage, day, actor=other, matters=[Heard("公交改线", "8 路车不停了。")])
    shown = table_of(day)
    clashes = [batch.clashes for batch in shown.batches]
    assert clashes == [[], [stage.officer.name], [other.name]]
    assert (shown.people, shown.matters, shown.officers) == (6, 3, [other.name, stage.officer.name])


def test_a_cancelled_day_takes_nothing_until_it_is_restored() -> None:
    stage = make_stage()
    with pytest.raises(Conflict, match="恢复"):
        record(stage, make_day(stage.station, state=DayState.CANCELLED))


def test_an_officer_with_an_older_list_takes_no_deputy_away() -> None:
    stage = make_stage()
    day, (one, two) = make_day(stage.station), [deputyship.pk for deputyship in stage.deputies]
    mark_present(day=day, actor=stage.officer, here=[two], offered=[two])
    assert mark_present(day=day, actor=stage.officer, here=[one], offered=[one]) == 2
    mark_present(day=day, actor=stage.officer, here=[], offered=[one])
    present = Duty.objects.filter(state=DutyState.PRESENT).values_list("deputyship", flat=True)
    assert list(present) == [two]


def test_the_phone_is_told_where_the_receipt_is_or_what_is_wrong(client: Client) -> None:
    stage = make_stage()
    day = make_day(stage.station)
    yesterday = make_day(stage.station, timezone.localdate() - timedelta(days=1))
    client.force_login(stage.officer)
    url = reverse("matters:table", args=[yesterday.pk])
    by_script = {"X-Requested-With": "fetch"}
    told = client.post(url, posted(yesterday), headers=by_script)
    batch = Reception.objects.get()
    assert told.json() == {"receipt": reverse("matters:receipt", args=[batch.pk])}
    assert (batch.people, batch.entered_by) == (3, stage.officer)
    wrong = client.post(url, posted(day, people="0", **{"matters-0-title": ""}), headers=by_script)
    assert wrong.status_code == 422
    assert set(wrong.json()["errors"]) == {"people", "matters-0-title"}
    again = client.post(url, posted(day, phone="电话 139")).content.decode()
    assert "电话只写数字" in again
    assert "小区门口的路灯坏了两周。" in again


def test_another_station_s_table_does_not_exist(client: Client) -> None:
    stage = make_stage()
    client.force_login(make_stage().officer)
    assert client.get(reverse("matters:table", args=[make_day(stage.station).pk])).status_code == 404


def test_photos_go_with_their_matter_and_are_for_who_may_see_it(client: Client) -> None:
    stage = make_stage()
    day = make_day(stage.station, timezone.localdate() - timedelta(days=1))
    client.force_login(stage.officer)
    url = reverse("matters:table", args=[day.pk])
    photos = [picture("门口.jpg", size=(64, 48)), picture("路口.jpg", size=(64, 48))]
    client.post(url, posted(day, **{"matters-0-photos": photos}))
    kept = Matter.objects.get().photos.order_by("order")
    assert [photo.name for photo in kept] == ["门口.jpg", "路口.jpg"]
    address = reverse("matters:photo", args=[kept[0].pk, "small"])
    shown = client.get(address)
    assert (shown["Content-Type"], shown.getvalue()[:2]) == ("image/jpeg", b"\xff\xd8")
    client.force_login(make_stage().officer)
    assert client.get(address).status_code == 404
    client.force_login(stage.officer)
    refused = client.post(
        url, posted(day, **{"matters-0-photos": [SimpleUploadedFile("不是照片.jpg", b"text")]})
    )
    assert "不是能用的照片" in refused.content.decode()
