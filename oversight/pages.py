"""The page of one record of the room, as data: what is known, what can be done now, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from congress.ballots.models import Poll
from congress.web.parts import Basis, Happening, Step
from congress.web.sections import Action, Plugged, Section


@dataclass(frozen=True)
class FileLine:
    """A kept file as a line."""

    name: str
    url: str
    size: int
    drop_url: str = ""


@dataclass(frozen=True)
class PhotoLine:
    """A kept photo: the addresses of its two sizes, what it shows."""

    small: str
    full: str
    width: int
    height: int
    alt: str
    drop_url: str = ""


@dataclass
class RecordPage:
    """What the page of a record shows, from top to bottom; what is empty is left out."""

    title: str
    sub: str
    up: str
    up_url: str
    state: tuple[str, str] | None = None
    due: date | None = None
    done: date | None = None
    basis: Basis | None = None
    tags: Sequence[str] = ()
    notes: Sequence[str] = ()
    path: Sequence[Step] = ()
    facts: Sequence[tuple[str, Any]] = ()
    texts: Sequence[tuple[str, str]] = ()
    files: Sequence[FileLine] = ()
    files_title: str = "附件"
    photos: Sequence[PhotoLine] = ()
    sections: Sequence[Section] = ()
    actions: Sequence[Action] = ()
    #: Said in the panel when there is nothing to do, or why.
    hint: str = ""
    happenings: Sequence[Happening] = field(default_factory=list)

    @property
    def plugged(self) -> Plugged:
        """Sections and actions in the shape the shared templates take."""
        return Plugged(sections=list(self.sections), actions=list(self.actions))

    @property
    def known_facts(self) -> list[tuple[str, Any]]:
        """The facts that are known."""
        return [(label, value) for label, value in self.facts if value not in ("", None)]

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return render(request, "oversight/record.html", {"page": self})


def ballot_page(poll: Poll) -> str:
    """Where a ballot goes on: who votes, where the meeting does not say so; else the poll."""
    step = "detail" if poll.electorate or poll.paper_count else "set_electors"
    return reverse(f"ballots:{step}", args=[poll.pk])
