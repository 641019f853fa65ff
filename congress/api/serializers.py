"""How records are written: every field is read only and says what it is."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import Field, Model
from rest_framework import serializers

#: What is kept of how a field of the model is read: the rest is about writing.
_KEPT = frozenset({"allow_null", "max_digits", "decimal_places"})


class RecordSerializer(serializers.ModelSerializer[Any]):
    """A record. Fields of the model are explained by their names on the pages; a choice is its code, its words beside.

    ``Meta.worded`` names the choices that also come in words: ``state`` with ``state_label``.
    """

    def get_field_names(self, declared_fields: Any, info: Any) -> list[str]:
        """The fields, and the words of choices."""
        worded = getattr(self.Meta, "worded", ())
        names = list(super().get_field_names(declared_fields, info))
        return [
            name for field in names for name in ([field, f"{field}_label"] if field in worded else [field])
        ]

    def build_field(
        self, field_name: str, info: Any, model_class: type[Model], nested_depth: int
    ) -> tuple[Any, dict[str, Any]]:
        """Read only, with its meaning."""
        choice = field_name.removesuffix("_label")
        if choice in getattr(self.Meta, "worded", ()) and choice != field_name:
            label = model_class._meta.get_field(choice).verbose_name  # type: ignore[union-attr] # a plain field
            return serializers.CharField, {
                "source": f"get_{choice}_display",
                "read_only": True,
                "help_text": f"{label}，文字",
            }
        made, given = super().build_field(field_name, info, model_class, nested_depth)
        field = cast("Field[Any, Any]", model_class._meta.get_field(field_name))
        if field.choices:
            made, given = serializers.CharField, {}
        codes = "；".join(f"{code} {word}" for code, word in field.flatchoices if code)
        meaning = f"{field.verbose_name}{'，编号' if field.is_relation else ''}"
        given = {name: value for name, value in given.items() if name in _KEPT}
        given |= {"read_only": True, "help_text": f"{meaning}。{codes}" if codes else meaning}
        if field.primary_key:
            given["help_text"] = "编号"
        return made, given


class MarkedSerializer(RecordSerializer):
    """A record with the time of its last change."""

    updated_at = serializers.DateTimeField(read_only=True, help_text="最近改动的时间，增量读取按它排列")


def word(source: str, meaning: str, **more: Any) -> serializers.CharField:
    """A text that stands in a related record; null where there is none."""
    return serializers.CharField(source=source, read_only=True, help_text=meaning, **more)


def number(source: str, meaning: str, **more: Any) -> serializers.IntegerField:
    """The key of a related record."""
    return serializers.IntegerField(source=source, read_only=True, help_text=meaning, **more)
