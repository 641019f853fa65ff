"""The map of the district's towns: numbers that rooms plug in, drawn on the outlines the district imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congress.accounts.models import User
from congress.dashboard.charts import Number
from congress.dashboard.panels import plugged
from congress.figures.period import Period
from congress.organs.models import Area, AreaOutline
from congress.organs.outlines import as_geojson
from congress.web.escaping import html, joined


def town_map(user: User, period: Period) -> Mapping[str, Any] | None:
    """The panel: every town with its numbers, each leading to its list; the outlines where there are any.

    Two queries beside one for each number.
    """
    areas = list(Area.objects.order_by("order", "pk").only("kind", "name", "path"))
    towns = {area.pk: area for area in areas if area.path.count("/") == 2}
    if not towns:
        return None
    town_of = {area.pk: int(keys[1]) for area in areas if len(keys := area.path.split("/")) > 2}
    allowed = sorted((one for one in plugged.towns if user.has_role(*one.roles)), key=lambda one: one.order)
    counted = [(one, one.count(user, period, town_of)) for one in allowed]
    cells = {
        one.key: {pk: Number(found.get(pk, 0), one.unit, one.url(user, period, pk)) for pk in towns}
        for one, found in counted
    }
    outlines = list(AreaOutline.objects.filter(area__in=towns).select_related("area"))
    drawn = [towns[row.area_id] for row in outlines]
    data = {
        "outlines": as_geojson(outlines),
        "towns": [{"name": town.name} for town in drawn],
        "numbers": [
            {
                "label": one.label,
                "unit": one.unit,
                "values": [cells[one.key][town.pk].value for town in drawn],
                "urls": [cells[one.key][town.pk].url for town in drawn],
            }
            for one in allowed
        ],
    }
    return {
        "data": data if drawn and allowed else None,
        "numbers": allowed,
        "rows": joined(
            html(
                '<tr><th scope="row">{}</th>{}</tr>\n',
                town.name,
                joined(cells[one.key][town.pk].cell for one in allowed),
            )
            for town in towns.values()
        ),
        "told": f"{len(towns)} 个乡镇街道的{'、'.join(one.label for one in allowed)}",
    }
