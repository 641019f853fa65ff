"""What citizens say of how their matter was settled: of the answer, and of what was done (R220–R222)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from liaison_stations import rules
from liaison_stations.enums import CitizenRating, Destination, MatterState, TellingWay
from liaison_stations.matters.seams import suggesting
from liaison_stations.models import Matter
from liaison_stations.operations.online import without_secrets
from liaison_stations.operations.shared import locked_matter, move_matter, write_matter_step
from liaison_stations.operations.telling import staff_of_station, tell_of
from liaison_stations.workflow import MATTER_WORKFLOW

#: States in which the citizen has something to rate.
RATEABLE = frozenset({MatterState.ANSWERED, MatterState.REFUSED, MatterState.TOLD, MatterState.CLOSED})
#: States in which the station asks again how it was carried out.
_ASKED_AGAIN = frozenset({MatterState.TOLD, MatterState.CLOSED})


@transaction.atomic
def rate(
    *, matter: Matter, rating: str = "", words: str = "", deed_rating: str = "", at: datetime | None = None
) -> Matter:
    """The citizen's own rating by the query code, of the answer once and of the deed once, together or apart.

    Who rates an answer has read it, and is told by that (R220). Raises ``Conflict`` before there is anything to
    rate, for a second rating, and for the deed while the answer is not rated.
    """
    row = locked_matter(matter)
    if row.state not in RATEABLE:
        raise Conflict("还没有办理结果，有了结果再评价")
    if (rating and row.rating) or (deed_rating and not row.asks_deed):
        raise Conflict("这件事项已经评价过")
    if not rating and not row.rating:
        raise Conflict("结果换过了，请先评价现在的答复")
    if not rating and not deed_rating:
        raise Conflict("这件事项已经评价过")
    moment = at or timezone.now()
    said = without_secrets(words)
    if rating:
        put_answer_rating(row, rating, said, moment)
    if deed_rating:
        put_deed_rating(row, deed_rating, "" if rating else said, moment)
    if row.state in MATTER_WORKFLOW["tell"].sources:
        row.told_by, row.told_at = TellingWay.CODE.value, moment
        move_matter(row, "tell", actor=None, note=TellingWay.CODE.label, at=at)
    else:
        row.version += 1
        row.save()
    write_matter_step(row, "rate", row.state, actor=None, at=at, note=_said(row, rating, deed_rating))
    pass_on_rating(row)
    if CitizenRating.DISSATISFIED in (rating, deed_rating):
        tell_of(row, staff_of_station(row.station), "群众评价不满意", "请联系群众，问清原因。")
    return row


@transaction.atomic
def rate_deed(
    *, matter: Matter, actor: User, deed_rating: str, deed_words: str = "", at: datetime | None = None
) -> Matter:
    """The station asked the citizen again, after what was promised was done (回访, R221).

    Raises ``PermissionDenied`` out of scope, ``Conflict`` when there is nothing to ask or it was rated meanwhile.
    """
    row = locked_matter(matter)
    require_rule(actor, rules.keep_matter, row)
    if row.state not in _ASKED_AGAIN or not row.asks_deed:
        raise Conflict("这件事项不用再问落实得怎样，或者群众已经评价过")
    put_deed_rating(row, deed_rating, without_secrets(deed_words), at or timezone.now())
    row.version += 1
    row.save()
    write_matter_step(row, "rate_deed", row.state, actor=actor, at=at, note=_said(row, "", deed_rating))
    pass_on_rating(row)
    return row


def can_rate_deed(row: Matter) -> bool:
    """Whether :func:`rate_deed` has something to ask."""
    return row.state in _ASKED_AGAIN and row.asks_deed


def put_answer_rating(row: Matter, rating: str, words: str, at: datetime) -> None:
    """Write the rating of the answer on a locked row; the caller saves it."""
    row.rating, row.rating_words, row.rated_at = CitizenRating(rating).value, words.strip(), at


def put_deed_rating(row: Matter, rating: str, words: str, at: datetime) -> None:
    """Write the rating of the deed on a locked row; the caller saves it."""
    row.deed_rating, row.deed_words, row.deed_rated_at = CitizenRating(rating).value, words.strip(), at


def pass_on_rating(row: Matter) -> None:
    """What the citizen said goes to the suggestion the matter became, apart from the deputy's verdict (R222)."""
    plugged = suggesting()
    if plugged is not None:
        plugged.rated(row)


def _said(row: Matter, rating: str, deed_rating: str) -> str:
    about = "对答复" if row.destination == Destination.SUGGESTION else ""
    parts = [
        f"{about}{row.get_rating_display()}" if rating else "",
        f"对落实{row.get_deed_rating_display()}" if deed_rating else "",
    ]
    return "，".join(part for part in parts if part)
