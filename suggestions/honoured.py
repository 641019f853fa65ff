"""Suggestions as candidates of 优秀议案建议: what deputies' selections find by a number (R078)."""

from __future__ import annotations

from django.urls import reverse

from deputies.honours.works import Work, register_works
from suggestions.models import Suggestion


def by_number(number: str) -> Work | None:
    """The suggestion with a number as it is printed, 2026-057; none without one."""
    row = Suggestion.objects.filter(number_text=number).exclude(number_text="").order_by("-pk").first()
    if row is None:
        return None
    return Work(
        f"suggestion:{row.pk}",
        f"{row.title}（{row.label}）"[:120],
        reverse("suggestions:detail", args=[row.pk]),
    )


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_works(by_number)
