"""Who is in a class, and who teaches, at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activities.learning import operations, rules
from activities.learning.forms import EnrolForm, GuestsForm, LectureForm
from activities.learning.tables import named
from activities.learning.views.asking import asking
from activities.learning.views.classes import class_url, kept_class
from activities.models import Lecture, Trainee, TrainingClass
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to


def _asked(
    request: SignedInRequest, row: TrainingClass, form: Any, save: Any, *, label: str, done: Any
) -> HttpResponse:
    url = class_url(row)
    context = asking(label, row.title, url, sub=named(row), picks=True)
    with leading_to(url):
        return answer(
            request, "learning/ask.html", form, save, done=done, url=lambda _row: url, context=context
        )


@allow(*rules.KEEPERS)
@never_cache
def enrol_many(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter deputies."""
    row = kept_class(request, pk)

    def save(**data: Any) -> Any:
        return operations.enrol_many(training=row, actor=request.user, **data)

    def done(people: list[Trainee]) -> str:
        waiting = sum(one.state == "waiting" for one in people)
        more = f"，其中 {waiting} 位没有名额，排在候补" if waiting else ""
        return f"名单里有这 {len(people)} 位代表{more}"

    form = EnrolForm(request.POST or None, user=request.user, training=row)
    return _asked(request, row, form, save, label="登记代表", done=done)


@allow(*rules.KEEPERS)
@never_cache
def add_guests(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter people who are no deputies here."""
    row = kept_class(request, pk)

    def save(kind: Any, people: Any) -> Any:
        return operations.add_guests(training=row, actor=request.user, kind=kind, guests=people)

    form = GuestsForm(request.POST or None)
    return _asked(request, row, form, save, label="登记其他学员", done=lambda made: f"已加上 {len(made)} 人")


@allow(*rules.KEEPERS)
@require_POST
def drop_trainee(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take somebody out."""
    mine = TrainingClass.objects.kept_by(request.user).values("pk")
    one = scoped_or_404(Trainee.objects.filter(training__in=mine).select_related("training"), pk=pk)
    with leading_to(class_url(one.training)):
        operations.drop_trainee(trainee=one, actor=request.user)
    messages.success(request, f"{one.name}已从名单里去掉")
    return redirect(class_url(one.training))


@allow(*rules.KEEPERS)
@require_POST
def mark_guests(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note which of the people who are no deputies came."""
    row = kept_class(request, pk)
    came = [int(key) for key in request.POST.getlist("came") if key.isdecimal()]
    with leading_to(class_url(row)):
        operations.mark_guests(training=row, actor=request.user, came=came)
    messages.success(request, "到课情况已登记")
    return redirect(class_url(row))


@allow(*rules.KEEPERS)
@never_cache
def add_lecture(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name who teaches."""
    row = kept_class(request, pk)

    def save(**data: Any) -> Any:
        return operations.add_lecture(training=row, actor=request.user, **data)

    form = LectureForm(request.POST or None, user=request.user, training=row)
    return _asked(request, row, form, save, label="加授课人", done=lambda one: f"授课人{one.speaker}已加上")


@allow(*rules.KEEPERS)
@require_POST
def drop_lecture(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a speaker out."""
    mine = TrainingClass.objects.kept_by(request.user).values("pk")
    one = scoped_or_404(Lecture.objects.filter(training__in=mine).select_related("training"), pk=pk)
    training, speaker = one.training, one.speaker
    with leading_to(class_url(training)):
        operations.drop_lecture(lecture=one, actor=request.user)
    messages.success(request, f"授课人{speaker}已去掉")
    return redirect(class_url(training))
