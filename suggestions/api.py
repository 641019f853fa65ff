"""Suggestions as machines read them, each with the parts its units have."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers

from congress.accounts.models import User
from congress.api.registry import Narrow, Part, Resource, register_resource
from congress.api.serializers import MarkedSerializer, RecordSerializer, word
from suggestions import rules
from suggestions.enums import Kind
from suggestions.models import Handling, Suggestion


class HandlingSerializer(RecordSerializer):
    """A unit's part in one round."""

    class Meta:
        model = Handling
        fields = [
            "round",
            "organ",
            "organ_name",
            "part",
            "state",
            "assigned_at",
            "accepted_at",
            "answered_at",
        ]
        worded = ("part", "state")


class SuggestionSerializer(MarkedSerializer):
    """A suggestion from draft to strike-off."""

    lead_name = word("lead.person.name", "领衔代表姓名")
    category = word("category.name", "类别；没有时为空", default=None, allow_null=True)
    committee_name = word("committee.name", "督办委室名称；没有时为空", default=None, allow_null=True)
    reply_category = word("reply_category.name", "答复类别；没有答复时为空", default=None, allow_null=True)
    handlings = HandlingSerializer(many=True, read_only=True, help_text="各轮的承办单位")

    class Meta:
        model = Suggestion
        fields = [
            "id",
            "kind",
            "occasion",
            "signing",
            "title",
            "situation",
            "proposal",
            "lead",
            "lead_name",
            "delegation",
            "level",
            "session",
            "area",
            "category",
            "committee",
            "committee_name",
            "is_key",
            "state",
            "round",
            "number_text",
            "receipt",
            "merged_into",
            "submitted_at",
            "registered_at",
            "assigned_at",
            "answered_at",
            "reply_category",
            "evaluated_at",
            "attitude",
            "result",
            "closed_at",
            "strike_number",
            "due_on",
            "handlings",
            "updated_at",
        ]
        worded = ("kind", "occasion", "signing", "level", "state", "attitude", "result")


def _suggestions(user: User) -> QuerySet[Suggestion]:
    return (
        Suggestion.objects.visible_to(user)
        .select_related("lead__person", "category", "committee", "reply_category")
        .prefetch_related("handlings")
        .defer("search_text")
    )


_KINDS = "；".join(f"{kind.value} {kind.label}" for kind in Kind)

register_resource(
    Resource(
        key="suggestions",
        label="代表建议",
        description="议案、建议和社情民意，带承办单位的办理情况。",
        model=Suggestion,
        rows=_suggestions,
        serializer=SuggestionSerializer,
        roles=rules.READERS,
        order=50,
        narrow={
            "kind": Narrow(
                serializers.RegexField(
                    f"^({'|'.join(Kind.values)})$",
                    required=False,
                    error_messages={"invalid": f"只能是{'、'.join(Kind.values)}"},
                    help_text=f"种类。{_KINDS}",
                ),
                "kind",
            )
        },
        parts=[Part(Handling, "suggestion")],
    )
)
