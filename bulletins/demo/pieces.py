"""Pieces from towns, in every state; the adopted ones are adopted with their issue."""

from datetime import date, timedelta
from typing import Any

from activities.models import Activity
from bulletins.demo.moments import moment, notices_of
from bulletins.models import Contribution
from bulletins.operations import contributing
from congress.accounts.models import User
from congress.organs.models import Area
from congress.web.demo import backdate, read_table

_EDITOR = "office2"


def load_pieces() -> None:
    """Send in the pieces that are not there yet and take each to its state."""
    users = {user.username: user for user in User.objects.all()}
    for row in read_table(__file__, "contributions.json"):
        title = row.get("title") or row["headline"]
        if not Contribution.objects.filter(title=title, area__name=row["area"]).exists():
            _send_in(row, title, users)


def _send_in(row: dict[str, Any], title: str, users: dict[str, User]) -> None:
    author, sent_at = users[row["by"]], moment(row["at"])
    activity = Activity.objects.get(headline=row["headline"]) if "headline" in row else None
    piece = contributing.submit_contribution(
        area=Area.objects.get(name=row["area"], parent__parent=None),
        activity=activity,
        happened_on=activity.start_on if activity else date.fromisoformat(row["on"]),
        title=title,
        text=activity.text if activity else row["text"],
        actor=author,
    )
    backdate(piece, submitted_at=sent_at)
    if "return" in row:
        returned_at = sent_at + timedelta(hours=3)
        with notices_of(returned_at, read=True):
            contributing.return_contribution(contribution=piece, reason=row["return"], actor=users[_EDITOR])
        backdate(piece, decided_at=returned_at)
    if row.get("withdraw"):
        contributing.withdraw_contribution(contribution=piece, actor=author)
    if "again" in row:
        contributing.resubmit(
            contribution=piece,
            happened_on=piece.happened_on,
            title=title,
            text=row["again"]["text"],
            actor=author,
        )
        backdate(piece, submitted_at=moment(row["again"]["at"]))
