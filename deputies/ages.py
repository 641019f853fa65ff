"""Age bands, as the statistics of deputies count them. An age is in full years on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q


@dataclass(frozen=True)
class Band:
    """From one age to another, both included; without an end upwards open."""

    key: str
    label: str
    youngest: int
    oldest: int | None


BANDS = (
    Band("35", "35 岁及以下", 0, 35),
    Band("45", "36—45 岁", 36, 45),
    Band("55", "46—55 岁", 46, 55),
    Band("56", "56 岁及以上", 56, None),
)
#: The key of those whose birth date is not known.
UNKNOWN = "unknown"


def age_on(born: date, on: date) -> int:
    """Full years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def band_of(born: date | None, on: date) -> str:
    """The key of the band somebody is in on a day."""
    if born is None:
        return UNKNOWN
    age = age_on(born, on)
    return next(band.key for band in BANDS if band.oldest is None or age <= band.oldest)


def band_q(key: str, on: date, field: str) -> Q:
    """Those in a band on a day; ``field`` is the path to the birth date."""
    band = next((band for band in BANDS if band.key == key), None)
    if band is None:
        return Q(**{f"{field}__isnull": True})
    born = Q(**{f"{field}__lte": _years_before(on, band.youngest)})
    return born if band.oldest is None else born & Q(**{f"{field}__gt": _years_before(on, band.oldest + 1)})


def _years_before(day: date, years: int) -> date:
    """The last birth date that makes so many full years on the day; of 29 February it is the day before."""
    year = day.year - years
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (
        day.replace(year=year, day=28)
        if (day.month, day.day) == (2, 29) and not leap
        else day.replace(year=year)
    )
