"""Photos of a station's activities for its wall (活动剪影, R175): its own only, and not more than fit."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdfium2 import PdfDocument

from activities.models import ActivityPhoto
from congress.access.exceptions import Conflict
from congress.documents.uploads import Saver
from liaison_stations.models import Station, StationActivity, WallPhoto
from liaison_stations.operations.wall import MOST_PHOTOS, choose_photos
from liaison_stations.wall.content import Wall
from tests.factories import make_activity, make_area
from tests.liaison_stations.stage import Stage, make_stage, make_station, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def photos(station: Station, count: int = 1) -> list[ActivityPhoto]:
    """Photos of one activity of a station."""
    activity = make_activity(headline=f"{station}走访企业")
    StationActivity.objects.create(station=station, activity=activity)
    out = BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    name = Saver().save("activities", out.getvalue(), ".jpg")
    return ActivityPhoto.objects.bulk_create(
        ActivityPhoto(
            activity=activity, order=order, name="现场.jpg", full=name, small=name, width=60, height=40
        )
        for order in range(1, count + 1)
    )


def test_chosen_photos_are_printed_with_what_they_show(client: Client, stage: Stage) -> None:
    (mine,), (foreign,) = photos(stage.station), photos(make_station())
    address = reverse("station_wall:choose_photos", args=[stage.station.pk])
    client.force_login(stage.officer)
    page = client.get(address).content.decode()
    assert reverse("station_wall:photo", args=[mine.pk]) in page
    assert reverse("station_wall:photo", args=[foreign.pk]) not in page
    shown: Any = client.get(reverse("station_wall:photo", args=[mine.pk]))
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert client.get(reverse("station_wall:photo", args=[foreign.pk])).status_code == 404
    assert "不是本站活动的" in client.post(address, {"photos": [foreign.pk], "before": ""}).content.decode()
    client.post(address, {"photos": [mine.pk], "before": ""})
    pdf = client.get(reverse("station_wall:sheet_pdf", args=[stage.station.pk, "photos"])).content
    with PdfDocument(pdf) as document:
        assert f"{stage.station.name}走访企业" in document[0].get_textpage().get_text_range().replace(
            "\r\n", ""
        )
    mine.dropped = True
    mine.save()
    assert Wall(stage.station, timezone.localdate()).says_nothing("photos")


def test_too_many_photos_and_two_who_choose_at_once(client: Client, stage: Stage) -> None:
    many = photos(stage.station, MOST_PHOTOS + 1)
    address = reverse("station_wall:choose_photos", args=[stage.station.pk])
    client.force_login(stage.officer)
    refused = client.post(address, {"photos": [photo.pk for photo in many], "before": ""}).content.decode()
    assert f"最多选 {MOST_PHOTOS} 张，这次选了 {MOST_PHOTOS + 1} 张" in refused
    assert refused.count("checked") == MOST_PHOTOS + 1
    choose_photos(station=stage.station, photos=many[:2], before=[], actor=stage.officer)
    with pytest.raises(Conflict, match="刚才有人改了"):
        choose_photos(station=stage.station, photos=many[:1], before=[], actor=stage.town_user)
    assert WallPhoto.objects.count() == 2
    stranger = staff(make_station(make_area()))
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    assert client.get(reverse("station_wall:photo", args=[many[0].pk])).status_code == 404
