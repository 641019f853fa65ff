"""3,000 deputies and 20,000 activities of a fictional district, the same in every run."""

from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from activities.enums import HalfDay
from activities.models import Activity, ActivityKind, Participation
from bench._content import NAMES, PLACES, UNITS
from congress.organs.enums import AreaKind, CongressLevel
from congress.organs.models import Area, Constituency, Term
from congress.search.text import normalise
from deputies.enums import GroupKind, Identity, Party, Sex
from deputies.models import DeputyGroup, Deputyship, GroupMembership, Person

DEPUTIES, ACTIVITIES, GROUPS, CONSTITUENCIES = 3_000, 20_000, 40, 120
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文海波春梅晓东立新永胜雪松云飞"
VERBS = ("视察", "调研", "走访", "检查", "座谈")
MATTERS = ("防汛抗旱", "校园安全", "老旧小区改造", "营商环境", "乡村振兴", "食品安全", "河湖治理", "养老服务")
BEGIN = date(2021, 12, 20)


def fill() -> None:
    """Write everything; derived columns as saving would."""
    chance = Random(20_26)
    district = Area.objects.create(kind=AreaKind.DISTRICT, name="安澜区")
    towns = [Area.objects.create(kind=AreaKind.TOWN, name=name, parent=district) for name in PLACES]
    _deputies(chance, district, towns)
    _activities(chance, district)


def _deputies(chance: Random, district: Area, towns: list[Area]) -> None:
    term = Term.objects.create(area=district, level=CongressLevel.DISTRICT, number=5, starts_on=BEGIN)
    places = Constituency.objects.bulk_create(
        Constituency(
            level=CongressLevel.DISTRICT, number=n, name=f"第{n}选区", area=towns[n % len(towns)], seats=25
        )
        for n in range(1, CONSTITUENCIES + 1)
    )
    groups = [
        DeputyGroup(
            term=term, kind=GroupKind.TERRITORIAL, number=n, levels=[CongressLevel.DISTRICT], area=district
        )
        for n in range(1, GROUPS + 1)
    ]
    people = [
        Person(
            name=chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2)))),
            sex=chance.choice(Sex.values),
            party=chance.choice(Party.values),
            identity=chance.choice(Identity.values),
            birth_date=date(1960, 1, 1) + timedelta(days=chance.randrange(14_000)),
            organisation=chance.choice(UNITS),
        )
        for _ in range(DEPUTIES)
    ]
    for group in groups:
        group.derive()
    for person in people:
        person.derive()
    groups, people = DeputyGroup.objects.bulk_create(groups), Person.objects.bulk_create(people)
    deputyships = Deputyship.objects.bulk_create(
        Deputyship(
            person=person, level=CongressLevel.DISTRICT, term=term, constituency=place, starts_on=BEGIN
        )
        for person, place in zip(people, islice(cycle(places), DEPUTIES), strict=True)
    )
    GroupMembership.objects.bulk_create(
        GroupMembership(deputyship=seat, group=group, starts_on=BEGIN)
        for seat, group in zip(deputyships, islice(cycle(groups), DEPUTIES), strict=True)
    )


def _activities(chance: Random, district: Area) -> None:
    kinds = list(ActivityKind.objects.all())
    leaders = [Person(name=name) for name in NAMES]
    for person in leaders:
        person.derive()
    leaders = Person.objects.bulk_create(leaders)
    deputies = list(Person.objects.filter(deputyships__isnull=False)[:400])
    rows = []
    for number in range(ACTIVITIES):
        day = BEGIN + timedelta(days=number * 1790 // ACTIVITIES)
        leader, verb, matter = chance.choice(leaders), chance.choice(VERBS), chance.choice(MATTERS)
        units = "、".join(chance.sample(UNITS, 3))
        text = (
            f"{day.month}月{day.day}日，区人大常委会副主任{leader}率队在{chance.choice(PLACES)}{verb}{matter}工作，"
            f"听取情况汇报，实地查看第{number}处现场，就下一步工作提出意见建议。{units}负责人陪同。"
        )
        row = Activity(
            start_on=day,
            end_on=day,
            half_day=chance.choice(HalfDay.values),
            kind=chance.choice(kinds),
            headline=f"{leader}率队{verb}{matter}工作",
            place=chance.choice(PLACES),
            text=text,
            area=district,
        )
        row.search_text = normalise(f"{row.headline} {row.place} {text}")
        rows.append(row)
    rows = Activity.objects.bulk_create(rows, batch_size=2_000)
    Participation.objects.bulk_create(
        (
            Participation(activity=row, order=order, person=person, manner=manner)
            for row in rows
            for order, (person, manner) in enumerate(
                zip(
                    (chance.choice(leaders), *chance.sample(deputies, 3)),
                    ("率队", "参加", "参加", "陪同"),
                    strict=True,
                ),
                1,
            )
        ),
        batch_size=5_000,
    )
