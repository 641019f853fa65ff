"""What the accounts of people plug into the portal."""

from __future__ import annotations

from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.holders import ON_ACCOUNT, HolderKind, register_holders
from congress.accounts.models import User
from congress.audit.verbs import register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_menu
from congress.web.sections import Action, Plugged
from deputies.accounts import operations
from deputies.accounts.queries import holders
from deputies.accounts.tables import WITHOUT_ACCOUNT
from deputies.models import Person


def tie(pk: int, user: User, actor: User) -> None:
    """Tie an imported account to the person it was found to belong to."""
    operations.tie(person=Person.objects.get(pk=pk), user=user, actor=actor)


def whose(account: User, user: User) -> Plugged | None:
    """The person an account belongs to."""
    person = Person.objects.visible_to(user).filter(user=account).first()
    if person is None:
        return None
    page = reverse("deputies:detail", args=[person.pk])
    about = person.organisation or person.get_standing_display()
    return Plugged(facts=[("本人", f"{person.name}，{about}")], actions=[Action("查看本人档案", page)])


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
    register_holders(HolderKind(Role.DEPUTY, "代表", holders, tie))
    register_verbs(operations.VERBS)
