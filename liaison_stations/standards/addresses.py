"""Addresses of the pages of a year."""

from typing import Any

from django.urls import reverse


def address(name: str, year: int, *args: Any) -> str:
    """The page of a year: ``/stations/standards/…/?year=2026``."""
    return f"{reverse(f'station_standards:{name}', args=args)}?year={year}"
