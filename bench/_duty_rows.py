"""3,000 deputies of a fictional district and 1,000,000 counted duties of five years, the same in every run."""

from __future__ import annotations

from random import Random

from django.db import connection

from bench import _rows
from bench._content import PLACES
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from deputies.models import Deputyship, DutyKind

DUTIES, YEARS = 1_000_000, 5
#: Primes spread kinds and days without a random number a row.
_DAY_STEP, _KIND_STEP = 7_919, 31

_INSERT = """
INSERT INTO deputies_dutyrecord (deputyship_id, kind_id, day, year, in_session, title, place, account, source,
    source_key, state, reason, confirmed_at, recorded_at, version)
SELECT d.pk, k.pk, make_date(y.year, 1, 1) + (n.n * %(day_step)s %% 365)::int, y.year, false,
    '视察第' || n.n || '处现场', '清溪河', '', 'declared', '', 'counted', '', now(), now(), 1
FROM generate_series(0::bigint, %(duties)s - 1) AS n(n)
CROSS JOIN LATERAL (SELECT %(year)s - (n.n / %(deputies)s)::int %% %(years)s AS year) AS y
JOIN unnest(%(deputyships)s::bigint[]) WITH ORDINALITY AS d(pk, place) ON d.place = n.n %% %(deputies)s + 1
JOIN unnest(%(kinds)s::bigint[]) WITH ORDINALITY AS k(pk, place)
    ON k.place = (n.n * %(kind_step)s + n.n / %(deputies)s) %% %(n_kinds)s + 1
"""


def fill(year: int) -> Area:
    """Write everything; gives the district. ``year`` is the newest of the five."""
    chance = Random(20_26)
    district = Area.objects.create(kind=AreaKind.DISTRICT, name="安澜区")
    towns = [Area.objects.create(kind=AreaKind.TOWN, name=name, parent=district) for name in PLACES]
    _rows._deputies(chance, district, towns)
    deputyships = list(Deputyship.objects.order_by("pk").values_list("pk", flat=True))
    kinds = list(DutyKind.objects.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            {
                "duties": DUTIES,
                "deputies": len(deputyships),
                "years": YEARS,
                "year": year,
                "day_step": _DAY_STEP,
                "kind_step": _KIND_STEP,
                "deputyships": deputyships,
                "kinds": kinds,
                "n_kinds": len(kinds),
            },
        )
    return district


def gather(year: int) -> None:
    """Move every duty into one year: the harshest case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE deputies_dutyrecord SET year = %s, day = make_date(%s, 1, 1) + (day - make_date(year, 1, 1))"
            " WHERE year <> %s",
            [year, year, year],
        )
