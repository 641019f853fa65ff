"""What the pages of the portal show besides the rows of the overview: activities, issues, messages, the audit trail."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from activities.models import Activity, ActivityKind
from bench import _overview_rows, _search_rows
from bulletins.enums import IssueState
from bulletins.models import Entry, Heading, Issue, Series
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.notices.enums import MessageState
from congress.notices.models import Delivery, Message, Notice
from congress.organs.models import Area, Organ
from deputies.models import Deputyship, Person
from liaison_stations.enums import StaffRole
from liaison_stations.models import StaffPost, Station

ACTIVITIES, EVENTS, MESSAGES, NOTICES, ISSUES, ENTRIES = 50_000, 500_000, 2_000, 300, 60, 30

_EVENTS = """
INSERT INTO audit_auditevent (seq, at, actor_id, actor_name, role, verb, object_type, object_id, object_label,
    before, after, prev_hash, hash)
SELECT top.seq + n, now() - (%(rows)s - n) * interval '5 minutes', %(actor)s, '周敏', 'office',
    (array['suggestions:register', 'suggestions:assign', 'activities:record_activity', 'deputies:change_person'])
        [1 + n %% 4],
    (array['suggestions.suggestion', 'suggestions.suggestion', 'activities.activity', 'deputies.person'])[1 + n %% 4],
    (1 + n %% 50000)::text, '第' || n || '件', '{"state": "submitted"}', '{"state": "registered"}',
    encode(sha256((n - 1)::text::bytea), 'hex'), encode(sha256(n::text::bytea), 'hex')
FROM generate_series(1, %(rows)s) AS n, (SELECT coalesce(max(seq), 0) AS seq FROM audit_auditevent) AS top
"""


def name_of(role: str) -> str:
    """The account of a role."""
    return f"pages-{role}"


def fill(today: date) -> None:
    """Write everything, with an account of each role."""
    _overview_rows.fill(today)
    add(today)


def add(today: date) -> None:
    """What is shown besides the rows of the overview."""
    users = _users()
    kinds = list(ActivityKind.objects.order_by("pk").values_list("pk", flat=True))
    areas = list(Area.objects.order_by("pk").values_list("pk", flat=True))
    _search_rows._insert(
        Activity, _search_rows._ACTIVITIES, rows=ACTIVITIES, until=today, kinds=kinds, areas=areas
    )
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, {"rows": EVENTS, "actor": users[Role.OFFICE].pk})
    _messages(list(users.values()))
    _issues(today)


def _users() -> dict[str, User]:
    """One account of each role, each with its scope; the deputy is one of those with duties."""
    station = Station.objects.order_by("pk")[0]
    town = Area.objects.towns().order_by("pk")[0]
    unit = Organ.objects.filter(name__endswith="局").order_by("pk")[0]
    committee = Organ.objects.filter(name__endswith="工委").order_by("pk")[0]
    scopes: dict[Role, dict[str, Any]] = {
        Role.TOWN: {"area": town},
        Role.STATION: {"area": station.area},
        Role.UNIT: {"organ": unit},
        Role.COMMITTEE: {"organ": committee},
    }
    users = {}
    for role in Role:
        user = User.objects.create_user(
            name_of(role), "bench-2026-pages", name="周敏", must_change_password=False
        )
        Assignment.objects.create(user=user, role=role, starts_on="2016-01-01", **scopes.get(role, {}))
        users[role.value] = user
    seat = Deputyship.objects.filter(ends_on=None).order_by("pk")[0]
    seat.person.user = users[Role.DEPUTY]
    seat.person.save()
    Station.objects.update(is_online=True)
    officer = Person.objects.create(name="周敏", user=users[Role.STATION])
    StaffPost.objects.create(station=station, person=officer, role=StaffRole.LIAISON, starts_on="2020-01-01")
    return users


def _messages(users: list[User]) -> None:
    """Messages of ten years, sent to every account; notices, the newest unread."""
    now = timezone.now()
    messages = Message.objects.bulk_create(
        Message(
            title=f"第{n}次通知",
            text="请各位代表按时参加。",
            state=MessageState.SENT,
            sent_at=now - timedelta(days=n),
            written_by=users[0],
        )
        for n in range(MESSAGES)
    )
    Delivery.objects.bulk_create(
        Delivery(
            message=row,
            user=user,
            sent_at=now - timedelta(days=n),
            read_at=now - timedelta(days=n) if n % 3 else None,
        )
        for n, row in enumerate(messages)
        for user in users
    )
    Notice.objects.bulk_create(
        Notice(user=user, title=f"第{n}条通知", key=f"bench-{n}", read_at=now if n < NOTICES - 5 else None)
        for user in users
        for n in range(NOTICES)
    )


def _issues(today: date) -> None:
    """Issues of the last years, each with entries from the log under headings of their own."""
    series = Series.objects.create(slug="bench", name="安澜人大", office="区人大常委会办公室")
    taken = iter(Activity.objects.order_by("-start_on", "-pk")[: ISSUES * ENTRIES])
    for n in range(ISSUES):
        year, month = divmod(today.year * 12 + today.month - 2 - n, 12)
        first = date(year, month + 1, 1)
        issue = Issue.objects.create(
            series=series,
            year=first.year,
            number=first.month,
            total_number=ISSUES - n,
            office=series.office,
            issued_on=first + timedelta(days=34),
            period_start=first,
            period_end=first + timedelta(days=27),
            state=IssueState.ISSUED,
            published_at=timezone.now(),
        )
        for position in range(ENTRIES):
            row = next(taken)
            Entry.objects.create(
                issue=issue,
                heading=Heading.objects.create(issue=issue, text=row.headline),
                activity=row,
                position=position,
                text=row.text,
                source_text=row.text,
            )
        issue.refresh_search_text()
        issue.save()
