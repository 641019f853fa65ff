"""What may be missing on the way of a suggestion: an owner, a clock, an account that can answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.organs.models import Organ
from congress.quality.registry import Check, Fault, register_check
from suggestions.enums import OPEN_STATES, State
from suggestions.models import Handling, Suggestion
from suggestions.workflow import KEEPERS


def without_next_step(user: User) -> QuerySet[Suggestion]:
    """Open ones nobody has a day for, or that are being handled by no unit."""
    parts = Handling.objects.live().filter(suggestion=OuterRef("pk"))
    astray = Q(due_on=None) | Q(~Exists(parts), state=State.HANDLING)
    rows = Suggestion.objects.kept_by(user).filter(astray, state__in=OPEN_STATES)
    return rows.select_related("lead__person").defer("situation", "proposal", "search_text").order_by("-pk")


def _astray(row: Suggestion) -> Fault:
    what = "没有期限" if row.due_on is None else "没有承办单位"
    note = f"{row.label}　{row.lead.person}　{row.get_state_display()}，{what}"
    return Fault(row.title, note, reverse("suggestions:detail", args=[row.pk]))


def units_without_account(_user: User) -> QuerySet[Organ]:
    """Units with something to answer, for which nobody can sign in."""
    owing = Handling.objects.busy().filter(suggestion__state__in=OPEN_STATES).order_by()
    acting = Assignment.objects.in_force().filter(role=Role.UNIT, user__is_active=True, organ=OuterRef("pk"))
    rows = Organ.objects.filter(~Exists(acting), pk__in=owing.values("organ_id"))
    return rows.select_related("area").order_by("order", "pk")


def _unit(row: Organ) -> Fault:
    asked = urlencode({"role": Role.UNIT, "organ": row.pk})
    return Fault(row.short_name, row.name, f"{reverse('accounts:create')}?{asked}")


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_check(
        Check(
            "suggestions-without-next-step",
            "建议没有下一步",
            "没有期限或没有承办单位的，谁也不会收到提醒",
            without_next_step,
            _astray,
            "去处理",
            "件",
            KEEPERS,
            20,
        )
    )
    register_check(
        Check(
            "units-without-account",
            "承办单位没有帐号",
            "有建议要办，但没有人能登录签收和答复",
            units_without_account,
            _unit,
            "建帐号",
            "个",
            frozenset({Role.ADMIN}),
            22,
        )
    )
