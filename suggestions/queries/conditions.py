"""What can be said of an accepted suggestion at the end of any chosen day, as conditions for SQL.

``end`` is the midnight after the cut-off. The suggestion itself carries its newest results; whatever has changed
since ``end`` is read from the history (steps, replies, verdicts, time limits), so that a count at a past day gives
what that day's count gave. Time limits are taken as they now stand, with extensions granted since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, In
from django.utils import timezone

from liaison_stations.enums import CitizenRating
from suggestions.enums import (
    ACCEPTED_STATES,
    LIVE_STATES,
    REPLY_CLOCKS,
    REPLYING_PARTS,
    ClockKind,
    CommitmentState,
    Outcome,
    Rating,
)
from suggestions.models import (
    Clock,
    Commitment,
    Evaluation,
    Handling,
    MatterSuggestion,
    Reply,
    Step,
    SuggestionQuerySet,
)

#: Steps by which a suggestion that was accepted stops being one.
LEAVING = ("withdraw", "merge", "divert")
#: Steps that finish a suggestion.
FINISHING = ("evaluate", "waive", "conclude_study")
#: Time limits within which a unit replies to the deputy.


def last_day(end: datetime) -> date:
    """The cut-off day of a moment ``end``."""
    return timezone.localdate(end - timedelta(microseconds=1))


def _as_of(end: datetime, now: Q, then: Callable[[], Q]) -> Q:
    """``now`` says it of results that stand since before ``end``, ``then`` of those that came later."""
    return now if end > timezone.now() else now | then()


def accepted(end: datetime) -> Q:
    """Registered, and not withdrawn, merged or diverted by then."""
    left_later = Step.objects.filter(suggestion=OuterRef("pk"), verb__in=LEAVING, at__gte=end)
    return Q(registered_at__lt=end) & _as_of(end, Q(state__in=ACCEPTED_STATES), lambda: Q(Exists(left_later)))


def finished(end: datetime) -> Q:
    """办结: rated, or gone on without a verdict or after joint study, and not put back to work (R196)."""
    return _as_of(end, Q(finished_at__lt=end), lambda: _until_reopened(end, FINISHING))


def opened(end: datetime) -> Q:
    """在办: whatever is not finished, so that the two always make the whole (R199)."""
    return ~Q(finished(end))


def closed(end: datetime) -> Q:
    """销号: struck off by the office (R216)."""
    return _as_of(end, Q(closed_at__lt=end), lambda: _until_reopened(end, ("strike_off",)))


def assigned(end: datetime) -> Q:
    """交办: handed over to units."""
    return Q(assigned_at__lt=end)


def answered(end: datetime) -> Q:
    """答复: in one round at least every unit that owes a reply has replied."""
    steps = Step.objects.filter(suggestion=OuterRef("pk"), verb="complete_replies", at__lt=end)
    return _as_of(end, Q(answered_at__lt=end), lambda: Q(Exists(steps), answered_at__gte=end))


def reply_category(end: datetime) -> Case:
    """The category a suggestion was counted in then, as an expression."""
    return Case(
        When(answered_at__lt=end, then=F("reply_category")),
        When(answered_at__gte=end, then=Subquery(_earlier_reply(end).values("category")[:1])),
        output_field=IntegerField(),
    )


def outcome(end: datetime, kind: str) -> Q:
    """What the reply means: solved, promised … of the last round that was answered (R200)."""

    def then() -> Q:
        earlier = Subquery(_earlier_reply(end).values("category__outcome")[:1])
        return Q(Exact(earlier, Value(kind)), answered_at__gte=end)

    return _as_of(end, Q(answered_at__lt=end, reply_category__outcome=kind), then)


def rated(end: datetime) -> Q:
    """已评: the deputy gave a verdict on one round at least."""
    return _as_of(end, Q(evaluated_at__lt=end), lambda: Q(Exists(_verdicts(end)), evaluated_at__gte=end))


def unrated(end: datetime) -> Q:
    """未评: answered, and no verdict yet; never counted as satisfied."""
    return Q(answered(end)) & ~Q(rated(end))


def verdict(end: datetime, rating: str, field: str = "result") -> Q:
    """The deputy's last verdict, on the result or the attitude; of several replies the worst counts."""

    def then() -> Q:
        earlier = _verdicts(end).order_by("-reply__handling__round", _worst_first(field)).values(field)[:1]
        return Q(Exact(Subquery(earlier), Value(rating)), evaluated_at__gte=end)

    return _as_of(end, Q(evaluated_at__lt=end, **{field: rating}), then)


def first_verdict(end: datetime, rating: str) -> Q:
    """The verdict on the first round's result (一次办理满意)."""
    first = (
        _verdicts(end).filter(reply__handling__round=1).order_by(_worst_first("result")).values("result")[:1]
    )
    return Q(round=1, evaluated_at__lt=end, result=rating) | Q(round__gt=1) & Q(
        Exact(Subquery(first), Value(rating))
    )


def signed_for(end: datetime) -> Q:
    """签收: every unit that was given a part in the first round, and still had it, has accepted it or gone further."""
    held = Handling.objects.filter(
        Q(over_at__isnull=True) | Q(over_at__gte=end), round=1, assigned_at__lt=end
    )
    now = Q(accepted_at__isnull=True, answered_at__isnull=True)
    waiting = held.filter(
        now
        if end > timezone.now()
        else (Q(accepted_at__isnull=True) | Q(accepted_at__gte=end))
        & (Q(answered_at__isnull=True) | Q(answered_at__gte=end))
    )
    return assigned(end) & ~Q(pk__in=waiting.values("suggestion"))


def past_limit(end: datetime, kinds: tuple[str, ...]) -> Q:
    """A time limit of these kinds ran past its last day and was not met by then."""
    late = Clock.objects.filter(_runs(end), kind__in=kinds, due_on__lt=last_day(end))
    return Q(pk__in=late.values("suggestion"))


def reply_due(end: datetime) -> Q:
    """有到期答复: a time limit for a reply was met, or is past."""
    # There are more limits than suggestions: they are looked up for each, instead of gathering all to look into.
    return Q(Exists(reply_limits(end).filter(suggestion=OuterRef("pk"))))


def replied_late(end: datetime) -> Q:
    """Some time limit for a reply was met late, or is past and not met."""
    late = reply_limits(end).filter(Q(stopped_on__gt=F("due_on")) | _runs(end))
    return Q(pk__in=late.values("suggestion"))


def replied_in_time(end: datetime) -> Q:
    """按期: every time limit for a reply that was due was met in time."""
    return reply_due(end) & ~replied_late(end)


def promise_due(end: datetime) -> Q:
    """有到期承诺: a promise is kept, or its day is past."""
    return Q(pk__in=_promises(end).values("suggestion"))


def promise_broken(end: datetime) -> Q:
    """承诺未兑现: some promise that is due was not kept, or is not checked."""
    return Q(pk__in=_promises(end).exclude(_kept(end)).values("suggestion"))


def promise_kept(end: datetime) -> Q:
    """承诺兑现: every promise that is due was kept and checked."""
    return promise_due(end) & ~promise_broken(end)


def citizens_rated(end: datetime) -> Q:
    """A citizen rated both the reply and what was done (R221); one of the two is no verdict yet."""
    return Q(pk__in=_of_citizens(end))


def citizens_satisfied(end: datetime) -> Q:
    """双满意 of citizens: with the reply and with what was done, all who rated (R221)."""
    happy = Q(reply_rating=CitizenRating.SATISFIED, deed_rating=CitizenRating.SATISFIED)
    return citizens_rated(end) & ~Q(pk__in=_of_citizens(end, ~happy))


def both_rated(end: datetime) -> Q:
    """Rated by the deputy and by citizens (R222)."""
    return Q(rated(end)) & citizens_rated(end)


def both_satisfied(end: datetime) -> Q:
    """代表、群众双满意 (R222)."""
    return Q(verdict(end, Rating.SATISFIED)) & citizens_satisfied(end)


def _of_citizens(end: datetime, condition: Q | None = None) -> QuerySet[MatterSuggestion, Any]:
    """Keys of suggestions with whole verdicts of citizens; those merged into another count for that one."""
    rows = MatterSuggestion.objects.filter(condition or Q(), rated_at__lt=end, deed_rated_at__lt=end)
    return rows.values(key=Coalesce("suggestion__merged_into", "suggestion"))


def _until_reopened(end: datetime, verbs: tuple[str, ...]) -> Q:
    """Whether it was so before a reopening that came after ``end``."""
    reopened = Step.objects.filter(verb="reopen", at__gte=end)
    steps = Step.objects.filter(suggestion=OuterRef("pk"), verb__in=[*verbs, "reopen"], at__lt=end)
    last = steps.order_by("-id").values("verb")[:1]
    return Q(pk__in=reopened.values("suggestion")) & Q(In(Coalesce(Subquery(last), Value("")), list(verbs)))


def _earlier_reply(end: datetime) -> QuerySet[Reply]:
    """The replies of the last round that was answered before ``end``, the one furthest from solved first."""
    rounds = Step.objects.filter(
        suggestion=OuterRef("handling__suggestion"), verb="complete_replies", at__lt=end
    )
    replies = Reply.objects.filter(
        handling__suggestion=OuterRef("pk"),
        handling__part__in=REPLYING_PARTS,
        handling__state__in=LIVE_STATES,
        handling__round=Subquery(rounds.order_by("-id").values("round")[:1]),
    )
    return replies.order_by("-category__order", "-category")


def _verdicts(end: datetime) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(reply__handling__suggestion=OuterRef("pk"), evaluated_at__lt=end)


def _worst_first(field: str) -> OrderBy:
    cases = (When(**{field: rating}, then=Value(n)) for n, rating in enumerate(Rating.values))
    return Case(*cases, output_field=IntegerField()).desc()


def _runs(end: datetime) -> Q:
    return _as_of(end, Q(stopped_on__isnull=True), lambda: Q(stopped_on__gt=last_day(end)))


def reply_limits(end: datetime) -> QuerySet[Clock]:
    """Reply limits that were met by the day, or that ran past it; those taken from a unit do not count."""
    day = last_day(end)
    met = Q(stopped_on__lte=day, met=True)
    return Clock.objects.filter(met | _runs(end) & Q(due_on__lt=day), kind__in=REPLY_CLOCKS)


def _kept(end: datetime) -> Q:
    return Q(state=CommitmentState.KEPT, checked_at__lt=end)


def _promises(end: datetime) -> QuerySet[Commitment]:
    due = Q(promised_on__lt=last_day(end)) | _kept(end)
    return Commitment.objects.filter(due, reply__replied_at__lt=end)


def first_parts(end: datetime) -> QuerySet[Handling]:
    """Parts that units answered for on the day, each unit once for each suggestion whatever the rounds."""
    parts = Handling.objects.filter(
        Q(over_at__isnull=True) | Q(over_at__gte=end), part__in=REPLYING_PARTS, assigned_at__lt=end
    )
    earlier = parts.filter(
        suggestion=OuterRef("suggestion"), organ=OuterRef("organ"), round__lt=OuterRef("round")
    )
    return parts.filter(Q(round=1) | ~Q(Exists(earlier)))


def with_parts(rows: SuggestionQuerySet) -> SuggestionQuerySet:
    """A row for each part that replies, with ``handlings``, whatever became of it."""
    return rows.filter(handlings__part__in=REPLYING_PARTS)


def first_part(end: datetime) -> Q:
    """Which rows of :func:`with_parts` are those of :func:`first_parts`."""
    live = Q(handlings__over_at__isnull=True) | Q(handlings__over_at__gte=end)
    earlier = Handling.objects.filter(
        Q(over_at__isnull=True) | Q(over_at__gte=end),
        part__in=REPLYING_PARTS,
        assigned_at__lt=end,
        suggestion=OuterRef("pk"),
        organ=OuterRef("handlings__organ"),
        round__lt=OuterRef("handlings__round"),
    )
    first = Q(handlings__round=1) | ~Q(Exists(earlier))
    return live & Q(handlings__assigned_at__lt=end) & first


def by_unit(rows: SuggestionQuerySet, end: datetime) -> SuggestionQuerySet:
    """The same parts as :func:`first_parts`, joined to their suggestions: a row for each, with ``handlings``."""
    return rows.filter(first_part(end), handlings__part__in=REPLYING_PARTS)


@dataclass(frozen=True)
class Condition:
    """One thing that is counted. ``definition`` says in the office's words what counts; ``q`` takes ``end``."""

    key: str
    label: str
    definition: str
    q: Callable[[datetime], Q]


def _everything(_end: datetime) -> Q:
    return Q()


def _result(rating: str) -> Callable[[datetime], Q]:
    return partial(verdict, rating=rating)


def _past(*kinds: str) -> Callable[[datetime], Q]:
    return partial(past_limit, kinds=kinds)


_LIST = (
    Condition("received", "收集", "期内审核立案，截至期末没有撤回、并案、转其他渠道的", _everything),
    Condition("open", "在办", "收集的当中，截至期末还没有办结的", opened),
    Condition(
        "finished",
        "办结",
        "已答复且代表已评价、没有退回重办的；逾期未评转核查、联合研究办结的也在内，重新打开的不算",
        finished,
    ),
    Condition("closed", "销号", "办结之后经人大机构核查、编了销号编号的", closed),
    Condition("assigned", "交办", "已交承办单位", assigned),
    Condition("answered", "答复", "应答复的单位都已答复；重办期间按上一轮计", answered),
    Condition(
        "solved",
        "解决",
        "答复类别为“已经解决或者采纳”；几个单位答复的，按最差的计",
        partial(outcome, kind=Outcome.SOLVED),
    ),
    Condition(
        "promised", "列入计划", "答复类别为“正在解决或者列入计划”", partial(outcome, kind=Outcome.PROMISED)
    ),
    Condition("unsolved", "暂不能解决", "答复类别为“暂时不能解决”", partial(outcome, kind=Outcome.UNSOLVED)),
    Condition("reference", "留作参考", "答复类别为“留作参考”", partial(outcome, kind=Outcome.REFERENCE)),
    Condition("rated", "已评", "代表已作评价；重办之后还没有再评的，按上一次评价计", rated),
    Condition("unrated", "未评", "已答复，代表还没有评价；不计为满意", unrated),
    Condition("satisfied", "满意", "代表对办理结果满意；几份答复的，按最差的计", _result(Rating.SATISFIED)),
    Condition("basically", "基本满意", "代表对办理结果基本满意", _result(Rating.BASICALLY)),
    Condition("unsatisfied", "不满意", "代表对办理结果不满意", _result(Rating.UNSATISFIED)),
    Condition(
        "attitude",
        "对办理态度满意",
        "代表对办理态度满意",
        partial(verdict, rating=Rating.SATISFIED, field="attitude"),
    ),
    Condition(
        "first_satisfied", "一次满意", "第一轮办理就满意", partial(first_verdict, rating=Rating.SATISFIED)
    ),
    Condition(
        "first_basically",
        "一次基本满意",
        "第一轮办理基本满意",
        partial(first_verdict, rating=Rating.BASICALLY),
    ),
    Condition(
        "first_unsatisfied",
        "一次不满意",
        "第一轮办理不满意",
        partial(first_verdict, rating=Rating.UNSATISFIED),
    ),
    Condition("due", "应按期答复", "已经答复，或者答复期限已过的", reply_due),
    Condition("in_time", "按期答复", "到期的每一次答复都在期限之内", replied_in_time),
    Condition("late", "逾期答复", "有一次答复超过期限，或者期限已过还没有答复", replied_late),
    Condition("signed", "签收", "交办的当中，承办单位都已签收的；重新办理的按第一轮计", signed_for),
    Condition("assign_late", "逾期未交办", "交办期限已过，还没有交办", _past(ClockKind.HAND_OVER)),
    Condition("sign_late", "逾期未签收", "签收期限已过，还有单位没有签收", _past(ClockKind.ACCEPT)),
    Condition("reply_late", "逾期未答复", "答复期限已过，还没有答复", _past(*REPLY_CLOCKS)),
    Condition("rate_late", "逾期未评价", "评价期限已过，代表还没有评价", _past(ClockKind.EVALUATE)),
    Condition("close_late", "逾期未销号", "核查销号期限已过，还没有销号", _past(ClockKind.STRIKE_OFF)),
    Condition("promise_due", "承诺到期", "答复时作的承诺已经兑现或者已经到期的", promise_due),
    Condition("promise_broken", "承诺未兑现", "有到期的承诺没有兑现，或者还没有核实", promise_broken),
    Condition("promise_kept", "承诺兑现", "到期的承诺全部兑现并经核实", promise_kept),
    Condition("citizens_rated", "群众已评", "提出问题的群众已作评价", citizens_rated),
    Condition("citizens_satisfied", "群众双满意", "群众对答复、对落实都满意", citizens_satisfied),
    Condition("both_rated", "代表、群众都已评", "代表和群众都已作评价", both_rated),
    Condition(
        "both_satisfied", "代表、群众双满意", "代表对结果满意，群众对答复、对落实都满意", both_satisfied
    ),
)
CONDITIONS: dict[str, Condition] = {condition.key: condition for condition in _LIST}
