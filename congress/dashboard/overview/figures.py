"""Figures of the registry that leaders see: votes and supervision by chapter, each with the address of its list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congress.accounts.models import User
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.registry import Measured, figures, measured
from congress.figures.together import counted_once
from congress.web.addresses import page_url


def supervision(user: User, period: Period) -> Mapping[str, Any] | None:
    """The figures marked for the overview, by chapter; chapters in which nothing happened are left out.

    As many queries as the rooms ask for their chapters (R247–R270).
    """
    chapters: dict[str, list[Measured]] = {}
    with counted_once():
        for figure in figures(user):
            if figure.on_overview:
                chapters.setdefault(figure.chapter, []).append(measured(figure, user, period))
    told = {name: lines for name, lines in chapters.items() if any(_happened(line) for line in lines)}
    if not told:
        return None
    asked = f"preset=custom&since={period.start}&until={period.end}"
    return {"chapters": told, "end": ("全部指标", f"{page_url('figures:index')}?{asked}")}


def _happened(line: Measured) -> bool:
    return not isinstance(line.value, Count) or line.value.value > 0
