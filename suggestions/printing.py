"""The list of suggestions with their units, as it is printed on A4 across."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from congress.accounts.models import User
from congress.district.queries import district_name
from suggestions.enums import Part
from suggestions.showing import clock_shown, occasion_shown, state_shown
from suggestions.tables import load_parts, load_who, on_the_desk, units_of

JOB_KIND = "suggestions.print_list"
#: As many as fit into one file that people still print.
MOST = 2_000


def list_html(*, title: str, keys: Sequence[int], reader: User) -> str:
    """The list in the order of ``keys``, with what the reader may see now."""
    every = list(on_the_desk(reader).filter(pk__in=keys))
    load_who(every)
    load_parts(every)
    found = {row.pk: row for row in every}
    rows = [_line(found[key]) for key in keys if key in found]
    context = {
        "title": title,
        "rows": rows,
        "district": district_name(),
        "today": timezone.localdate(),
    }
    return render_to_string("suggestions/print_list.html", context)


def stylesheet() -> str:
    """The style of the printed page, with roles in place of fonts."""
    return (Path(__file__).parent / "printed_list.css").read_text(encoding="utf-8")


def _line(row: Any) -> dict[str, Any]:
    return {
        "number": row.number_text,
        "title": row.title,
        "who": row.who,
        "occasion": occasion_shown(row),
        "replying": units_of(row, Part.LEAD, Part.SPLIT),
        "co": units_of(row, Part.CO),
        "state": state_shown(row, row.parts)[1],
        "clock": clock_shown(row),
    }
