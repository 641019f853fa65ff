"""Publicity of the demo district: pieces and media, stories in every state, a plan, collections, practices."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bulletins.models import (
    Adoption,
    FeaturedPerson,
    FeatureSet,
    MediaChannel,
    Medium,
    Piece,
    PieceAward,
    PlanItem,
    Practice,
    Speech,
    Story,
)
from bulletins.publicity.enums import StoryState
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from congress.organs.queries import district
from congress.web.demo import at, backdate, read_table
from deputies.models import Deputyship, Person
from liaison_stations.models import Station


class _Stage:
    """What the records stand on."""

    def __init__(self, root: Area) -> None:
        self.root, self.today = root, timezone.localdate()
        self.towns = list(Area.objects.towns().order_by("order", "pk"))
        held = Deputyship.objects.in_force(self.today).filter(level=CongressLevel.DISTRICT)
        self.people = [one.person for one in held.select_related("person").order_by("pk")[:6]]
        self.clerk = User.objects.filter(username="office").first()
        self.reviewer = User.objects.filter(username="leader").first()

    def place(self, fact: dict[str, Any]) -> Area:
        """A town by its number, else the district."""
        return self.root if fact["town"] is None else self.towns[fact["town"] % len(self.towns)]

    def day(self, fact: dict[str, Any]) -> date:
        """So many days ago."""
        return self.today - timedelta(days=fact["ago"])

    def moment(self, fact: dict[str, Any]) -> datetime:
        """That day at ten."""
        return at(self.day(fact), 10)


@transaction.atomic
def load() -> None:
    """Enter it all, unless there is some already."""
    root = district()
    if root is None or Piece.objects.exists():
        return
    stage = _Stage(root)
    if not stage.people or not stage.towns:
        return
    table = read_table(__file__, "publicity.json")
    media = _media(table["media"])
    pieces = _pieces(stage, table["pieces"], media)
    award = table["award"]
    PieceAward.objects.create(
        piece=pieces[award["piece"]],
        awarded_on=stage.day(award),
        **{name: award[name] for name in ("name", "grade", "awarded_by", "level")},
    )
    speech = table["speech"]
    Speech.objects.create(
        area=root,
        held_on=stage.day(speech),
        **{name: speech[name] for name in ("topic", "meeting", "level", "kind", "speaker", "text")},
    )
    _stories(stage, table["stories"], _plan(stage, table["plan"]))
    for fact in table["features"]:
        _feature(stage, fact, media)
    for fact in table["practices"]:
        place = stage.place(fact)
        Practice.objects.create(
            area=place,
            station=Station.objects.filter(area__path__startswith=place.path).order_by("pk").first(),
            noted_on=stage.day(fact),
            **{name: fact[name] for name in ("title", "topic", "spread", "text")},
        )
    audit.record(actor=None, verb="publicity:load", obj=root, after={"pieces": len(pieces)})


def _media(facts: list[dict[str, Any]]) -> dict[str, Medium]:
    channels = {row.name: row for row in MediaChannel.objects.all()}
    known = {row.name: row for row in Medium.objects.all()}
    for order, fact in enumerate(facts, start=1):
        if fact["name"] not in known:
            known[fact["name"]] = Medium.objects.create(
                name=fact["name"], level=fact["level"], channel=channels[fact["channel"]], order=order
            )
    return known


def _pieces(stage: _Stage, facts: list[dict[str, Any]], media: dict[str, Medium]) -> list[Piece]:
    pieces, taken = [], []
    for fact in facts:
        place, day = stage.place(fact), stage.day(fact)
        author = fact["author"] or f"{place.name}人大"
        row = Piece(title=fact["title"], area=place, author=author, written_on=day, text=fact["text"])
        row.save()
        pieces.append(row)
        for n, name in enumerate(fact["media"]):
            on = min(day + timedelta(days=n + 1), stage.today)
            taken.append(Adoption(piece=row, medium=media[name], published_on=on))
    Adoption.objects.bulk_create(taken)
    pieces[0].people.set(stage.people[:2])
    return pieces


def _plan(stage: _Stage, facts: list[dict[str, Any]]) -> list[PlanItem]:
    year = stage.today.year
    rows = []
    for fact in facts:
        due = date(year, fact["month"], 28)
        done = min(due, stage.today) if fact.get("done") else None
        rows.append(
            PlanItem.objects.create(
                year=year,
                title=fact["title"],
                owner=fact["owner"],
                due_on=due,
                done_on=done,
                done_note=fact.get("done", ""),
            )
        )
    return rows


def _stories(stage: _Stage, facts: list[dict[str, Any]], plan: list[PlanItem]) -> None:
    for fact in facts:
        released = fact["state"] == StoryState.RELEASED
        sent = fact["state"] != StoryState.DRAFT
        place = stage.place(fact)
        row = Story.objects.create(
            title=fact["title"],
            person=stage.people[fact["who"] % len(stage.people)],
            area=place,
            author=f"{place.name}人大",
            text=fact["text"],
            plan_item=None if fact["plan"] is None else plan[fact["plan"]],
            state=fact["state"],
            written_by=stage.clerk,
            submitted_by=stage.clerk if sent else None,
            submitted_at=stage.moment(fact) if sent else None,
            reviewed_by=stage.reviewer if released else None,
            released_at=stage.moment(fact) if released else None,
        )
        backdate(row, created_at=stage.moment(fact))


def _feature(stage: _Stage, fact: dict[str, Any], media: dict[str, Medium]) -> None:
    medium = media[fact["medium"]]
    row = FeatureSet.objects.create(
        year=stage.today.year - fact["ago"],
        medium=medium,
        **{name: fact[name] for name in ("kind", "title", "stated", "about")},
    )
    chosen: list[Person] = [stage.people[n] for n in fact["people"] if n < len(stage.people)]
    FeaturedPerson.objects.bulk_create(
        FeaturedPerson(feature=row, person=one, name=one.name, post="区人大代表", medium=medium)
        for one in chosen
    )
