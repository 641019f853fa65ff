"""Error pages and the large-text switch."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow_signed_in, public
from congress.access.exceptions import Denial
from congress.accounts.enums import EVERY_ROLE, Role
from congress.jobs.files import FULL
from congress.web.shell import LARGE_TEXT_COOKIE, shell_of

_YEAR = 365 * 24 * 3600
#: The connection broke, or was refused; a lock that was not given in time passes as well.
AWAY = (OperationalError, InterfaceError)
_RETRY_SECONDS = 30
_SEND_AGAIN = "填过的内容一般还在：过一会儿按浏览器的“后退”回到刚才的页面，再提交一次。"


@public
@require_POST
def set_large_text(request: HttpRequest) -> HttpResponse:
    """Switch large text on or off: kept with the account, and in a cookie for the sign-in page and visitors."""
    on = request.POST.get("on") == "1"
    user = shell_of(request).user
    if user is not None and user.large_text != on:
        user.large_text = on
        user.save(update_fields=["large_text"])
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = reverse("dashboard:home")
    response: HttpResponse = (
        HttpResponse(status=204)
        if request.headers.get("X-Requested-With") == "fetch"
        else HttpResponseRedirect(target)
    )
    response.set_cookie(
        LARGE_TEXT_COOKIE, "1" if on else "0", max_age=_YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response


@require_safe
@allow_signed_in
def menu_counts(request: HttpRequest) -> HttpResponse:
    """What waits at each line of the menu of the page ``at``, each line's count put in its place there."""
    menu = shell_of(request).menu_counted(request.GET.get("at", ""))
    return render(request, "components/menu_counts.html", {"menu": menu})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for too much text or too many fields; the request itself may be unreadable, so it is not used."""
    reason, status = "请求的内容不完整，或者不是从本平台的页面提交的。请回到刚才的页面再试一次。", 400
    if isinstance(exception, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        reason, status = f"文字太多，一次最多收 {limit} 兆。请分几次提交。", 413
    elif isinstance(exception, TooManyFieldsSent):
        reason, status = "一次提交的栏目太多。请分几次提交。", 413
    return HttpResponse(render_to_string("400.html", {"reason": reason, "number": status}), status=status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: says what the user is, and who could do it."""
    denial = exception.args[0] if exception.args else None
    roles = denial.roles if isinstance(denial, Denial) else frozenset()
    user = shell_of(request).user
    context = {
        "who": "、".join(role.label for role in Role if role in roles)
        if roles < EVERY_ROLE
        else "有岗位的人员",
        "posts": "、".join(f"“{a.scope_label}”" for a in user.assignments_today) if user else "",
    }
    return render(request, "403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: never says whether the record exists."""
    return render(request, "404.html", status=404)


def _is_away(error: BaseException | None) -> bool:
    """Whether the database did not answer. Where the server said nothing at all, the driver knows no better class."""
    return isinstance(error, AWAY) or type(error) is DatabaseError


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database is away or the disk is full, which passes.

    Must not depend on anything that may be broken, so no request, no database, no session.
    """
    error = sys.exception()
    if _is_away(error):
        return _unavailable("数据库暂时连不上", "平台正在自动重新连接，一般一两分钟就好。")
    if isinstance(error, OSError) and error.errno in FULL:
        return _unavailable("服务器的磁盘已满", "请告诉系统管理员腾出空间。")
    return HttpResponse(render_to_string("500.html"), status=500)


def _unavailable(what: str, reason: str) -> HttpResponse:
    words = {"heading": f"{what}，这一步没有办成", "reason": reason, "advice": _SEND_AGAIN}
    answer = HttpResponse(render_to_string("503.html", words), status=503)
    answer["Retry-After"] = str(_RETRY_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer
