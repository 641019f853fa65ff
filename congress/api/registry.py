"""What apps offer to read. Each app's ``api.py`` calls ``register_resource`` once for each kind of record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import serializers

from congress.accounts.models import User


@dataclass(frozen=True)
class Narrow:
    """A parameter that narrows a list: how its value is read, and the lookup it stands for."""

    field: serializers.Field[Any, Any, Any, Any]
    lookup: str


@dataclass(frozen=True)
class Part:
    """Rows of another table that a record shows: when one is written, the record has changed.

    ``path`` leads from the row to the record by foreign keys: ``article__issue``.
    """

    model: type[Model]
    path: str


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A kind of record that can be read by machines.

    ``rows`` are those a user may see, as on the pages, with what the serializer needs. ``prepare`` writes on the
    records of one page what depends on the reader. Nothing may depend on the day: what is in force today would change
    without a write, and ``updated_since`` would miss it.
    """

    key: str
    label: str
    description: str
    model: type[Model]
    rows: Callable[[User], QuerySet[Any]]
    serializer: type[serializers.BaseSerializer[Any]]
    roles: frozenset[str]
    order: int = 50
    whole: type[serializers.BaseSerializer[Any]] | None = None
    whole_rows: Callable[[User], QuerySet[Any]] | None = None
    narrow: Mapping[str, Narrow] = field(default_factory=dict)
    parts: Sequence[Part] = ()
    prepare: Callable[[User, Sequence[Any]], None] | None = None

    @property
    def mark(self) -> str:
        """The name of its table in the marks of changes: ``deputies.person``."""
        return self.model._meta.label_lower


_resources: dict[str, Resource] = {}


def register_resource(resource: Resource) -> None:
    """Offer a kind of record; ``ValueError`` when the key is taken."""
    if resource.key in _resources:
        raise ValueError(f"there is a resource {resource.key} already")
    _resources[resource.key] = resource


def resources() -> list[Resource]:
    """Everything offered, in order."""
    return sorted(_resources.values(), key=lambda resource: (resource.order, resource.key))
