"""Borders of towns: what a GeoJSON file may say, and the map that comes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from congress.organs.enums import AreaKind
from congress.organs.models import Area, AreaOutline
from congress.organs.outlines import as_geojson, read_geojson
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
SQUARE = [[117.0, 32.0], [117.1, 32.0], [117.1, 32.1], [117.0, 32.1]]


def shape(name: object, kind: str = "Polygon", coordinates: Any = None) -> dict[str, Any]:
    """A feature named after a town."""
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def told(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


@pytest.fixture
def towns() -> list[Area]:
    district = make_area("安澜区", AreaKind.DISTRICT)
    return [make_area(name, AreaKind.TOWN, district) for name in ("东塘镇", "石湖镇")]


def test_rings_are_closed_and_of_several_shapes_each_counts(towns: list[Area]) -> None:
    two = shape("石湖镇", "MultiPolygon", [[SQUARE], [[[0, 0], [0, 1], [1, 1], [0, 0]]]])
    found = read_geojson(told(shape("东塘镇"), two), towns)
    assert found[towns[0].pk] == [[*SQUARE, SQUARE[0]]]
    assert [len(ring) for ring in found[towns[1].pk]] == [5, 4]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "不是 UTF-8 的 GeoJSON 文件"),
        (b"[1]", "文件里没有图形"),
        (told(), "文件里没有图形"),
        (told(shape(None)), "第 1 个图形没有名称"),
        (told(shape("西塘镇")), "区划里没有“西塘镇”"),
        (told(shape("东塘镇"), shape("东塘镇")), "东塘镇已经有一个图形"),
        (told(shape("东塘镇", "LineString")), "不是面"),
        (told(shape("东塘镇", coordinates=[[[500000, 3500000], [1, 1], [2, 2]]])), "坐标有误"),
        (told(shape("东塘镇", coordinates=[[[1, 1], [2, 2], [1, 1]]])), "坐标有误"),
        (told(shape("东塘镇", coordinates=[["x", "y"]])), "坐标有误"),
        (told(shape("东塘镇", coordinates=[[[float("nan"), 1], [2, 2], [3, 1]]])), "坐标有误"),
        (told("东塘镇"), "第 1 个图形没有名称"),
        (told(shape("东塘镇", coordinates=[[[n / 1000, 1] for n in range(20_001)]])), "最多 20,000 个"),
    ],
)
def test_what_is_wrong_is_said_in_words(towns: list[Area], data: bytes, words: str) -> None:
    with pytest.raises(ValidationError) as error:
        read_geojson(data, towns)
    assert words in "".join(error.value.messages)


def test_the_office_imports_and_a_town_left_out_keeps_its_border(client: Client, towns: list[Area]) -> None:
    old = AreaOutline.objects.create(area=towns[1], rings=[[[0, 0], [0, 1], [1, 1], [0, 0]]], source="旧图")
    client.force_login(make_user(Role.OFFICE), "congress.accounts.backends.NameOrPhoneBackend")
    url = reverse("organs:import_outlines")
    bad = client.post(url, {"file": SimpleUploadedFile("a.json", told(shape("西塘镇"))), "source": "新图"})
    assert "区划里没有“西塘镇”" in bad.text
    done = client.post(url, {"file": SimpleUploadedFile("a.json", told(shape("东塘镇"))), "source": "新图"})
    assert done.status_code == 302
    assert AreaOutline.objects.get(area=towns[0]).source == "新图"
    assert AreaOutline.objects.get(pk=old.pk).source == "旧图"
    assert AuditEvent.objects.filter(verb="organs:import_outlines").count() == 1
    drawn = as_geojson(AreaOutline.objects.select_related("area").order_by("area__order", "pk"))
    assert {row["properties"]["name"] for row in drawn["features"]} == {"东塘镇", "石湖镇"}
