"""What evidence sheets plug into the portal: a way to them from the page of a person."""

from __future__ import annotations

from django.urls import reverse

from congress.accounts.models import User
from deputies.evidence.rules import READERS
from deputies.models import Person
from deputies.records import Line, Section, register_section


def of_person(person: Person, user: User) -> Section | None:
    """The sheets of a person's deputyships, the newest first; the page has asked for them."""
    if not user.has_role(*READERS):
        return None
    rows = sorted(person.deputyships.all(), key=lambda row: (row.starts_on, row.pk), reverse=True)
    if not rows:
        return None
    lines = [
        Line(f"{row.title}（{row.term_label}）", reverse("evidence:sheet", args=[row.pk]), row.starts_on)
        for row in rows
    ]
    return Section("连任、推优依据表", "份", len(rows), lines[0].url, lines)


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_section(of_person)
