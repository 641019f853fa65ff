"""Which records a request asks for, in the order in which they changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from congress.accounts.models import User
from congress.api.models import ChangeMark, moment_of, time_of
from congress.api.registry import Resource

PAGE = 100
LARGEST_PAGE = 500
_CURSOR = re.compile(r"^[0-9]{1,18}-[0-9]{1,18}$", re.ASCII)


class MomentField(serializers.DateTimeField):
    """A moment of ISO 8601; a “+” that an address turned into a space is one again."""

    def to_internal_value(self, value: Any) -> datetime:
        """Without a zone it is Beijing time."""
        return super().to_internal_value(value.replace(" ", "+") if "T" in value else value)


class StrictParameters(serializers.Serializer[Any]):
    """Parameters of an address: an unknown one is an error, so that a misspelt filter does not give everything."""

    def to_internal_value(self, data: Any) -> Any:
        """The values; ``ValidationError`` names each parameter that is not understood."""
        wrong = {name: ["这个参数只写一次"] for name in data if len(data.getlist(name)) > 1}
        wrong |= {name: ["没有这个参数"] for name in data if name not in self.fields}
        if wrong:
            raise serializers.ValidationError(wrong)
        # Plain values: of a form an empty one would count as not given.
        return super().to_internal_value(data.dict())


class PageParameters(StrictParameters):
    """What every list takes."""

    updated_since = MomentField(
        required=False,
        help_text="只要这个时刻以后（含）改动过的记录，如 2026-11-01T00:00:00+08:00；地址里的加号写成 %2B",
    )
    cursor = serializers.RegexField(
        _CURSOR, required=False, help_text="从哪里接着读；不用自己拼，直接用上一页的 next"
    )
    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_PAGE, default=PAGE, help_text="一页多少条"
    )


def parameters_of(resource: Resource) -> type[PageParameters]:
    """The parameters of one list: those of every list, and those that narrow this one."""
    if taken := set(resource.narrow) & set(PageParameters().fields):
        raise ImproperlyConfigured(f"{resource.key} cannot have parameters of its own called {taken}")
    own = {name: narrow.field for name, narrow in resource.narrow.items()}
    return type(f"{resource.key.title()}Parameters", (PageParameters,), own)


@dataclass(frozen=True)
class Page:
    """Records of one page, each with ``updated_at``, and the address of the next page."""

    records: Sequence[Any]
    next: str | None


def page(resource: Resource, user: User, asked: dict[str, Any], request: Request) -> Page:
    """The records of a page within the user's scope: one query for what changed, one for the records."""
    seen = resource.rows(user)
    for name, narrow in resource.narrow.items():
        if asked.get(name) is not None:
            seen = seen.filter(**{narrow.lookup: asked[name]})
    marks = ChangeMark.objects.filter(
        model=resource.mark, object_id__in=seen.order_by().prefetch_related(None).values("pk")
    )
    if since := asked.get("updated_since"):
        marks = marks.filter(moment__gte=moment_of(since))
    if cursor := asked.get("cursor"):
        moment, key = map(int, cursor.split("-"))
        # The first part alone is what an index can begin with.
        marks = marks.filter(Q(moment__gt=moment) | Q(object_id__gt=key), moment__gte=moment)
    found = list(marks.order_by("moment", "object_id")[: asked["limit"] + 1])
    shown = found[: asked["limit"]]
    records = {record.pk: record for record in seen.filter(pk__in=[mark.object_id for mark in shown])}
    for mark in shown:
        if mark.object_id in records:
            records[mark.object_id].updated_at = mark.at
    more = len(found) > len(shown)
    at = f"{shown[-1].moment}-{shown[-1].object_id}" if more else ""
    here = request.build_absolute_uri()
    listed = [records[mark.object_id] for mark in shown if mark.object_id in records]
    return Page(listed, replace_query_param(here, "cursor", at) if more else None)


def stamped(resource: Resource, record: Any) -> Any:
    """One record with the time of its last change."""
    mark = ChangeMark.objects.filter(model=resource.mark, object_id=record.pk).first()
    record.updated_at = mark.at if mark else timezone.localtime(time_of(0))
    return record
