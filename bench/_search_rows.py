"""1,000,000 searched rows of a fictional district: people, suggestions, activities, matters; the same in every run."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, models

from activities.models import Activity, ActivityKind
from bench import _suggestion_rows
from bench._copying import catch_up, copy
from bench._suggestion_rows import World
from congress.organs.models import Area
from liaison_stations.models import Matter, Station, StationKind
from suggestions.models import Suggestion

ACTIVITIES, MATTERS, STATIONS = 500_000, 399_000, 200

# Multipliers spread the words without a random number a row; every text holds a number of its own.
_ACTIVITIES = """
INSERT INTO activities_activity (start_on, end_on, half_day, kind_id, headline, topic, organiser, place, text,
    law_studied, partner_role, partner_name, partner_level, meeting_body, area_id, state, withdrawn_reason,
    recorded_at, changed_at, version, search_text)
SELECT day, day, '', kind, head, '', '', spot, body, '', '', '', '', '', area, 'recorded', '', now(), now(), 1,
    lower(head || ' ' || spot || ' ' || body)
FROM (
    SELECT %(until)s - (n %% 3600)::int AS day, kinds.pk AS kind, areas.pk AS area, s.word AS spot,
        '视察' || m.word || '工作' AS head,
        '区人大常委会组织代表到' || s.word || '视察' || m.word || '，听取情况汇报，实地查看第' || n || '处现场，就'
        || o.word || '和下一步工作提出意见建议，有关单位负责人陪同，并在' || p.word || '召开座谈会。' AS body
    FROM generate_series(1, %(rows)s) AS n
    JOIN unnest(%(kinds)s::bigint[]) WITH ORDINALITY AS kinds(pk, at) ON kinds.at = n %% %(n_kinds)s + 1
    JOIN unnest(%(areas)s::bigint[]) WITH ORDINALITY AS areas(pk, at) ON areas.at = n * 5 %% %(n_areas)s + 1
    JOIN unnest(%(matters)s::text[]) WITH ORDINALITY AS m(word, at) ON m.at = n * 13 %% %(n_matters)s + 1
    JOIN unnest(%(matters)s::text[]) WITH ORDINALITY AS o(word, at) ON o.at = n / 17 %% %(n_matters)s + 1
    JOIN unnest(%(spots)s::text[]) WITH ORDINALITY AS s(word, at) ON s.at = n / 3 %% %(n_spots)s + 1
    JOIN unnest(%(places)s::text[]) WITH ORDINALITY AS p(word, at) ON p.at = n / 5 %% %(n_places)s + 1
) AS made
"""
_MATTERS = """
INSERT INTO liaison_stations_matter (station_id, origin, title, account, original, wish, state, destination, handler,
    refusal, reason, answer, outcome, received_at, told_by, rating, rating_words, deed_rating, deed_words, code, token,
    search_text, version)
SELECT station, 'table', head, body, '', '', 'received', '', '', '', '', '', '', at, '', '', '', '', '',
    'b' || n, gen_random_uuid(), lower(head || ' ' || body || ' '), 1
FROM (
    SELECT n, stations.pk AS station, now() - n * interval '7 minutes' AS at,
        s.word || '附近' || m.word || '问题' AS head,
        p.word || s.word || '一带的居民反映' || m.word || '的问题，来了' || n || '次，'
        || '希望早日解决，并把结果告诉大家。' AS body
    FROM generate_series(1, %(rows)s) AS n
    JOIN unnest(%(stations)s::bigint[]) WITH ORDINALITY AS stations(pk, at) ON stations.at = n %% %(n_stations)s + 1
    JOIN unnest(%(matters)s::text[]) WITH ORDINALITY AS m(word, at) ON m.at = n * 11 %% %(n_matters)s + 1
    JOIN unnest(%(spots)s::text[]) WITH ORDINALITY AS s(word, at) ON s.at = n / 7 %% %(n_spots)s + 1
    JOIN unnest(%(places)s::text[]) WITH ORDINALITY AS p(word, at) ON p.at = n / 3 %% %(n_places)s + 1
) AS made
"""


def fill(today: date) -> World:
    """Write everything; gives what suggestions refer to."""
    world = _suggestion_rows._world(today)
    with connection.cursor() as cursor:  # what refers to what is right by the way it is made
        cursor.execute("SET session_replication_role = replica")
    copy(Suggestion, _suggestion_rows._SUGGESTION, _suggestion_rows._suggestions(world, today, []))
    kinds = list(ActivityKind.objects.order_by("pk").values_list("pk", flat=True))
    areas = [world.district.pk, *(town.pk for town in world.towns)]
    _insert(Activity, _ACTIVITIES, rows=ACTIVITIES, until=today, kinds=kinds, areas=areas)
    _insert(Matter, _MATTERS, rows=MATTERS, stations=_stations(world.towns, today))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
    catch_up(Suggestion, Activity, Matter)
    return world


def _stations(towns: list[Area], today: date) -> list[int]:
    kind = StationKind.objects.filter(is_station=True).order_by("pk").first()
    rows = [
        Station(
            name=f"{towns[n % len(towns)].name}第{n // len(towns) + 1}联络站",
            kind=kind,
            area=towns[n % len(towns)],
            opened_on=today,
            token=f"bench{n:04}",
        )
        for n in range(STATIONS)
    ]
    for row in rows:
        row.derive()
    return [row.pk for row in Station.objects.bulk_create(rows)]


def _insert(model: type[models.Model], statement: str, **values: Any) -> None:
    """Run a statement without the table's search index, which is made again behind the rows: ten times faster."""
    lists: dict[str, Any] = {
        "matters": list(_suggestion_rows.MATTERS),
        "spots": list(_suggestion_rows.SPOTS),
        "places": list(_suggestion_rows.PLACES),
        **values,
    }
    lengths = {f"n_{name}": len(value) for name, value in lists.items() if isinstance(value, list)}
    index = f"{model._meta.db_table}_search_text_bigrams"
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [index])
        (definition,) = cursor.fetchone()
        cursor.execute(f'DROP INDEX "{index}"')
        cursor.execute(statement, lists | lengths)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(definition)
