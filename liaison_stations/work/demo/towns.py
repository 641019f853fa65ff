"""Meetings, shows and features of the demo district. All invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from activities.models import Activity, ActivityKind
from activities.queries import standing_committee
from congress.accounts.models import User
from congress.organs.models import Area
from deputies.models import Person
from liaison_stations.models import ExchangeMeeting, ExchangeRemark, ShowRound, ShowTurn, TownFeature


def are_there() -> bool:
    """Whether this was loaded before."""
    return ShowRound.objects.exists()


def load(table: dict[str, Any], root: Area, clerk: User, today: date, areas: Mapping[str, Area]) -> None:
    """Everything the district asks of its towns; part of the loader of this package."""
    kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
    _exchanges(table["exchanges"], kinds["station_exchange"], root, clerk, today, areas)
    _shows(table["show"], kinds["station_show"], clerk, today, areas)
    leaders = {person.name: person for person in Person.objects.filter(name__in=table["leaders"])}
    TownFeature.objects.bulk_create(
        TownFeature(
            area=areas[town],
            year=today.year,
            name=name,
            leader=leaders.get(table["leaders"][number % len(table["leaders"])]),
            version=1,
        )
        for number, (town, name) in enumerate(table["features"].items())
        if town in areas
    )


def _log(clerk: User, kind: ActivityKind, on: date, **facts: Any) -> Activity:
    return Activity.objects.create(start_on=on, end_on=on, kind=kind, recorded_by=clerk, **facts)


def _exchanges(
    rows: list[dict[str, Any]],
    kind: ActivityKind,
    root: Area,
    clerk: User,
    today: date,
    areas: Mapping[str, Area],
) -> None:
    """The meetings of the first two quarters; the third has none."""
    body, remarks = standing_committee(), []
    for number, told in enumerate(rows, 1):
        on = date(today.year, number * 3, 24)
        if on > today:
            continue
        row = ExchangeMeeting(year=today.year, quarter=number, held_on=on, place=told["place"])
        row.account = f"{on.month}月{on.day}日，{body}召开{row}。{told['account']}"
        row.activity = _log(
            clerk,
            kind,
            on,
            headline=f"{body}召开{row}",
            organiser=body,
            place=row.place,
            text=row.account,
            area=root,
        )
        row.save()
        said = {name: (told["praised"].get(name, ""), told["weak"].get(name, "")) for name in areas}
        remarks += [
            ExchangeRemark(meeting=row, area=areas[name], praised=good, weak=bad)
            for name, (good, bad) in said.items()
            if good or bad
        ]
    ExchangeRemark.objects.bulk_create(remarks)


def _shows(
    told: dict[str, Any], kind: ActivityKind, clerk: User, today: date, areas: Mapping[str, Area]
) -> None:
    """A round that began two months ago; what lies behind was held, this month waits."""
    show, month = ShowRound.objects.create(name=told["name"]), today.replace(day=1)
    for _ in told["held"]:
        month = (month - timedelta(days=1)).replace(day=1)
    for number, (name, theme) in enumerate(zip(told["towns"], told["themes"], strict=True)):
        turn = ShowTurn(round=show, area=areas[name], month=month, theme=theme)
        if number < len(told["held"]):
            observers, account = told["held"][number]
            turn.held_on, turn.observers = month + timedelta(days=18), observers
            turn.account = f"{turn.held_on.month}月{turn.held_on.day}日，{name}开展联络站工作展示。{account}"
            turn.place = f"{name}人大代表联络站"
            turn.activity = _log(
                clerk,
                kind,
                turn.held_on,
                headline=f"{name}开展联络站工作展示：{theme}",
                topic=theme,
                organiser=name,
                place=turn.place,
                text=turn.account,
                area=areas[name],
            )
        turn.save()
        month = (month + timedelta(days=32)).replace(day=1)
