"""Photos of an activity: added, served through the permission check, taken out; bad ones and a full disk."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from activities import operations
from activities.models import Activity, ActivityPhoto
from congress.accounts.enums import Role
from congress.documents.uploads import check_photo
from congress.organs.models import Area
from deputies.models import Person
from tests.activities.form import filled, picture
from tests.factories import make_activity, make_area, make_kind, make_user

pytestmark = pytest.mark.django_db
URL = "/activities/new/"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def clerk(client: Client) -> Client:
    make_area()
    client.force_login(make_user(Role.OFFICE))
    return client


def form(**changes: Any) -> dict[str, Any]:
    return filled(area=Area.objects.get(parent=None).pk, **changes)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def with_photo(area: Area | None = None) -> ActivityPhoto:
    activity = make_activity(area=area)
    operations.change_activity(
        activity=activity,
        actor=make_user(),
        version=1,
        photos=[check_photo(picture())],
        start_on=activity.start_on,
        kind=make_kind(),
        headline=activity.headline,
        text=activity.text,
        area=activity.area,
    )
    return activity.photos.get()


def test_photos_come_with_the_form_and_are_shown(clerk: Client, media: Path) -> None:
    clerk.post(URL, form(photos=[picture("一.jpg"), picture("二.png", format="PNG")]))
    photos = list(Activity.objects.get().photos.all())
    assert [p.name for p in photos] == ["一.jpg", "二.png"]
    assert len(files(media)) == 4
    page = clerk.get(reverse("activities:detail", args=[photos[0].activity_id])).text
    small = reverse("activities:photo", args=[photos[0].pk, "small"])
    assert small in page
    response = clerk.get(small)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]


def test_a_photo_of_forty_megabytes_is_refused_and_everything_typed_stays(clerk: Client, media: Path) -> None:
    large = SimpleUploadedFile("会场.jpg", b"\xff\xd8" + b"\0" * (40 * 1024 * 1024))
    row = {"name": "孙维民", "title": "区人大常委会副主任", "manner": "率队"}
    response = clerk.post(URL, form(photos=[large], people=[row], place="柳桥街道"))
    assert "照片“会场.jpg”有 40.1 MB，每张不能超过 20 MB" in response.text
    for typed in ("孙维民率队调研园区经济", "区人大常委会副主任", "柳桥街道"):
        assert typed in response.text
    assert not Activity.objects.exists()
    assert files(media) == []


def test_more_photos_than_a_form_takes_are_refused(clerk: Client) -> None:
    response = clerk.post(URL, form(photos=[picture(size=(8, 8)) for _ in range(21)]))
    assert "一次最多选 20 张照片，现在选了 21 张" in response.text


def test_a_full_disk_loses_nothing_typed_and_leaves_nothing_behind(
    clerk: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        if len(files(media)) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("congress.jobs.files.os.fsync", full)
    row = {"name": "头一次来的人", "title": "", "manner": "参加"}
    response = clerk.post(URL, form(photos=[picture(), picture()], people=[row]))
    assert response.status_code == 200
    assert "文件没有存下来：服务器的存储空间不够" in response.text
    assert "头一次来的人" in response.text
    assert not Activity.objects.exists()
    assert not Person.objects.exists()
    assert files(media) == []


def test_a_photo_taken_out_is_hidden_and_its_file_stays(clerk: Client, media: Path) -> None:
    photo = with_photo()
    activity = photo.activity
    data = form(headline=activity.headline, text=activity.text, version=2, drop=str(photo.pk))
    clerk.post(reverse("activities:change_activity", args=[activity.pk]), data)
    assert not activity.photos.shown().exists()
    assert len(files(media)) == 2
    assert (
        reverse("activities:photo", args=[photo.pk, "small"])
        not in clerk.get(f"/activities/{activity.pk}/").text
    )


def test_a_photo_of_another_town_does_not_exist(client: Client) -> None:
    photo = with_photo(make_area("文昌街道"))
    client.force_login(make_user(Role.TOWN, area=make_area("柳桥街道")))
    assert client.get(reverse("activities:photo", args=[photo.pk, "full"])).status_code == 404


def test_a_lost_file_is_not_found(client: Client, media: Path) -> None:
    photo = with_photo()
    (media / str(photo.small.name)).unlink()
    client.force_login(make_user(Role.OFFICE))
    assert client.get(reverse("activities:photo", args=[photo.pk, "small"])).status_code == 404
