"""Links and contacts of the demo district; the people of the masses are invented, as everybody in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import AreaKind, CongressLevel, OrganKind
from congress.organs.models import Area, Organ
from deputies.enums import GroupKind
from deputies.links.enums import Lower, MassesKind, Platform, Upper
from deputies.links.operations import contacting
from deputies.links.operations import groups as group_operations
from deputies.models import (
    ChatGroup,
    Contact,
    ContactChannel,
    DeputyGroup,
    Deputyship,
    GroupTie,
    Link,
    LinkedParty,
    LinkTier,
    Person,
    Post,
    VisitKind,
    is_grassroots,
)

_SINCE = date(2025, 3, 3)
_FIRST_TOKEN = 0x11A7000000
#: Members of the standing committee beside its chairpersons, and how many deputies each is linked with.
_MEMBERS = 6
_NUMBERS = cycle((4, 4, 3, 4, 5))
_SURNAMES = ("滕", "祝", "柯", "缪", "应", "庄", "解", "晏", "路", "屈", "焦", "翁")
_GIVEN = ("巧云", "根生", "小燕", "有福", "佩兰", "大勇", "银花", "志坚", "春妹", "长贵")
_KINDS = (MassesKind.VOTER, MassesKind.VOTER, MassesKind.GRID_WORKER, MassesKind.SPOKESPERSON)
_OPINIONS = (
    "老旧小区电动车没有地方充电，希望多装充电桩\n镇卫生院夜里没有医生值班",
    "村口小学放学时车多人多，希望装护栏",
    "",
)


def load() -> None:
    """Link people, once; then contacts, what groups are linked with, and chat groups."""
    if Link.objects.exists() or not Deputyship.objects.exists():
        return
    with transaction.atomic():
        people = list(_grassroots())
        _members(people)
        _masses(people)
        _enterprises(people)
        _contacts()
        _ties()
        _chats()
        tier = LinkTier.objects.order_by("order").first()
        if tier is not None:
            audit.record(actor=None, verb="links:load", obj=tier, after={"people": Link.objects.count()})


def _grassroots() -> Iterator[Person]:
    """Deputies who can be used on the phone first, then 基层代表."""
    serving = Deputyship.objects.in_force(timezone.localdate()).filter(level=CongressLevel.DISTRICT)
    rows = Person.objects.filter(deputyships__in=serving)
    yield from rows.filter(user__username__in=("deputy", "groupleader")).order_by("pk")
    yield from rows.filter(is_grassroots(""), user=None).order_by("pk")


def _members(people: list[Person]) -> None:
    """Deputies become members of the committee; the chairpersons link with them, all of them with deputies."""
    ordinary = people[-_MEMBERS:]
    Post.objects.bulk_create(
        Post(person=one, title="区人大常委会委员", starts_on=date(2021, 12, 30), order=60 + number)
        for number, one in enumerate(ordinary)
    )
    leaders = list(
        Person.objects.filter(posts__title__regex=r"^区人大常委会(主任|副主任)$").order_by(
            "posts__order", "pk"
        )
    )
    first, second = (LinkTier.objects.get(upper=upper) for upper in (Upper.LEADERS, Upper.MEMBERS))
    links = [
        Link(tier=first, holder=leader, person=one, starts_on=_SINCE)
        for leader, one in zip(cycle(leaders), ordinary, strict=False)
        if leaders
    ]
    left = iter(people[:-_MEMBERS])
    for member in [*leaders, *ordinary]:
        links += [
            Link(tier=second, holder=member, person=one, starts_on=_SINCE)
            for one, _n in zip(left, range(next(_NUMBERS)), strict=False)
        ]
    Link.objects.bulk_create(links)


def _names() -> Iterator[tuple[str, str]]:
    """Invented names with phones that are nobody's."""
    for number, given in enumerate(cycle(_GIVEN)):
        surname = _SURNAMES[(number * 5) % len(_SURNAMES)]
        yield f"{surname}{given}", f"139000{40000 + number:05d}"


def _masses(people: list[Person]) -> None:
    """The first deputy has ten as asked for, others fewer."""
    tier = LinkTier.objects.get(lower=Lower.MASSES)
    places = {
        row.person_id: row.constituency
        for row in Deputyship.objects.filter(level=CongressLevel.DISTRICT).select_related("constituency")
    }
    names = _names()
    links = []
    for number, deputy in enumerate(people[:8]):
        for turn in range(10 if number == 0 else 9 - number):
            kind = _KINDS[turn % len(_KINDS)]
            name, phone = next(names)
            party = LinkedParty.objects.create(name=name, phone=phone)
            link = Link(tier=tier, holder=deputy, party=party, kind=kind, starts_on=_SINCE)
            link.grid = f"第{turn + 1}网格" if kind == MassesKind.GRID_WORKER else ""
            link.constituency = places.get(deputy.pk) if kind == MassesKind.VOTER else None
            links.append(link)
    Link.objects.bulk_create(links)


def _enterprises(people: list[Person]) -> None:
    tier = LinkTier.objects.get(lower=Lower.ENTERPRISES)
    for name, deputy in zip(("安澜纺织有限公司", "双桥农机合作社", "望江食品厂"), people, strict=False):
        party = LinkedParty.objects.create(name=name, home="安澜区")
        Link.objects.create(
            tier=tier, holder=deputy, party=party, enterprise=Link.enterprise_key(name), starts_on=_SINCE
        )


def _contacts() -> None:
    """Some contacts of this year; through the operation, so that they stand in the registers of duty."""
    actor = User.objects.filter(username="office").first()
    if actor is None:
        return
    channels = list(ContactChannel.objects.order_by("order"))
    kinds = list(VisitKind.objects.order_by("order"))
    today = timezone.localdate()
    held = Link.objects.filter(tier__lower=Lower.MASSES).select_related("holder").order_by("holder", "pk")
    by_holder: dict[int, list[Link]] = {}
    for link in held:
        by_holder.setdefault(link.holder_id, []).append(link)
    for number, links in enumerate(by_holder.values()):
        contacting.record_contact(
            holder=links[0].holder,
            links=links[:3],
            actor=actor,
            token=UUID(int=_FIRST_TOKEN + number),
            on=today - timedelta(days=9 * number + 3),
            channel=channels[number % len(channels)],
            place="村（社区）" if number % 3 == 0 else "",
            visit_kinds=[kinds[number % len(kinds)]] if number % 2 == 0 else [],
            account="",
            opinions=_OPINIONS[number % len(_OPINIONS)],
        )
    _between_members(actor, channels[0], today)


def _between_members(actor: User, channel: ContactChannel, today: date) -> None:
    for number, link in enumerate(Link.objects.filter(tier__upper=Upper.MEMBERS).order_by("pk")[:3]):
        Contact.objects.create(
            holder=link.holder, on=today - timedelta(days=20 + number), channel=channel, entered_by=actor
        ).links.add(link)


def _ties() -> None:
    """Each group but the last with an organ and places of its area; two visits with questions."""
    organs = list(Organ.objects.filter(kind=OrganKind.DEPARTMENT, ends_on=None).order_by("order", "pk"))
    groups = list(DeputyGroup.objects.filter(kind=GroupKind.TERRITORIAL, ends_on=None).order_by("pk"))
    if not organs or not groups:
        return
    # The group and the unit whose accounts everybody knows come first, so that both find something.
    unit = User.objects.filter(username="unit").values_list("assignments__organ", flat=True).first()
    organs.sort(key=lambda one: one.pk != unit)
    led = Q(posts__person__user__username="groupleader")
    mine = set(DeputyGroup.objects.filter(led).values_list("pk", flat=True))
    groups.sort(key=lambda one: one.pk not in mine)
    places = list(Area.objects.filter(kind__in=(AreaKind.VILLAGE, AreaKind.COMMUNITY)).order_by("pk"))
    ties = []
    for number, group in enumerate(groups[:-1]):
        ties.append(GroupTie(group=group, organ=organs[number % len(organs)], starts_on=_SINCE))
        path = group.area.path if group.area else "-"
        near = [one for one in places if one.path.startswith(path)][:2]
        ties += [GroupTie(group=group, area=one, starts_on=_SINCE) for one in near]
    GroupTie.objects.bulk_create(ties)
    actor = User.objects.filter(username="office").first()
    for number, tie in enumerate([one for one in ties if one.organ][:3] if actor else []):
        _visit(tie, actor, number)


def _visit(tie: GroupTie, actor: User | None, number: int) -> None:
    if actor is None or tie.organ is None:
        return
    on = timezone.localdate() - timedelta(days=12 + 20 * number)
    deputies = list(Deputyship.objects.in_force(on).filter(memberships__group=tie.group)[:4])
    visit = group_operations.record_visit(
        group=tie.group,
        actor=actor,
        token=UUID(int=_FIRST_TOKEN + 1000 + number),
        organ=tie.organ,
        on=on,
        place="机关会议室",
        deputies=deputies,
        account="听取工作情况介绍，转达群众意见。",
        questions="今年的资金安排到位没有\n群众反映办事要跑几趟，怎么改",
    )
    question = visit.questions.order_by("pk").first()
    if question is not None:
        group_operations.answer_question(
            question=question,
            version=question.version,
            answer="已安排到位，第四季度全部拨付。",
            answered_on=on,
            answered_by=f"{tie.organ.short_name}负责人",
            actor=actor,
        )


def _chats() -> None:
    """Every town but the last has a chat group."""
    towns = list(Area.objects.towns().order_by("order", "pk"))
    ChatGroup.objects.bulk_create(
        ChatGroup(
            area=town, platform=Platform.WECHAT, name=f"{town}人大代表群", keeper="人大专干", members=12 + n
        )
        for n, town in enumerate(towns[:-1])
    )
