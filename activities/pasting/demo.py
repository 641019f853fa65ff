"""A pasted month the demo clerk has not finished: one paragraph logged before, one unknown name."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from activities.models import PasteDraft
from activities.pasting import operations
from activities.pasting.reading import read_text
from congress.accounts.models import User
from congress.web.demo import at, backdate, read_table

_TOKEN = UUID("5a1d0c52-6d0e-4f3a-9a57-1b1f6a3a2611")
_CLERK = "office"


def load() -> None:
    """Paste it once."""
    clerk = User.objects.filter(username=_CLERK).first()
    if clerk is None or PasteDraft.objects.filter(token=_TOKEN).exists():
        return
    told = read_table(__file__, "demo.json")
    read = read_text(clerk, "\n".join(told["text"]), year=told["year"], month=told["month"])
    draft = operations.paste(actor=clerk, read=read, year=told["year"], month=told["month"], token=_TOKEN)

    backdate(draft, created_at=at(date(told["year"], told["month"], 22), 9, 40))
