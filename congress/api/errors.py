"""Errors of the interface: a code for machines, words for people."""

from __future__ import annotations

import math
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import exception_handler

MESSAGES = {
    "not_authenticated": "请在请求头写上令牌：Authorization: Bearer 您的令牌",
    "authentication_failed": "令牌不对，或者已经过期、停用",
    "permission_denied": "这个帐号的角色不能读这一类记录",
    "not_found": "没有这条记录，或者不在这个帐号的范围内",
    "method_not_allowed": "数据接口只读，只接受 GET 请求",
    "not_acceptable": "数据接口只给 JSON",
    "invalid": "参数不对，请看 errors 里的说明",
    "throttled": "请求太密，请过 {wait} 秒再来",
    "error": "服务器出了问题，已经记下。请稍后再试",
}


class ErrorSerializer(serializers.Serializer[Any]):
    """What went wrong."""

    code = serializers.CharField(help_text="代码，程序按它判断")
    message = serializers.CharField(help_text="说明")
    errors = serializers.DictField(  # type: ignore[assignment] # declared fields leave the class
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="每个不对的参数，和它的说明",
    )


def _code(error: Exception) -> str:
    if isinstance(error, Http404):
        return "not_found"
    if isinstance(error, PermissionDenied):
        return "permission_denied"
    code = getattr(error, "default_code", "error")
    return code if code in MESSAGES else "error"


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error of a view; none for those nobody foresaw."""
    response = exception_handler(error, context)
    if response is None:
        return None
    code = _code(error)
    wait = math.ceil(getattr(error, "wait", None) or 1)
    body: dict[str, Any] = {"code": code, "message": MESSAGES[code].format(wait=wait)}
    if isinstance(error, exceptions.ValidationError):
        body["errors"] = error.detail
    response.data = body
    return response
