"""What the printed file says of appraisals and honours."""

from __future__ import annotations

from django.db.models import F

from congress.accounts.models import User
from deputies.duty.chapters import Chapter
from deputies.models import Appraisal, Deputyship, Honour
from deputies.points.words import shown


def appraisals(deputyship: Deputyship, _user: User) -> Chapter:
    """The appraisal of every year under every scheme, the oldest first (1 query); the grade once it is frozen."""
    rows = Appraisal.objects.filter(account__deputyship=deputyship)
    rows = rows.select_related("account__area", "appraiser").order_by("account__year", "account__area__path")
    return Chapter(
        "年度考核",
        ("年度", "适用区域", "积分", "等次", "考核意见", "考核人"),
        tuple(
            (
                f"{row.account.year}年",
                str(row.account.area),
                shown(row.account.points if row.points is None else row.points),
                row.grade or "没有评定",
                row.comment,
                str(row.appraiser.name) if row.appraiser else "",
            )
            for row in rows
        ),
    )


def honours(deputyship: Deputyship, user: User) -> Chapter:
    """The honours of the person that the user may read, the oldest first (1 query)."""
    rows = Honour.objects.visible_to(user).filter(person=deputyship.person_id, withdrawn_at__isnull=True)
    rows = rows.order_by(F("year"), "pk")
    return Chapter(
        "荣誉",
        ("年度", "荣誉名称", "授予机关", "级别"),
        tuple((f"{row.year}年", row.title, row.awarded_by, str(row.get_level_display())) for row in rows),
    )
