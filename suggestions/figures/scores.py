"""The performance score of units from weighted parts (R226); each part is a rate of the unit's own work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from congress.figures.numbers import Rate
from congress.organs.models import Organ
from suggestions.enums import REPLY_CLOCKS, REPLYING_PARTS, Confirmation, ContactStage, Rating, ScorePartKind
from suggestions.models import Clock, Contact, Evaluation, Handling, ScorePart, SuggestionQuerySet
from suggestions.queries import conditions
from suggestions.queries.scopes import Scope

#: What each part counts, in the office's words.
DEFINITIONS = {
    ScorePartKind.TIMELINESS: "本单位到期的答复当中，在期限之内答复的",
    ScorePartKind.CONTACT: "本单位的答复当中，办前、办中、办后都联系了代表、代表没有否认的",
    ScorePartKind.COMPLETION: "本单位主办、分办的建议当中，已经办结的",
    ScorePartKind.SATISFACTION: "代表对本单位答复的历次评价当中，对办理结果满意的",
}


@dataclass(frozen=True)
class PartScore:
    """One part: its rate, and what it adds to the score of at most ``weight``; none without a denominator."""

    weight: int
    rate: Rate

    @property
    def points(self) -> Fraction | None:
        """Weight times rate."""
        if self.rate.denominator == 0:
            return None
        return Fraction(self.weight * self.rate.numerator, self.rate.denominator)

    @property
    def shown(self) -> str:
        """With one place; — when there is nothing to score."""
        return "—" if self.points is None else f"{_half_up(self.points)}"


@dataclass(frozen=True)
class UnitScore:
    """A unit with its parts in the order of the settings."""

    organ: Organ
    parts: list[PartScore]

    @property
    def total(self) -> Decimal | None:
        """The sum; parts that cannot be scored yet are left out, and the others are put on 100 between them."""
        scored = [(part.points, part.weight) for part in self.parts if part.points is not None]
        weight = sum(weight for _points, weight in scored)
        if weight == 0:
            return None
        return _half_up(sum((points for points, _weight in scored), Fraction(0)) * 100 / weight)


def _half_up(value: Fraction) -> Decimal:
    return Decimal((value * 20 + 1) // 2) / 10


def unit_scores(
    rows: SuggestionQuerySet, scope: Scope, organs: Iterable[int] | None = None
) -> list[UnitScore]:
    """Every unit that answers for something in the scope, the highest first (6 queries); of ``organs`` where given."""
    base = scope.rows(rows).order_by()
    parts = Handling.objects.filter(
        suggestion__in=base.values("pk"), part__in=REPLYING_PARTS, assigned_at__lt=scope.end
    ).order_by()
    if organs is not None:
        parts = parts.filter(organ__in=list(organs))
    found = {
        ScorePartKind.TIMELINESS: _timeliness(parts, scope),
        ScorePartKind.CONTACT: _contact(parts, scope),
        ScorePartKind.COMPLETION: _completion(base, scope),
        ScorePartKind.SATISFACTION: _satisfaction(parts, scope),
    }
    weights = list(ScorePart.objects.all())
    handling = parts.filter(over_at__isnull=True).values("organ")
    scores = [
        UnitScore(
            organ,
            [PartScore(w.weight, Rate(*found[ScorePartKind(w.kind)].get(organ.pk, (0, 0)))) for w in weights],
        )
        for organ in Organ.objects.filter(pk__in=handling).order_by("order", "pk")
    ]
    return sorted(scores, key=lambda score: -(score.total if score.total is not None else Decimal(-1)))


def _pairs(rows: Iterable[Mapping[str, Any]]) -> dict[int, tuple[int, int]]:
    return {row["unit"]: (row["part"], row["whole"]) for row in rows}


def _timeliness(parts: Any, scope: Scope) -> dict[int, tuple[int, int]]:
    day = conditions.last_day(scope.end)
    runs = Q(stopped_on__isnull=True) | Q(stopped_on__gt=day)
    due = Q(met=True, stopped_on__lte=day) | runs & Q(due_on__lt=day)
    limits = Clock.objects.filter(due, handling__in=parts, kind__in=REPLY_CLOCKS).order_by()
    in_time = Q(met=True, stopped_on__lte=F("due_on")) & Q(stopped_on__lte=day)
    return _pairs(
        limits.values(unit=F("handling__organ")).annotate(whole=Count("pk"), part=Count("pk", filter=in_time))
    )


def _contact(parts: Any, scope: Scope) -> dict[int, tuple[int, int]]:
    kept = Contact.objects.filter(handling=OuterRef("pk"), recorded_at__lt=scope.end)
    kept = kept.exclude(answer=Confirmation.DENIED)
    all_three = Q(*(Exists(kept.filter(stage=stage)) for stage in ContactStage))
    answered = parts.filter(answered_at__lt=scope.end)
    return _pairs(
        answered.values(unit=F("organ")).annotate(whole=Count("pk"), part=Count("pk", filter=all_three))
    )


def _completion(base: SuggestionQuerySet, scope: Scope) -> dict[int, tuple[int, int]]:
    rows = conditions.by_unit(base, scope.end)
    done = conditions.finished(scope.end)
    return _pairs(
        rows.values(unit=F("handlings__organ")).annotate(whole=Count("pk"), part=Count("pk", filter=Q(done)))
    )


def _satisfaction(parts: Any, scope: Scope) -> dict[int, tuple[int, int]]:
    verdicts = Evaluation.objects.filter(reply__handling__in=parts, evaluated_at__lt=scope.end).order_by()
    return _pairs(
        verdicts.values(unit=F("reply__handling__organ")).annotate(
            whole=Count("pk"), part=Count("pk", filter=Q(result=Rating.SATISFIED))
        )
    )
