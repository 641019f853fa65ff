"""What citizens of the demo district sent without an account, what was released of it, and deputies' pages."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from congress.accounts.enums import Role
from congress.web.demo import at, read_table
from liaison_stations.models import DeputyPage, Station
from liaison_stations.online.queries import members_of
from liaison_stations.operations import deciding, deputy_pages, online
from liaison_stations.operations.telling import staff_of_station

_FIRST_TOKEN = 0xA17C00000
#: The sheet of codes has one deputy without a page, so that it is seen how one is opened.
_UNOPENED = 1


@transaction.atomic
def load() -> None:
    """Open the pages and tell what was sent; nothing when there are pages already, or no such station."""
    table = read_table(__file__, "online.json")
    station = Station.objects.select_related("area").filter(name=table["station"]).first()
    staff = staff_of_station(station) if station else []
    officers = [one for one in staff if one.has_role(Role.STATION)]
    if station is None or not officers or DeputyPage.objects.exists():
        return
    members = [member.deputyship for member in members_of(station)]
    for deputyship in members[:-_UNOPENED]:
        deputy_pages.open_page(deputyship=deputyship, actor=officers[0])
    for number, fact in enumerate(table["sent"]):
        day = timezone.localdate() - timedelta(days=fact["ago"])
        row = online.submit(
            station=station,
            title=fact["title"],
            account=fact["account"],
            name=fact["name"],
            phone=fact["phone"],
            to=members[0] if fact["origin"] == "deputy_qr" else None,
            origin=fact["origin"],
            token=UUID(int=_FIRST_TOKEN + number),
            at=at(day, 6, 40),
        )
        if answer := fact.get("answer"):
            row = deciding.settle(
                matter=row, actor=officers[0], answer=answer, outcome="solved", at=at(day, 15, 20)
            )
            account = online.without_secrets(row.account).split("我叫")[0]
            online.publish(
                matter=row,
                actor=officers[0],
                title=row.title,
                account=account,
                answer=row.answer,
                at=at(day, 16),
            )
