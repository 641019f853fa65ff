"""The end of the year: grades, the freeze, the notice (R061, R064, R065, R074)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.organs.models import Term
from deputies.duty.attendance import Attended
from deputies.duty.operations import confirm
from deputies.models import (
    Appraisal,
    AppraisalNotice,
    Candidate,
    Deputyship,
    DutyRecord,
    PointsAccount,
    PointsScheme,
    Selection,
    SelectionCategory,
    SelectionQuota,
)
from deputies.points import evidence
from deputies.points.enums import SchemeState
from deputies.points.grades import Grading, served_enough
from deputies.points.notice_printing import print_notice
from deputies.points.operations import appraising, publishing, schemes, settle
from deputies.points.reading import recommended
from deputies.points.recomputing import recompute
from deputies.points.what_if import by_grade, replay
from deputies.points.yearly import grades_of_year, group_lines
from tests.deputies.duty.stage import YEAR, arrive, count, make_cast, make_scheme
from tests.deputies.points.year_end import CLOSING, freeze, graded_scheme, scored, settled, shown
from tests.factories import make_area, make_constituency, make_deputyship, make_user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("points", "grade"),
    [
        ("0", "未达一般"),
        ("59", "未达一般"),
        ("59.9", "未达一般"),
        ("60", "一般"),
        ("74", "一般"),
        ("75", "好"),
        ("89", "好"),
        ("90", "优秀"),
        ("100", "优秀"),
    ],
)
def test_the_marks_of_the_grades(points: str, grade: str) -> None:
    assert Grading(graded_scheme()).word(Decimal(points)) == grade


@pytest.mark.django_db
def test_freezing_waits_for_the_closing_date_and_for_every_answer() -> None:
    cast = make_cast()
    with pytest.raises(Conflict, match="还没有施行的积分办法"):
        freeze()
    graded_scheme()
    account = settled(cast.members[0])
    with pytest.raises(Conflict, match="还没有亮分"):
        freeze()
    shown()
    with pytest.raises(Conflict, match="2026年12月20日截止，过了这一天"):
        appraising.freeze_year(year=YEAR, actor=None, today=CLOSING)
    objection = publishing.object_to(account=account, actor=cast.deputy, text="漏计一次视察", today=CLOSING)
    with pytest.raises(Conflict, match="还有 1 条异议没有答复"):
        freeze()
    publishing.answer_objection(objection=objection, actor=cast.office, upheld=False, answer="当天没有签到")
    assert freeze().is_frozen
    with pytest.raises(Conflict, match="已经冻结"):
        freeze()


@pytest.mark.django_db
def test_nothing_after_the_freeze_changes_grade_points_or_evidence() -> None:
    cast = make_cast()
    graded_scheme()
    for number in range(1, 13):
        count(cast.members[0], cast.office, pk=number, day=date(YEAR, 3, number))
    shown()
    freeze()
    before = list(Appraisal.objects.order_by("pk").values("points", "grade", "evidence", "account__points"))
    assert before[0]["points"] in {Decimal(60), Decimal(0)}
    confirm(records=arrive(cast.members[0], pk=90, day=date(YEAR, 9, 1)), actor=cast.office)
    arrive(pk=1)
    make_scheme(("学习", "training", 8, 8, 10), edition=2)
    settle(deputyships=[row.pk for row in cast.members], year=YEAR, actor=None)
    assert recompute(YEAR, None).differing == 0
    after = list(Appraisal.objects.order_by("pk").values("points", "grade", "evidence", "account__points"))
    assert after == before
    graded = Appraisal.objects.get(account__deputyship=cast.members[0])
    assert (graded.grade, graded.evidence[0]["counts"]) == ("一般", [["视察调研", 12]])


class AnyOrder(TestCase):
    """The same facts in any order, the freeze last: the same points and grade."""

    @settings(max_examples=4)
    @given(st.permutations([(n, day) for n, day in enumerate((2, 5, 9, 14, 20), 1)]))
    def test_the_grade_does_not_hang_on_the_order_of_events(self, facts: list[tuple[int, int]]) -> None:
        cast = make_cast()
        graded_scheme()
        for number, day in facts:
            count(cast.members[0], cast.office, pk=number, day=date(YEAR, 4, day))
        shown()
        freeze()
        graded = Appraisal.objects.get(account__deputyship=cast.members[0])
        assert (graded.points, graded.grade) == (25, "未达一般")


@pytest.mark.django_db
def test_who_was_in_office_for_fewer_months_gets_no_grade() -> None:
    scheme = graded_scheme()
    whole, late, just = (make_deputyship() for _ in range(3))
    late.starts_on, just.starts_on = date(YEAR, 7, 2), date(YEAR, 7, 1)
    late.save()
    just.save()
    assert [served_enough(scheme, one) for one in (whole, late, just)] == [True, False, True]
    for one in (whole, late, just):
        scored(one, "0")
    shown()
    freeze()
    found = dict(Appraisal.objects.values_list("account__deputyship", "grade"))
    assert found == {whole.pk: "未达一般", late.pk: "不定等次", just.pk: "未达一般"}


@pytest.mark.django_db
def test_two_best_grades_in_one_term_recommend_and_those_of_two_terms_do_not() -> None:
    before = graded_scheme(2025)
    again = graded_scheme(YEAR)
    same, before_and_now = make_deputyship(), make_deputyship()
    term = Term.objects.create(area=before.area, level="district", number=1, starts_on="2016-12-01")
    earlier = Deputyship.objects.create(
        person=before_and_now.person, level="district", term=term, starts_on="2016-12-01"
    )
    for scheme, deputyship in ((before, same), (again, same), (before, earlier), (again, before_and_now)):
        Appraisal.objects.create(
            account=scored(deputyship, "95", scheme.year),
            points=Decimal(95),
            grade="优秀",
            tier=scheme.tiers.get(name="优秀"),
            frozen_at="2026-12-31T09:00+08:00",
        )
    assert recommended() == {same.pk}


@pytest.mark.django_db
def test_evidence_counts_call_ups_within_the_tenure_and_leave_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = graded_scheme()
    cast = make_cast()
    asked: list[tuple[date, date]] = []

    def attendance(keys: list[int], first: date, last: date) -> dict[int, Attended]:
        asked.append((first, last))
        return {key: Attended(present=7, excused=1) for key in keys}

    monkeypatch.setattr(evidence, "attendance_of", attendance)
    (lowest, *_rest) = evidence.evidence_of(scheme, [cast.members[0].pk])[cast.members[0].pk]
    assert evidence.in_words(lowest) == "应到 8 次，实到 7 次，请假 1 次，满勤；视察调研 0 次"
    assert asked == [(date(YEAR, 1, 1), date(YEAR, 12, 31))]


@pytest.mark.django_db
def test_the_notice_has_the_frozen_numbers_and_comes_only_after_the_freeze(client: Client) -> None:
    scheme = graded_scheme()
    cast = make_cast()
    for deputyship, n in ((cast.leading, 18), (cast.members[0], 15)):
        for number in range(n):
            DutyRecord.objects.create(
                deputyship=deputyship,
                kind_id=scheme.classes.get(name="活动").items.get().kinds.get().pk,
                day=date(YEAR, 2, 1 + number),
                title="视察",
                state="counted",
                confirmed_at="2026-12-01T09:00+08:00",
            )
    client.force_login(cast.office)
    assert client.get(reverse("points:issue_notice", args=[YEAR])).status_code == 409
    shown()
    with time_machine.travel("2026-12-31T09:00+08:00"):
        freeze()
        client.force_login(cast.office)
        words = {
            "title": "关于考核情况的通报",
            "number": "",
            "text": "现将结果通报如下。",
            "issued_on": "2026-12-31",
        }
        page = client.post(reverse("points:issue_notice", args=[YEAR]), words, follow=True)
    assert "考核通报已印发" in page.text
    (district_grades,) = grades_of_year(YEAR)
    counts = {word: n for word, n in district_grades.counts if n}
    assert counts == {"优秀": 1, "好": 1, "未达一般": 1}
    assert "考核代表3人" in notice_text()
    assert "优秀1人，好1人，未达一般1人" in notice_text()
    assert cast.leading.person.name in notice_text()
    line = group_lines(YEAR, [cast.group])[0]
    assert (line.members, line.mean) == (3, Decimal("55.0"))


def notice_text() -> str:
    """What stands in the PDF."""
    import pypdfium2  # noqa: PLC0415 - only this test reads PDF

    document = pypdfium2.PdfDocument(print_notice(AppraisalNotice.objects.get()).bytes)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


@pytest.mark.django_db
def test_appraisal_is_registered_with_appraiser_day_and_comment() -> None:
    cast = make_cast()
    graded_scheme()
    account = settled(cast.members[0])
    row = appraising.appraise(
        account=account, actor=cast.office, comment="履职积极", appraised_on=date(YEAR, 12, 1)
    )
    assert (row.appraiser, row.comment, row.version) == (cast.office, "履职积极", 1)
    with pytest.raises(PermissionDenied):
        appraising.appraise(
            account=account, actor=cast.leader, comment="好", appraised_on=date(YEAR, 12, 1), version=1
        )
    shown()
    freeze()
    row.refresh_from_db()
    assert (row.comment, row.grade) == ("履职积极", "未达一般")
    with pytest.raises(Conflict, match="已冻结"):
        appraising.appraise(
            account=account, actor=cast.office, comment="改", appraised_on=date(YEAR, 12, 2), version=2
        )


@pytest.mark.django_db
def test_replaying_another_edition_writes_nothing_and_says_the_same_each_time() -> None:
    cast = make_cast()
    graded_scheme()
    for number in range(1, 13):
        count(cast.members[0], cast.office, pk=number, day=date(YEAR, 3, number))
    settle(deputyships=[cast.members[1].pk, cast.leading.pk], year=YEAR, actor=None)
    other = PointsScheme.objects.get(year=YEAR)
    draft = schemes.copy_scheme(scheme=other, year=YEAR, actor=None)
    item = draft.classes.get(name="活动").items.get()
    item.first = item.further = Decimal(8)
    item.save()
    found = replay(draft)
    assert replay(draft) == found
    first = found[0]
    assert first.deputyship == cast.members[0]
    assert [float(one) for one in (first.old, first.new, first.difference)] == [60, 96, 36]
    assert (found[0].old_grade, found[0].new_grade) == ("一般", "优秀")
    assert by_grade(found, ["优秀", "一般", "未达一般"]) == [
        ("优秀", 0, 1),
        ("一般", 1, 0),
        ("未达一般", 2, 2),
    ]
    assert PointsScheme.objects.get(pk=other.pk).state == SchemeState.IN_FORCE
    assert settled(cast.members[0]).points == 60


@pytest.mark.django_db
def test_reckoning_anew_finds_nothing_after_increments_and_mends_what_was_left_out() -> None:
    cast = make_cast()
    town = make_area()
    graded_scheme()
    make_scheme(("调研视察", "inspection", 3, 3, 6), area=town)
    own = make_deputyship(constituency=make_constituency(town))
    for number, deputyship in enumerate((own, cast.members[0]), 1):
        count(deputyship, cast.office, pk=number, day=date(YEAR, 3, 1))
    result = recompute(YEAR, None)
    assert (result.differing, result.lines) == (0, 0)
    assert result.words == f"{result.accounts} 个账户，与平时累计的没有出入"
    DutyRecord.objects.filter(deputyship=own).update(state="withdrawn")
    result = recompute(YEAR, None)
    assert (result.differing, result.lines) == (2, 2), "the district's account and the town's"
    assert recompute(YEAR, None).differing == 0
    PointsAccount.objects.filter(deputyship=cast.members[0]).update(points=9)
    assert recompute(YEAR, None).differing == 1, "a sum that is not that of its lines"
    assert settled(cast.members[0]).points == 5


@pytest.mark.django_db
def test_freezing_is_for_the_district_s_people(client: Client) -> None:
    graded_scheme()
    client.force_login(make_user(Role.TOWN))
    assert client.get(reverse("points:year", args=[YEAR])).status_code == 200
    assert client.post(reverse("points:freeze_year", args=[YEAR]), {"sure": "on"}).status_code == 403


@pytest.mark.django_db
def test_a_candidate_for_an_honour_is_shown_with_the_grades_of_each_year(client: Client) -> None:
    office = make_user(Role.DEPUTY_WORK)
    person = make_deputyship().person
    for year, points, grade in ((2025, "91", "优秀"), (YEAR, "78.5", "好")):
        scheme = graded_scheme(year)
        account = scored(person.deputyships.get(), points, scheme.year)
        Appraisal.objects.create(
            account=account, points=Decimal(points), grade=grade, frozen_at="2026-12-31T09:00+08:00"
        )
    category = SelectionCategory.objects.get(name="优秀代表")
    selection = Selection.objects.create(title="评选", year=YEAR, awarded_by="区人大常委会")
    SelectionQuota.objects.create(selection=selection, category=category, quota=1)
    Candidate.objects.create(
        selection=selection,
        category=category,
        person=person,
        name=person.name,
        nominated_by="小组",
        deeds="好",
    )
    client.force_login(office)
    page = client.get(reverse("honours:selection", args=[selection.pk])).text
    assert "年度考核：2026年好（78.5 分）、2025年优秀（91 分）" in page
