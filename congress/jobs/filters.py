"""Filters of the list of all jobs."""

from __future__ import annotations

from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.jobs.kinds import kind_choices
from congress.jobs.models import JobState
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter


class JobFilter(ListFilter):
    """By state, kind, asker and day."""

    q = SearchFilter("title", "message", label="搜名称、说明")
    state = ChoiceFilter(label="状态", choices=JobState.choices)
    kind = ChoiceFilter(label="种类", choices=kind_choices)
    asked_by = NamedFilter(label="谁要的", queryset=User.objects.order_by("name", "pk"), name="name")
    since = SinceFilter("created_at", label="不早于", moment=True)
    until = UntilFilter("created_at", label="不晚于", moment=True)

    leading = ("state", "kind")
