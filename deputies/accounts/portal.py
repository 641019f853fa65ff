"""What the accounts of people plug into the portal."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.holders import ON_ACCOUNT, HolderKind, register_holders
from congress.accounts.models import User
from congress.audit.verbs import register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_menu
from congress.web.sections import Action, Plugged
from deputies.accounts import operations, quality
from deputies.accounts.queries import holders
from deputies.accounts.tables import WITHOUT_ACCOUNT
from deputies.models import Person


def tie(accounts: Mapping[int, User], actor: User) -> None:
    """Tie imported accounts to the people they were found to belong to."""
    operations.tie_all(accounts=accounts, actor=actor)


def whose(account: User, user: User) -> Plugged:
    """The person an account belongs to."""
    change = reverse("deputy_accounts:of_account", args=[account.pk])
    person = Person.objects.visible_to(user).filter(user=account).first()
    if person is None:
        return Plugged(facts=[("本人", "没有对上名册")], actions=[Action("指定是谁的帐号", change)])
    page = reverse("deputies:detail", args=[person.pk])
    about = f"{person.name}，{person.organisation or person.get_standing_display()}"
    return Plugged(
        facts=[("本人", about)], actions=[Action("查看本人档案", page), Action("改是谁的帐号", change)]
    )


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.SYSTEM,
            WITHOUT_ACCOUNT.title,
            "deputy_accounts:index",
            "user-question",
            frozenset({Role.ADMIN}),
            order=11,
            under="accounts:index",
        )
    )
    ON_ACCOUNT.register(whose)
    for role in (Role.DEPUTY, Role.GROUP_LEADER):
        register_holders(HolderKind(role, "代表", Person._meta.label, holders, tie))
    register_verbs(operations.VERBS)
    quality.plug_in()
