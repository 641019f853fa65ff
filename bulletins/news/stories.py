"""人大代表履职风采: the stories that were released, as everybody reads them (R303)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from bulletins.models import Story
from congress.web.addresses import record_url
from congress.web.dates import as_date
from congress.web.public.registry import PublicBlock, PublicColumn, PublicLine
from deputies.models import Person
from liaison_stations.models import DeputyPage
from liaison_stations.online.queries import open_pages

NAME = "履职风采"


def stories_shown() -> QuerySet[Story]:
    """Released stories, the newest first, without their texts."""
    return Story.objects.released().select_related("person").defer("text", "search_text")


def story_line(row: Story) -> PublicLine:
    """A story in a list."""
    on = as_date(row.released_at) if row.released_at else None
    return PublicLine(row.title, record_url("news:public_story", row.pk), on, f"{row.person.name}代表")


def page_of(person: Person) -> DeputyPage | None:
    """The open public page of the deputy, if there is one (1 query)."""
    return open_pages().filter(deputyship__person=person).first()


def story_blocks(column: PublicColumn, limit: int) -> Iterable[PublicBlock]:
    """The newest stories (1 query)."""
    yield PublicBlock("人大代表履职风采", column.url, [story_line(row) for row in stories_shown()[:limit]])


def told_of(person: Person) -> PublicBlock:
    """The stories of a deputy on their own page (1 query)."""
    rows = stories_shown().filter(person=person)[:5]
    return PublicBlock(NAME, "", [story_line(row) for row in rows])
