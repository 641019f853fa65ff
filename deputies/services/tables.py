"""Certificates, stipend lists, subscriptions and funds as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title, under
from congress.web.lists.declare import Action, BulkAction, Column, Empty, ListPage, Preset
from deputies.models import Certificate, Fund, StipendList, Subscription
from deputies.models.services import CertificateQuerySet, SubscriptionQuerySet
from deputies.rules import WRITERS
from deputies.services import rules
from deputies.services.filters import CertificateFilter, FundFilter, StipendFilter, SubscriptionFilter
from deputies.services.showing import certificate_state, copy_state, fund_state, stipend_state, yuan

_HUB = Action("代表服务", "deputy_services:index", "layout-grid", rules.READERS, primary=False)


def _day(name: str) -> Any:
    return lambda row: dates.day(getattr(row, name)) if getattr(row, name) else ""


def _holder(row: Any) -> SafeString:
    link = title(record_url("deputies:detail", row.deputyship.person_id), row.deputyship.person.name)
    return link + under(row.deputyship.title)


_DEPUTY = Column(
    "deputy",
    "代表",
    order="deputyship__person__pinyin",
    fixed=True,
    css="",
    export="deputyship.person.name",
    cell=_holder,
)


def _certificates(user: User) -> CertificateQuerySet:
    rows = Certificate.objects.visible_to(user)
    return rows.select_related("deputyship__person", "deputyship__term__area", "deputyship__constituency")


def _certificate(row: Certificate) -> SafeString:
    return title(record_url("deputy_services:certificate", row.pk), row.number)


CERTIFICATES = ListPage(
    key="certificates",
    title="代表证",
    unit="本",
    subtitle="持证视察；代表资格结束的第二天起失效",
    rows=_certificates,
    filterset=CertificateFilter,
    columns=(
        Column("number", "证号", order="number", fixed=True, css="", cell=_certificate),
        _DEPUTY,
        Column("constituency", "选区", export="deputyship.constituency.name"),
        Column("issued_on", "发证", order="issued_on", css="rd-num is-inline", cell=_day("issued_on")),
        Column("returned_on", "收回", order="returned_on", css="rd-num is-inline", cell=_day("returned_on")),
        Column(
            "state",
            "状态",
            export=lambda row: certificate_state(row)[1],
            cell=lambda row: marks.state(*certificate_state(row)),
        ),
        Column("reason", "作废原因", only_export=True),
    ),
    order="number",
    presets=(
        Preset("有效", "state=valid"),
        Preset("已离任，没有收回", "state=out"),
        Preset("已作废", "state=void"),
    ),
    empty=Empty("还没有发代表证", "一次给没有代表证的代表整批编号，也可以一本一本登记。"),
    actions=(
        _HUB,
        Action("打印发证名单", "deputy_services:certificates_pdf", "printer", rules.READERS, primary=False),
        Action("整批发证", "deputy_services:issue_many", "cards", WRITERS, primary=False),
        Action("登记发证", "deputy_services:issue_certificate", "plus", WRITERS),
    ),
)


def _stipends(_user: User) -> QuerySet[Any]:
    return StipendList.objects.annotate(
        people=Count("lines"),
        total=Sum("lines__amount"),
        unsigned=Count("lines", filter=Q(lines__signed_at=None, lines__amount__gt=0)),
    )


STIPENDS = ListPage(
    key="stipend_lists",
    title="代表履职补贴",
    unit="张",
    subtitle="按季度编制、审核、发放、签收",
    rows=_stipends,
    filterset=StipendFilter,
    columns=(
        Column(
            "title",
            "补贴表",
            order="quarter",
            export=str,
            fixed=True,
            css="",
            cell=lambda row: title(record_url("deputy_services:stipend_list", row.pk), str(row)),
        ),
        Column("people", "人数", css="rd-num is-inline", cell=lambda row: f"{row.people:,} 人"),
        Column("total", "合计", css="rd-num is-inline", export="total", cell=lambda row: yuan(row.total)),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*stipend_state(row)),
        ),
        Column(
            "unsigned",
            "没有签收",
            css="rd-num is-inline",
            cell=lambda row: f"{row.unsigned:,} 人" if row.state == "paid" else "",
        ),
        Column("paid_on", "发放", order="paid_on", css="rd-num is-inline", cell=_day("paid_on")),
        Column("year", "年度", order="year", css="rd-num is-inline", newest_first=True),
    ),
    order="-year",
    empty=Empty("还没有补贴表", "先在“补贴标准”里写上每季度的金额，再编制。"),
    actions=(
        _HUB,
        Action("补贴标准", "deputy_services:settings", "list-check", WRITERS, primary=False),
        Action("编制补贴表", "deputy_services:draw_list", "plus", WRITERS),
    ),
)


def _subscriptions(user: User) -> SubscriptionQuerySet:
    rows = Subscription.objects.visible_to(user)
    return rows.select_related("publication", "deputyship__person", "deputyship__term__area")


SUBSCRIPTIONS = ListPage(
    key="subscriptions",
    title="刊物和材料",
    unit="份",
    subtitle="每年为代表订阅、寄送，一位代表一份一行",
    rows=_subscriptions,
    filterset=SubscriptionFilter,
    columns=(
        _DEPUTY,
        Column("publication", "刊物、材料", order="publication__order", export="publication.name"),
        Column("year", "年度", order="year", css="rd-num is-inline", newest_first=True),
        Column("posted_on", "寄出", order="posted_on", css="rd-num is-inline", cell=_day("posted_on")),
        Column("received_on", "收到", order="received_on", css="rd-num is-inline", cell=_day("received_on")),
        Column(
            "state",
            "状态",
            export=lambda row: copy_state(row)[1],
            cell=lambda row: marks.state(*copy_state(row)),
        ),
        Column("organisation", "单位", export="deputyship.person.organisation", only_export=True),
    ),
    order="-year",
    presets=(
        Preset("没有寄出", "state=unposted"),
        Preset("已寄出，没有收到", "state=posted"),
        Preset("没有收到", "state=undelivered"),
    ),
    empty=Empty("还没有订阅", "选一种刊物或材料和年度，给每位在任代表登记一份。"),
    actions=(
        _HUB,
        Action("打印未收到名单", "deputy_services:undelivered_pdf", "printer", rules.READERS, primary=False),
        Action("刊物目录", "deputy_services:settings", "list-check", WRITERS, primary=False),
        Action("登记订阅", "deputy_services:subscribe", "plus", WRITERS),
    ),
    bulk=(
        BulkAction("登记寄出", "deputy_services:mark_posted", "send", WRITERS),
        BulkAction("登记收到", "deputy_services:mark_received", "check", WRITERS),
    ),
)


def _funds(user: User) -> QuerySet[Any]:
    return Fund.objects.visible_to(user).with_spent().select_related("group")


FUNDS = ListPage(
    key="funds",
    title="代表活动经费",
    unit="笔",
    subtitle="申请、批复、支出；支出超过批复的标出来",
    rows=_funds,
    filterset=FundFilter,
    columns=(
        Column(
            "title",
            "经费",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("deputy_services:fund", row.pk), str(row), below=row.group or row.applied_to
            ),
        ),
        Column(
            "applied", "申请", order="applied", css="rd-num is-inline", cell=lambda row: yuan(row.applied)
        ),
        Column(
            "granted", "批复", order="granted", css="rd-num is-inline", cell=lambda row: yuan(row.granted)
        ),
        Column("spent", "支出", order="spent", css="rd-num is-inline", cell=lambda row: yuan(row.spent)),
        Column(
            "state",
            "状态",
            export=lambda row: fund_state(row, row.spent)[1],
            cell=lambda row: marks.state(*fund_state(row, row.spent)),
        ),
        Column("year", "年度", order="year", css="rd-num is-inline", newest_first=True),
        Column("group", "小组", export="group.label", only_export=True),
    ),
    order="-year",
    presets=(Preset("超支", "state=over"), Preset("等批复", "state=waiting")),
    empty=Empty("还没有经费", "先登记申请，批复以后登记支出，可以对上当天的活动和小组。"),
    actions=(_HUB, Action("登记申请", "deputy_services:apply_fund", "plus", WRITERS)),
)
