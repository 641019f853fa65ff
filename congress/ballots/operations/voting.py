"""Voting: opened, cast, closed. A ballot and who cast it are written in one transaction and share nothing."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots import sealing
from congress.ballots.counting import FOR, Marks, Rules, is_void
from congress.ballots.enums import BallotForm, Custody, PollState
from congress.ballots.models import Elector, Poll, SealedBallot
from congress.ballots.operations.preparing import locked, saved
from congress.ballots.queries import not_ready
from congress.notices.operations import own


def _opener(row: Poll) -> str:
    """What locks the box: a phrase that is shown once, or the portal's own secret."""
    return system_opener(row) if row.custody == Custody.SYSTEM else sealing.new_phrase()


def system_opener(row: Poll) -> str:
    """What opens a box that the portal keeps by itself."""
    return sealing.system_secret(settings.SECRET_KEY, f"poll {row.pk}")


def _longest_mark(rules: Rules) -> int:
    marks = [option.key for option in rules.options] or [str(most) for _label, most in rules.scales]
    return max(map(len, marks))


def _sealed_off(row: Poll) -> str:
    """Give the box new keys; the opening phrase, empty where the portal keeps it."""
    opener = _opener(row)
    row.public_key, row.locked_key = sealing.new_box(opener)
    return opener if row.custody == Custody.PHRASE else ""


@transaction.atomic
def start_voting(*, poll: Poll, actor: User) -> str:
    """Close the box and let everybody vote. Gives the opening phrase, which is kept nowhere; empty where there is none.

    ``Conflict`` names what is missing.
    """
    row = locked(poll, actor, "start_voting")
    faults = not_ready(row)
    if faults:
        raise Conflict(f"不能开始投票：{'；'.join(faults)}")
    row.plug.on_start(row)
    phrase = ""
    if row.takes_phones:
        rules = row.rule_data()
        places = rules.places([item.key for item in row.items.all()])
        row.ballot_length = sealing.length_for(places, _longest_mark(rules))
        phrase = _sealed_off(row)
    row.state, row.started_at = PollState.VOTING, timezone.now()
    saved(row)
    to = User.objects.filter(
        pk__in=row.electors.filter(on_paper=False).order_by().values("user"), is_active=True
    )
    url = reverse("ballots:vote", args=[row.pk])
    own.send(
        to=to, title=f"请投票：{row.title}", text="在手机上打开就能投票。", url=url, key=f"poll:{row.pk}"
    )
    audit.record(actor=actor, verb="ballots:start_voting", obj=row, after={"people": to.count()})
    return phrase


@transaction.atomic
def reseal_box(*, poll: Poll, actor: User) -> str:
    """New keys and a new phrase, for one that got lost before anybody voted; ``Conflict`` afterwards."""
    row = locked(poll, actor, "reseal_box")
    if not row.takes_phones or row.custody != Custody.PHRASE:
        raise Conflict("这次投票没有开箱口令")
    if row.sealed.exists():
        raise Conflict("已经有人投票，口令不能再换")
    phrase = _sealed_off(row)
    saved(row)
    audit.record(actor=actor, verb="ballots:reseal_box", obj=row)
    return phrase


def check_marks(poll: Poll, keys: list[str], marks: Marks) -> None:
    """``ValidationError`` for a ballot that would be void or leaves a question open."""
    rules = poll.rule_data()
    if rules.form in {BallotForm.GRADES, BallotForm.APPROVAL} and set(marks) != set(keys):
        raise ValidationError("还有项目没有选")
    ticks = sum(mark == FOR for mark in marks.values())
    if rules.seats and ticks > rules.seats:
        raise ValidationError(f"最多选 {rules.seats} 项，您选了 {ticks} 项，请去掉 {ticks - rules.seats} 项")
    if is_void(rules, keys, marks):
        least = f"，至少选 {rules.min_ticks} 项" if rules.min_ticks else ""
        raise ValidationError(f"这张票会成为无效票{least}，请改一改")


@transaction.atomic
def vote(*, poll: Poll, actor: User, marks: Marks) -> bool:
    """Put a ballot into the box. False, and nothing done, for a member who has voted: sent again is once.

    ``Conflict`` once voting is closed, ``Http404`` for whoever is no elector by phone, ``ValidationError`` for a
    ballot that would be void. Nothing that is written here says what was voted.
    """
    row = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    elector = Elector.objects.filter(poll=row, user=actor, on_paper=False).first()
    if elector is None:
        raise Http404
    if elector.voted:
        return False
    if row.state != PollState.VOTING:
        raise Conflict("投票已经截止，您的票没有投出")
    check_marks(row, [item.key for item in row.items.all()], marks)
    SealedBallot.objects.create(poll=row, box=sealing.seal(row.public_key, marks, row.ballot_length))
    elector.voted = True
    elector.save(update_fields=["voted"])
    audit.record(actor=actor, verb="ballots:vote", obj=row)
    return True


@transaction.atomic
def remind_electors(*, poll: Poll, actor: User) -> int:
    """Remind whoever has not voted; gives how many, never who."""
    row = locked(poll, actor, "remind_electors")
    waiting = row.electors.filter(on_paper=False, voted=False).order_by().values("user")
    to = list(User.objects.filter(pk__in=waiting, is_active=True))
    if not to:
        raise Conflict("用手机投票的都投过了，不用提醒")
    url = reverse("ballots:vote", args=[row.pk])
    minute = timezone.now().strftime("%Y%m%d%H%M")
    own.send(to=to, title=f"您还没有投票：{row.title}", url=url, key=f"poll:{row.pk}:{minute}")
    audit.record(actor=actor, verb="ballots:remind_electors", obj=row, after={"people": len(to)})
    return len(to)


@transaction.atomic
def close_voting(*, poll: Poll, actor: User) -> Poll:
    """No more ballots from now on."""
    row = locked(poll, actor, "close_voting")
    row.state, row.closed_at = PollState.CLOSED, timezone.now()
    saved(row)
    own.retract(key=f"poll:{row.pk}")
    audit.record(actor=actor, verb="ballots:close_voting", obj=row)
    return row
