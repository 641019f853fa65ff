"""The settings of every room on one page, each line for those who may decide it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from congress.accounts.models import User
from congress.web.registry import SettingsGroup, registry


@dataclass(frozen=True)
class SettingsLine:
    """A page of settings as it is shown."""

    label: str
    text: str
    url: str
    value: str = ""


@dataclass(frozen=True)
class SettingsBlock:
    """Lines under one heading."""

    key: str
    label: str
    lines: list[SettingsLine]


def settings_for(user: User) -> list[SettingsBlock]:
    """What this user decides, by heading; headings without a line are left out."""
    blocks = []
    for group in SettingsGroup:
        pages = [page for page in registry.settings if page.group == group and user.has_role(*page.roles)]
        lines = [
            SettingsLine(page.label, page.text, reverse(page.url_name), page.value() if page.value else "")
            for page in sorted(pages, key=lambda page: (page.order, page.label))
        ]
        if lines:
            blocks.append(SettingsBlock(group.value, str(group.label), lines))
    return blocks
