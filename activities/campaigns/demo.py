"""Campaigns of the demo district: 四个一, a month of activities, a programme, two subjects, one with headings."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from activities.campaigns.enums import Audience, CampaignSort
from activities.models import Activity, ActivityKind, Campaign, CampaignMember, Measure
from deputies.models import Deputyship, DutyKind

#: What every group is asked to do in a year: name, codes of the kinds of activity.
_FOUR = (
    ("开展一次视察调研", ("deputy_group_activity", "inspection", "research", "group_inspection")),
    ("组织一次集中学习", ("group_study", "training", "internal_study")),
    ("走访一次选民", ("visit_condolence", "voter_visit")),
    ("办一件实事", ("public_service",)),
)
#: What every deputy is asked to do: name, codes of the duties, how often.
_FIVE = (
    ("提一件建议", ("suggestion_lead", "suggestion_cosign"), 1),
    ("接待或走访选民", ("reception", "voter_visit"), 2),
    ("参加一次视察调研", ("inspection", "law_check"), 1),
    ("参加一次学习培训", ("training", "own_study", "seminar"), 1),
    ("办一件好事实事", ("good_deed", "public_interest", "civil_city"), 1),
)
_HEADINGS = (
    ("带头学习", ("学好代表法", "领学一部法规")),
    ("带头走访", ("走访困难群众", "走访小微企业", "走访老旧小区")),
    ("带头监督", ("视察民生实事", "旁听一次庭审")),
)


def load() -> None:
    """Enter them once; activities of the log are tagged with them."""
    if Measure.objects.exists():
        return
    year = timezone.localdate().year
    four = _campaign("四个一", "聚民意　惠民生")
    _measures(four)
    month = _campaign("代表活动月", "人大代表在行动", CampaignSort.MONTH)
    month.starts_on, month.ends_on = date(year, 9, 1), date(year, 9, 30)
    month.save()
    lead = _campaign("三个带头", "亮身份　作表率")
    lead.roles = ["宣传者", "践行者", "监督者"]
    lead.save()
    _headings(lead)
    _members(lead)
    _campaign("代表工作提升工程", "", CampaignSort.PROGRAMME)
    for name in ("乡村振兴", "生态环境"):
        _campaign(name, "", CampaignSort.SUBJECT)


def _campaign(name: str, slogan: str, sort: CampaignSort = CampaignSort.CAMPAIGN) -> Campaign:
    last = Campaign.objects.order_by("order").last()
    order = (last.order if last else 0) + 10
    row, _is_new = Campaign.objects.get_or_create(
        name=name, defaults={"slogan": slogan, "sort": sort, "order": order}
    )
    return row


def _measures(campaign: Campaign) -> None:
    kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
    duties = {kind.code: kind for kind in DutyKind.objects.all()}
    for place, (name, codes) in enumerate(_FOUR, 1):
        row = Measure.objects.create(campaign=campaign, audience=Audience.GROUP, name=name, order=place * 10)
        row.activity_kinds.set([kinds[code] for code in codes if code in kinds])
    for place, (name, codes, times) in enumerate(_FIVE, 1):
        row = Measure.objects.create(
            campaign=campaign, audience=Audience.DEPUTY, name=name, times=times, order=place * 10
        )
        row.duty_kinds.set([duties[code] for code in codes if code in duties])


def _headings(campaign: Campaign) -> None:
    """Some measures have an activity already, the others wait."""
    newest = list(
        Activity.objects.recorded()
        .filter(deputy_groups__isnull=False)
        .distinct()
        .order_by("-start_on", "-pk")[:8]
    )
    campaign.activities.set(newest)
    place = 0
    for heading, names in _HEADINGS:
        for name in names:
            place += 1
            row = Measure.objects.create(
                campaign=campaign,
                audience=Audience.DISTRICT,
                heading=heading,
                name=name,
                order=place * 10,
            )
            if place % 3 and place < len(newest):
                row.activities.add(newest[place])


def _members(campaign: Campaign) -> None:
    serving = Deputyship.objects.in_force(timezone.localdate()).order_by("person_id", "pk")
    people = {row.person_id: row for row in serving}
    CampaignMember.objects.bulk_create(
        CampaignMember(
            campaign=campaign,
            person_id=key,
            level=row.level,
            role=campaign.roles[number % len(campaign.roles)],
        )
        for number, (key, row) in enumerate(sorted(people.items())[:40])
    )
