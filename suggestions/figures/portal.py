"""What figures plug into the portal: lines of the menu, numbers on the home pages, verbs of the audit trail."""

from __future__ import annotations

from activities.campaigns.seams import register_counter
from congress.accounts.models import User
from congress.audit.verbs import register_verbs
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.registry import Figure, register_figure
from congress.web.registry import MenuGroup, MenuItem, register_menu
from suggestions import rules
from suggestions.figures.campaigns import by_level
from suggestions.figures.measuring import RATES, counting
from suggestions.models import FigureSetting, Suggestion
from suggestions.queries.conditions import CONDITIONS
from suggestions.queries.scopes import Asked, Scope

#: Numbers and rates on the home pages, in order: of the whole district, of an own field, area or unit.
_COUNTS = ("open",)
_RATES = ("finished", "solved", "satisfied")


def _count(key: str) -> Figure:
    condition = CONDITIONS[key]

    def compute(user: User, period: Period) -> Count:
        rows = Asked(Scope(period), condition).rows(Suggestion.objects.visible_to(user))
        return Count(rows.count(), "件")

    return Figure(
        key=f"suggestions.{key}",
        chapter="代表建议",
        label=f"建议{condition.label}",
        unit="件",
        definition=condition.definition,
        compute=compute,
        url=lambda _user, period: Scope(period).url(key),
        roles=rules.DESK_READERS,
        order=20,
    )


def _rate(name: str, order: int) -> Figure:
    label, part, whole, definition = RATES[name]

    def compute(user: User, period: Period) -> Rate:
        scope = Scope(period)
        rows = scope.rows(Suggestion.objects.visible_to(user)).order_by()
        found = rows.aggregate(**counting(scope, (part, whole)))
        return Rate(found[part], found[whole], places=FigureSetting.load().places)

    return Figure(
        key=f"suggestions.{name}_rate",
        chapter="代表建议",
        label=f"建议{label}",
        unit="件",
        definition=definition,
        compute=compute,
        url=lambda _user, period: Scope(period).url(part),
        roles=rules.DESK_READERS,
        order=order,
    )


def plug_in() -> None:
    """Register everything."""
    register_counter(by_level)
    register_menu(
        MenuItem(
            MenuGroup.PUBLISH,
            "建议办理统计",
            "suggestions:figures",
            "chart-bar",
            rules.DESK_READERS,
            order=10,
        )
    )
    for key in _COUNTS:
        register_figure(_count(key))
    for order, name in enumerate(_RATES, 21):
        register_figure(_rate(name, order))
    register_verbs(
        {
            "suggestions:issue_notice": "通报办理情况",
            "suggestions:figure_settings": "修改统计设置",
        }
    )
