"""The list and the single record of every resource, made from what apps register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.api.asking import PerToken, SignedIn
from congress.api.errors import ErrorSerializer
from congress.api.paging import StrictParameters, page, parameters_of, stamped
from congress.api.registry import Resource

View = Callable[..., HttpResponse]


def refusals(**more: str) -> dict[int, OpenApiResponse]:
    """The errors of every address, for the schema."""
    said = {400: "参数不对", 401: "没有令牌，或者令牌不能用", 403: "这个帐号的角色不能读", 429: "请求太密"}
    said |= {404: more["missing"]} if "missing" in more else {}
    return {status: OpenApiResponse(ErrorSerializer, words) for status, words in said.items()}


class Reading(APIView):
    """An address of the interface: known callers, so many a minute, parameters that are understood."""

    authentication_classes = [SignedIn]
    throttle_classes = [PerToken]
    parameters: type[StrictParameters] = StrictParameters

    def reader(self) -> User:
        """Who reads."""
        return cast(User, self.request.user)  # the gate lets nobody else in

    def asked(self) -> dict[str, Any]:
        """The parameters; ``ValidationError`` becomes a 400 that names them."""
        read = self.parameters(data=self.request.query_params)
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)


def list_view(resource: Resource) -> View:
    """The address of all records of a resource."""
    name = resource.key.replace("-", "_")
    pages = inline_serializer(
        f"{name}_page",
        {
            "next": serializers.CharField(
                allow_null=True, help_text="下一页的地址；没有下一页时为空。按地址取完即为全部"
            ),
            "results": resource.serializer(many=True),
        },
    )
    parameters = parameters_of(resource)

    @extend_schema(
        operation_id=f"{name}_list",
        tags=[resource.label],
        summary=f"{resource.label}，一页一页",
        description=resource.description,
        parameters=[parameters],
        responses={200: pages, **refusals()},
    )
    def get(view: Reading, request: Request) -> Response:
        found = page(resource, view.reader(), view.asked(), request)
        if resource.prepare:
            resource.prepare(view.reader(), found.records)
        return Response({"next": found.next, "results": resource.serializer(found.records, many=True).data})

    made: type[Reading] = type(f"{name}List", (Reading,), {"get": get, "parameters": parameters})
    return allow(*(Role(role) for role in resource.roles))(made.as_view())


def detail_view(resource: Resource) -> View:
    """The address of one record of a resource."""
    name = resource.key.replace("-", "_")
    serializer = resource.whole or resource.serializer

    @extend_schema(
        operation_id=f"{name}_detail",
        tags=[resource.label],
        summary=f"{resource.label}，一条",
        description=resource.description,
        responses={200: serializer, **refusals(missing="没有这条记录，或者不在范围内")},
    )
    def get(view: Reading, request: Request, pk: int) -> Response:
        view.asked()
        rows = (resource.whole_rows or resource.rows)(view.reader())
        record = stamped(resource, scoped_or_404(rows, pk=pk))
        if resource.prepare:
            resource.prepare(view.reader(), [record])
        return Response(serializer(record).data)

    made: type[Reading] = type(f"{name}Detail", (Reading,), {"get": get})
    return allow(*(Role(role) for role in resource.roles))(made.as_view())
