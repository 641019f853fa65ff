"""What the desk of the units plugs into the portal; ``suggestions/portal.py`` calls it."""

from __future__ import annotations

from congress.accounts.enums import Role
from congress.jobs.registry import job_kind
from congress.web.registry import MenuGroup, MenuItem, register_menu, register_todos
from suggestions.letters import jobs
from suggestions.letters.papers import papers_of
from suggestions.sections import register_section
from suggestions.unit.tables import UNIT_PARTS
from suggestions.unit.todos import todos


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_menu(
        MenuItem(
            MenuGroup.HANDLE,
            UNIT_PARTS.title,
            "suggestions:unit",
            "inbox",
            frozenset({Role.UNIT}),
            order=10,
        )
    )
    register_todos(todos)
    register_section(papers_of)
    job_kind(jobs.KIND)(jobs.print_case_file)
