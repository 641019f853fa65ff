"""Pages of the door: the roll, the list to tap, the camera, the code on the screen, and the deputy's own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.attendance import codes, operations, rules
from activities.attendance.queries import (
    NUMBERS,
    Number,
    bearer_ids,
    day_of,
    days_of,
    deputyship_for,
    find_strangers,
    numbers,
    roll,
)
from activities.enums import AttendanceSource, AttendanceState
from activities.models import Activity, Attendance
from congress.access.decorators import allow, allow_signed_in
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web.fields import parse_day
from congress.web.qr import qr_picture
from congress.web.requests import SignedInRequest
from deputies.models import Deputyship, Person


def _asked_day(request: SignedInRequest) -> date | None:
    try:
        return parse_day(request.POST.get("day") or request.GET.get("day", ""))
    except ValidationError:
        return None


def _seen(request: SignedInRequest, pk: int) -> Activity:
    return scoped_or_404(Activity.objects.visible_to(request.user).select_related("kind"), pk=pk)


def _taken(request: SignedInRequest, pk: int) -> Activity:
    """An activity whose attendance the user may take; others are, for that, not there."""
    rows = Activity.objects.filter(rules.take_attendance.as_q(request.user))
    return scoped_or_404(rows.select_related("kind"), pk=pk)


def _frame(request: SignedInRequest, activity: Activity) -> dict[str, Any]:
    """What every page of the door shows around its own."""
    day = day_of(activity, _asked_day(request), timezone.localdate())
    return {
        "activity": activity,
        "day": day,
        "days": days_of(activity),
        "is_ahead": (day or activity.start_on) > timezone.localdate(),
    }


@allow(*rules.SEERS)
@require_safe
@never_cache
def index(request: SignedInRequest, pk: int) -> HttpResponse:
    """The roll: 应到, 实到, 请假, 缺席 and the names behind each number."""
    activity = _seen(request, pk)
    frame = _frame(request, activity)
    rows = roll(activity, frame["day"])
    which = request.GET.get("show", "")
    which = which if which in NUMBERS else ""
    context = {
        **frame,
        "numbers": numbers(rows),
        "rows": rows.filter(state=which) if which else rows,
        "shown": which,
        "shown_label": NUMBERS[which],
        "can_take": rules.take_attendance.allows(request.user, activity),
        "open": rows.filter(state=AttendanceState.EXPECTED).count(),
    }
    return render(request, "attendance/index.html", context)


@allow(*rules.TAKERS)
@require_safe
@never_cache
def door(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list at the door: a tap on a name is 实到."""
    activity = _taken(request, pk)
    frame = _frame(request, activity)
    rows = roll(activity, frame["day"])
    text = request.GET.get("q", "")[:60].strip()
    context = {
        **frame,
        "rows": rows,
        "numbers": numbers(rows),
        "text": text,
        "strangers": find_strangers(activity, frame["day"], request.user, text) if text else [],
    }
    return render(request, "attendance/door.html", context)


@allow(*rules.TAKERS)
@require_POST
def mark(request: SignedInRequest, pk: int) -> HttpResponse:
    """A tap at the door: somebody came, or (``undo``) did not. Answers the script in JSON, a form by the page."""
    activity = _taken(request, pk)
    key = request.POST.get("deputyship", "")
    rows = Deputyship.objects.select_related("person")
    deputyship = scoped_or_404(rows, pk=int(key) if key.isdecimal() else 0)
    day = day_of(activity, _asked_day(request), timezone.localdate())
    listed = roll(activity, day).filter(deputyship=deputyship).exists()
    if not listed:
        scoped_or_404(Deputyship.objects.visible_to(request.user), pk=deputyship.pk)
    step = operations.unmark if "undo" in request.POST else operations.mark
    row = step(activity=activity, deputyship=deputyship, day=day, actor=request.user)
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse(_told(activity, day, deputyship, row))
    messages.success(request, f"{deputyship.person.name}：{row.get_state_display() if row else '已去掉'}")
    return redirect(_at(reverse("attendance:door", args=[pk]), day))


def _told(
    activity: Activity, day: date | None, deputyship: Deputyship, row: Attendance | None
) -> dict[str, object]:
    """What the script at the door needs to show."""
    return {
        "deputyship": deputyship.pk,
        "name": deputyship.person.name,
        "state": row.state if row else "",
        "word": str(row.get_state_display()) if row else "",
        "numbers": _counts(numbers(roll(activity, day))),
    }


def _counts(found: list[Number]) -> dict[str, int]:
    return {number.state or "all": number.count for number in found}


@allow(*rules.TAKERS)
@require_safe
@never_cache
def states(request: SignedInRequest, pk: int) -> JsonResponse:
    """Who has come so far, for a second phone at the door and the screen."""
    activity = _taken(request, pk)
    rows = roll(activity, day_of(activity, _asked_day(request), timezone.localdate()))
    return JsonResponse(
        {
            "rows": dict(rows.values_list("deputyship_id", "state")),
            "numbers": _counts(numbers(rows)),
        }
    )


@allow(*rules.TAKERS)
@never_cache
def scan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Scan the code on a deputy's phone, or type its six digits."""
    activity = _taken(request, pk)
    frame = _frame(request, activity)
    said, error = "", ""
    if request.method == "POST":
        try:
            deputyship = _bearer(activity, frame["day"], request.POST.get("code", "")[:200])
            operations.mark(
                activity=activity,
                deputyship=deputyship,
                day=frame["day"],
                actor=request.user,
                source=AttendanceSource.CODE,
            )
            said = f"{deputyship.person.name}已签到"
        except (codes.BadCode, Conflict) as refusal:
            error = str(refusal)
        if request.headers.get("X-Requested-With") == "fetch":
            found = _counts(numbers(roll(activity, frame["day"])))
            return JsonResponse({"said": said, "error": error, "numbers": found})
    context = {**frame, "said": said, "error": error, "numbers": numbers(roll(activity, frame["day"]))}
    return render(request, "attendance/scan.html", context)


def _bearer(activity: Activity, day: date | None, text: str) -> Deputyship:
    """Whose code it is. Raises ``BadCode`` in words."""
    plain = "".join(text.split())
    if plain.isdecimal() and len(plain) == 6:
        found = codes.bearers(plain, bearer_ids(activity, day))
        if len(found) != 1:
            raise codes.BadCode(
                "没有代表的签到码是这六位数字，请核对，或请代表刷新后再念"
                if not found
                else "有两位代表的数字相同，请按名单点"
            )
        person = found[0]
    else:
        person = codes.read_person_code(plain)
    deputyship = deputyship_for(activity, day, person)
    if deputyship is None:
        raise codes.BadCode("这位不是在任代表，不能签到")
    return deputyship


@allow(*rules.TAKERS)
@never_cache
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever neither came nor is on leave was absent; confirmed in a dialog before."""
    activity = _taken(request, pk)
    day = day_of(activity, _asked_day(request), timezone.localdate())
    absent = operations.close(activity=activity, day=day, actor=request.user)
    messages.success(request, f"已记 {absent} 人缺席" if absent else "没有未点名的代表")
    return redirect(_at(reverse("attendance:index", args=[pk]), day))


@allow(*rules.TAKERS)
@require_safe
@never_cache
def screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """The code for the screen at the door, renewed every minute; ``?print`` gives one on paper for the day."""
    activity = _taken(request, pk)
    frame = _frame(request, activity)
    printed = "print" in request.GET
    day = frame["day"] or timezone.localdate()
    code = codes.door_code(activity.pk, day, printed=printed)
    address = request.build_absolute_uri(reverse("attendance:here", args=[code]))
    context = {
        **frame,
        "printed": printed,
        "picture": qr_picture(address, "att-qr", scale=8),
        "code_day": day,
        "is_now": day == timezone.localdate() and activity.start_on <= day <= activity.end_on,
        "numbers": numbers(roll(activity, frame["day"])),
    }
    whole = request.htmx.target != "door-code"
    return render(request, "attendance/screen.html" if whole else "attendance/_code.html", context)


@allow_signed_in
@require_safe
@never_cache
def my_code(request: SignedInRequest) -> HttpResponse:
    """The code on the deputy's own phone, renewed every half minute."""
    person = Person.objects.filter(user=request.user).first()
    held = (
        person is not None
        and Deputyship.objects.in_force(timezone.localdate()).filter(person=person).exists()
    )
    context: dict[str, Any] = {"person": person if held else None}
    if person is not None and held:
        context |= {
            "picture": qr_picture(codes.person_code(person.pk), "att-qr", scale=8),
            "digits": codes.short_code(person.pk),
        }
    whole = request.htmx.target != "my-code"
    return render(request, "attendance/my_code.html" if whole else "attendance/_my_code.html", context)


@allow_signed_in
@never_cache
def here(request: SignedInRequest, code: str) -> HttpResponse:
    """Opened by the deputy's phone from the code at the door: whoever has signed in is marked present."""
    context: dict[str, Any] = {"error": ""}
    try:
        door_ = codes.read_door_code(code)
        activity = scoped_or_404(Activity.objects.recorded().select_related("kind"), pk=door_.activity_id)
        day = door_.day if days_of(activity) else None
        if not activity.start_on <= door_.day <= activity.end_on:
            raise codes.BadCode("这次活动不在今天，请找工作人员签到")
        person = Person.objects.filter(user=request.user).first()
        deputyship = deputyship_for(activity, day, person.pk) if person else None
        if deputyship is None:
            raise codes.BadCode("您的帐号不是在任代表的，请找工作人员签到")
        context |= {"activity": activity, "deputyship": deputyship, "code": code}
        if request.method == "POST":
            context["row"] = operations.mark(
                activity=activity,
                deputyship=deputyship,
                day=day,
                actor=request.user,
                source=AttendanceSource.CODE,
            )
    except (codes.BadCode, Conflict) as refusal:
        context["error"] = str(refusal)
    return render(request, "attendance/here.html", context, status=409 if context["error"] else 200)


def _at(url: str, day: date | None) -> str:
    return f"{url}?day={day}" if day else url
