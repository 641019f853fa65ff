"""Rules of the demo district. The laws come with the library; these rules are invented."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from congress.audit import operations as audit
from congress.organs.queries import district
from congress.web.demo import read_table
from deputies.library.enums import EditionState, TextKind
from deputies.models import LibraryEdition, LibraryText


@transaction.atomic
def load() -> None:
    """Enter the rules, unless the district has some already."""
    root = district()
    if root is None or LibraryText.objects.filter(kind=TextKind.RULE).exists():
        return
    facts = read_table(__file__, "rules.json")
    for fact in facts:
        row = LibraryText.objects.create(
            code=fact["code"],
            title=fact["title"],
            kind=fact["kind"],
            topic=fact["topic"],
            reach=fact["reach"],
            is_public=fact["public"],
        )
        LibraryEdition.objects.bulk_create(
            LibraryEdition(
                text=row,
                number=number,
                issuer="安澜区人大常委会",
                document=one.get("document", ""),
                state=one["state"],
                effective_on=date.fromisoformat(one["from"]),
                ended_on=date.fromisoformat(one["to"]) if one["state"] == EditionState.REPEALED else None,
                body=one["body"],
            )
            for number, one in enumerate(fact["editions"], 1)
        )
    audit.record(actor=None, verb="library:load", obj=root, after={"count": len(facts)})
