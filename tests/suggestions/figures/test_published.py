"""What offices published comes out again from records: the numbers of the seeds and of domain rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from congress.figures.numbers import shares
from congress.figures.period import Period
from congress.organs.enums import CongressLevel
from congress.organs.models import Session
from suggestions.enums import Occasion, Rating, State
from suggestions.figures.dimensions import DIMENSIONS, Line, lines
from suggestions.figures.measuring import BARS, FIRST, KEPT, Tally, tally
from suggestions.models import Category, Suggestion
from suggestions.queries.scopes import Scope
from tests.factories import make_organ, make_term
from tests.suggestions.cast import make_cast
from tests.suggestions.figures.records import put

pytestmark = pytest.mark.django_db
ALL = Scope(Period.between(date(2020, 1, 1), date(2026, 11, 22)))
SENTIMENT = Scope(ALL.period, Occasion.SENTIMENT)


def make_session(number: int, term: int) -> Session:
    """The so-manieth session of a term."""
    day = date(2022, 1, number)
    return Session.objects.create(term=make_term(number=term), number=number, starts_on=day, ends_on=day)


def counted(scope: Scope = ALL, places: int = 1) -> Tally:
    return tally(Suggestion.objects.all(), scope, KEPT, FIRST, with_places=places)


def split(key: str, scope: Scope = ALL) -> list[Line]:
    return lines(Suggestion.objects.all(), scope, DIMENSIONS[key], BARS, with_places=1)


def test_4530_collected_4236_finished() -> None:
    """R197: 办结率 93.5%; 294 are open."""
    cast = make_cast()
    put(cast, 4236, occasion=Occasion.SENTIMENT)
    put(cast, 294, State.HANDLING, occasion=Occasion.SENTIMENT)
    found = counted(SENTIMENT)
    assert (found.count("received"), found.count("finished"), found.count("open")) == (4530, 4236, 294)
    rate = found.rate("finished").rate
    assert (str(rate), rate.of) == ("93.5%", "4,236／4,530 件")
    assert counted().count("received") == 0  # 社情民意 and suggestions never mix (R245)


def test_6903_are_396_and_6507() -> None:
    """R199: 在办 and 办结 add up to what was received; with two places 94.26%."""
    cast = make_cast()
    put(cast, 6507)
    put(cast, 396, State.HANDLING)
    found = counted(places=2)
    assert found.count("open") + found.count("finished") == found.count("received") == 6903
    assert str(found.rate("finished").rate) == "94.26%"


def test_107_of_107_at_the_first_session() -> None:
    """R210: all done, all satisfied; the second session has its own numbers."""
    cast = make_cast()
    first, second = make_session(1, 12), make_session(2, 12)
    put(cast, 107, occasion=Occasion.SESSION, session=first)
    put(cast, 110, State.HANDLING, occasion=Occasion.SESSION, session=second)
    of_first, of_second = (counted(ALL.narrowed("session", s.pk)) for s in (first, second))
    assert [str(of_first.rate(n).rate) for n in ("finished", "satisfied", "satisfied_of_all")] == ["100%"] * 3
    assert of_first.rate("finished").rate.of == "107／107 件"
    assert (of_second.count("assigned"), of_second.count("open")) == (110, 110)
    assert str(of_second.rate("satisfied").rate) == "—"


@pytest.mark.parametrize(("rated", "shown", "unrated"), [(37, "37／37 件", 0), (36, "36／36 件", 1)])
def test_37_with_and_without_a_verdict(rated: int, shown: str, unrated: int) -> None:
    """R211: a suggestion without a verdict is not counted as satisfied, and said."""
    cast = make_cast()
    put(cast, rated)
    put(cast, 37 - rated, rating="")
    found = counted()
    assert str(found.rate("finished").rate) == "100%"
    assert (str(found.rate("satisfied").rate), found.rate("satisfied").rate.of) == ("100%", shown)
    assert found.count("unrated") == unrated
    assert found.rate("satisfied_of_all").rate.of == f"{rated}／37 件"


def test_264_and_213() -> None:
    """R201: 80.68%, 51 open."""
    cast = make_cast()
    put(cast, 213)
    put(cast, 51, State.REPLIED)
    found = counted(places=2)
    assert (str(found.rate("finished").rate), found.count("open")) == ("80.68%", 51)


def test_85_per_cent_of_5755_solved() -> None:
    """R200: a matter that was only explained is finished, and not solved."""
    cast = make_cast()
    put(cast, 4892, occasion=Occasion.SENTIMENT)
    put(cast, 863, occasion=Occasion.SENTIMENT, letter="D")
    found = counted(SENTIMENT)
    assert (str(found.rate("finished").rate), str(found.rate("solved").rate)) == ("100%", "85%")


def test_4891_by_level() -> None:
    """R202: district and towns add up."""
    cast = make_cast()
    put(cast, 3000, State.HANDLING, level=CongressLevel.DISTRICT)
    put(cast, 1891, State.HANDLING, level=CongressLevel.TOWN)
    found = {line.label: line.tally.count("received") for line in split("level")}
    assert found == {"区县级": 3000, "乡镇级": 1891}
    assert sum(found.values()) == 4891


def test_153_in_categories_over_two_sessions() -> None:
    """R212: categories add to the whole; a parent has what lies below it."""
    cast = make_cast()
    parent = Category.objects.get(parent=None, name="环境保护")
    children = list(Category.objects.filter(parent=parent))
    put(cast, 40, category=children[0])
    put(cast, 13, category=children[1])
    put(cast, 10, category=parent)
    put(cast, 90, State.HANDLING)
    found = split("category")
    shown = [(line.label, line.depth, line.tally.count("received")) for line in found]
    assert shown[1:5] == [("环境保护", 0, 63), ("水环境", 1, 40), ("大气和噪声", 1, 13), ("未分小类", 1, 10)]
    assert sum(line.tally.count("received") for line in found if not line.depth) == 153


def test_the_table_of_128() -> None:
    """128 suggestions to 34 units, by category and by reply, with their printed shares."""
    cast = make_cast(1)
    units = [*cast.units, *(make_organ() for _ in range(33))]
    wanted = {"财政经济": 25, "监察和司法": 7, "城乡建设": 32, "农业农村": 44, "教科文卫": 20}
    letters = [letter for letter, n in (("A", 64), ("B", 38), ("C", 21), ("D", 5)) for _ in range(n)]
    serial = 0
    for name, number in wanted.items():
        category = Category.objects.get(parent=None, name=name)
        for _ in range(number):
            put(cast, 1, category=category, letter=letters[serial], unit=units[serial % 34])
            serial += 1
    by_category = {line.label: line.tally.count("received") for line in split("category")}
    assert by_category == wanted
    assert shares(list(by_category.values())) == ["19.5%", "5.5%", "25%", "34.4%", "15.6%"]
    by_reply = [line.tally.count("received") for line in split("reply")]
    assert by_reply == [64, 38, 21, 5]
    assert shares(by_reply) == ["50%", "29.7%", "16.4%", "3.9%"]
    assert len(split("unit")) == 34


def test_the_table_of_93() -> None:
    """93 suggestions: A–D with two places, and the first verdicts."""
    cast = make_cast()
    session = make_session(2, 6)
    facts: dict[str, Any] = {"occasion": Occasion.SESSION, "session": session}
    put(cast, 54, letter="A", **facts)
    put(cast, 32, letter="B", **facts)
    put(cast, 1, letter="B", rating=Rating.BASICALLY, **facts)
    put(cast, 2, letter="C", rating=Rating.BASICALLY, **facts)
    put(cast, 4, letter="D", rating=Rating.BASICALLY, **facts)
    scope = ALL.narrowed("session", session.pk)
    assert shares([line.tally.count("received") for line in split("reply", scope)], 2) == [
        "58.07%",
        "35.48%",
        "2.15%",
        "4.30%",
    ]
    found = counted(scope)
    first = [found.count(f"first_{kind}") for kind in ("satisfied", "basically", "unsatisfied")]
    assert first == [86, 7, 0]
    assert shares(first, 2)[:2] == ["92.47%", "7.53%"]


def test_without_anything_there_is_no_rate() -> None:
    """R311: 0 of 0 is —, not 0% and not 100%."""
    make_cast()
    found = counted()
    names = ("finished", "solved", "satisfied", "in_time", "promise_kept")
    assert [str(found.rate(name).rate) for name in names] == ["—"] * 5


def test_a_period_holds_its_own() -> None:
    """R308: only what was registered in the range, midnight being the portal's own."""
    cast = make_cast()
    zone = timezone.get_default_timezone()
    for moment in (
        datetime(2022, 3, 31, 23, 59, 59, tzinfo=zone),
        datetime(2022, 4, 1, 0, 0, tzinfo=zone),
        datetime(2023, 5, 31, 23, 59, 59, tzinfo=zone),
        datetime(2023, 6, 1, 0, 0, tzinfo=zone),
    ):
        put(cast, 1, State.REGISTERED, registered_at=moment)
    assert counted(Scope(Period.between(date(2022, 4, 1), date(2023, 5, 31)))).count("received") == 2
