"""The list of tokens."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.api import rules
from congress.api.models import ApiToken
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.escaping import html
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter

_MARKS = {"可用": "done", "已过期": "wait", "已停用": "stop"}


class TokenFilter(ListFilter):
    """Tokens by purpose, owner and whether they still open anything."""

    q = SearchFilter("name", "prefix", "user__name", label="搜用途、令牌开头、帐号")
    open = django_filters.ChoiceFilter(
        label="状态", choices=[("1", "可用"), ("0", "已过期、已停用")], method="by_state"
    )

    leading = ("open",)

    def by_state(self, tokens: QuerySet[ApiToken], name: str, value: str) -> QuerySet[ApiToken]:
        """Those that open the interface, or the others."""
        open_ones = ApiToken.objects.filter(revoked_at__isnull=True, expires_on__gte=timezone.localdate())
        return tokens.filter(pk__in=open_ones) if value == "1" else tokens.exclude(pk__in=open_ones)


def _rows(user: User) -> QuerySet[ApiToken]:
    return ApiToken.objects.visible_to(user).select_related("user", "made_by")


def _name(token: ApiToken) -> object:
    if token.revoked_at is not None:
        return html('<span class="rd-title">{}</span><p>{}</p>', token.name, token.revoked_reason)
    return title(record_url("api:revoke_token", token.pk), token.name, below="点开可以停用")


def _prefix(token: ApiToken) -> SafeString:
    return html("<code>{}…</code>", token.prefix)


def _used(token: ApiToken) -> object:
    return dates.moment(token.last_used_at) if token.last_used_at else marks.dim("还没有用过")


TOKENS = ListPage(
    key="api-tokens",
    title="接口令牌",
    subtitle="别的系统凭令牌读数据：只读，范围与令牌的帐号相同，随时可以停用。",
    unit="个",
    rows=_rows,
    filterset=TokenFilter,
    columns=(
        Column("name", "用途", order="name", fixed=True, css="", cell=_name),
        Column("user", "帐号", export="user.name", order="user__name"),
        Column("prefix", "令牌开头", cell=_prefix),
        Column("state", "状态", cell=lambda token: marks.state(_MARKS[token.state], token.state)),
        Column(
            "expires_on", "有效到", order="expires_on", cell=lambda token: dates.full_day(token.expires_on)
        ),
        Column("last_used_at", "最近使用", order="last_used_at", cell=_used),
        Column("made_at", "建立时间", order="made_at", cell=lambda token: dates.moment(token.made_at)),
        Column("made_by", "建立人", export="made_by.name", shown=False),
        Column("revoked_reason", "停用原因", only_export=True),
    ),
    order="-made_at",
    empty=Empty("还没有接口令牌", "要让别的系统来读数据，先建立一个令牌。"),
    presets=(Preset("可用", "open=1"),),
    actions=(
        Action("接口说明", "api:docs", "book", frozenset(rules.HOLDERS), primary=False),
        Action("建立令牌", "api:create_token", "plus", frozenset(rules.HOLDERS)),
    ),
)
