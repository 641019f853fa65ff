"""Borders of towns from a GeoJSON file, and the map the overview draws from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area, AreaOutline
from congress.organs.queries import district

Ring = list[list[float]]

MAX_BYTES = 4 * 1024 * 1024
#: Points over all rings: more is finer than any screen, and slow on a phone.
MAX_POINTS = 20_000
#: Decimals of a degree that are kept, about ten metres.
_PLACES = 4


def read_geojson(data: bytes, towns: Iterable[Area]) -> dict[int, list[Ring]]:
    """The outer rings by key of town, from features whose ``name`` is that of a town.

    Raises ``ValidationError`` with everything that is wrong, in words: no GeoJSON, an unknown name, a name twice, a
    shape that is no polygon, coordinates that are no degrees, too many points.
    """
    features = _features(data)
    by_name = {town.name: town for town in towns}
    found: dict[int, list[Ring]] = {}
    wrong: list[str] = []
    for number, feature in enumerate(features, 1):
        try:
            town, rings = _feature(feature, number, by_name)
        except ValidationError as error:
            wrong += error.messages
            continue
        if town.pk in found:
            wrong.append(f"第 {number} 个图形：{town.name}已经有一个图形，请合并成一个")
        found[town.pk] = rings
    points = sum(len(ring) for rings in found.values() for ring in rings)
    if points > MAX_POINTS:
        wrong.append(f"边界共 {points:,} 个点，最多 {MAX_POINTS:,} 个，请先在制图软件里简化")
    if wrong:
        raise ValidationError(wrong)
    return found


def _features(data: bytes) -> list[Any]:
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ValidationError("读不出来：不是 UTF-8 的 GeoJSON 文件，请从制图软件重新导出") from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not features:
        raise ValidationError("文件里没有图形：须是 GeoJSON 的 FeatureCollection，每个乡镇街道一个图形")
    return features


def _feature(feature: Any, number: int, towns: Mapping[str, Area]) -> tuple[Area, list[Ring]]:
    told = feature if isinstance(feature, dict) else {}
    properties, geometry = told.get("properties"), told.get("geometry")
    name = str((properties if isinstance(properties, dict) else {}).get("name") or "").strip()
    if not name:
        raise ValidationError(f"第 {number} 个图形没有名称，请在属性 name 里填乡镇街道的名称")
    if name not in towns:
        raise ValidationError(f"第 {number} 个图形：区划里没有“{name}”，请改成区划里的名称")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    shapes: Any = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "Polygon":
        shapes = [shapes]
    if kind not in {"Polygon", "MultiPolygon"} or not isinstance(shapes, list) or not shapes:
        raise ValidationError(f"第 {number} 个图形（{name}）不是面，请导出成 Polygon 或 MultiPolygon")
    try:
        return towns[name], [_ring(shape[0]) for shape in shapes]
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise ValidationError(
            f"第 {number} 个图形（{name}）的坐标有误，须是经度、纬度，至少三个点"
        ) from error


def _ring(points: Sequence[Sequence[Any]]) -> Ring:
    """A closed ring of degrees; raises ``ValueError`` or ``TypeError`` for anything else."""
    ring = [[round(float(point[0]), _PLACES), round(float(point[1]), _PLACES)] for point in points]
    if not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring):
        raise ValueError("no degrees")
    if ring[0] != ring[-1]:
        ring.append(ring[0])
    if len({tuple(point) for point in ring}) < 3:
        raise ValueError("no surface")
    return ring


@transaction.atomic
def import_outlines(*, rings: Mapping[int, list[Ring]], source: str, actor: User | None) -> Area:
    """Take over these borders; towns that are not among them keep theirs. Gives the district they belong to.

    ``ValidationError`` before there is a district.
    """
    root = district()
    if root is None:
        raise ValidationError("还没有区县，请先建立区划")
    for area, lines in rings.items():
        AreaOutline.objects.update_or_create(area_id=area, defaults={"rings": lines, "source": source})
    audit.record(
        actor=actor, verb="organs:import_outlines", obj=root, after={"towns": len(rings), "source": source}
    )
    return root


def as_geojson(outlines: Iterable[AreaOutline]) -> dict[str, Any]:
    """What the map is drawn from."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": row.area.name},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in row.rings]},
            }
            for row in outlines
        ],
    }
