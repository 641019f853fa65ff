"""Meetings on many suggestions, lasting measures, the four gates and their report (R206, R213, R224, R225)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from activities.models import Activity
from activities.uses import uses_of
from suggestions.enums import ContactStage, State
from suggestions.models import MeetingItem, Step, Suggestion
from suggestions.operations import accept, confirm_contact
from suggestions.supervision import operations
from suggestions.supervision.enums import GateKind
from suggestions.supervision.queries.gates import gate_counts, gate_rows, gates_of, passed_q
from suggestions.supervision.queries.keys import busiest_units, key_share, leader_lines
from tests.factories import make_activity
from tests.suggestions.cast import contact, make_cast, make_suggestion, part_of
from tests.suggestions.supervision.stage import Stage, make_key, make_stage, write_log

pytestmark = pytest.mark.django_db


def _meeting() -> Activity:
    return make_activity(headline="召开建议办理调度会")


def _link(stage: Stage, meeting: Activity, *rows: Suggestion, words: str = "") -> None:
    operations.link_meeting(activity=meeting, actor=stage.cast.office, suggestions=rows, conclusion=words)


def test_a_meeting_is_entered_once_and_stands_with_each_suggestion(client: Client) -> None:
    stage = make_stage()
    meeting = _meeting()
    rows = [make_suggestion(stage.cast) for _ in range(3)]
    _link(stage, meeting, *rows, words="月底前办完")
    _link(stage, meeting, *rows, words="再说一次")
    assert MeetingItem.objects.filter(activity=meeting, conclusion="月底前办完").count() == 3
    assert Step.objects.filter(verb="link_meeting").count() == 3, "linked once"
    assert [use.note for use in uses_of(meeting, stage.cast.office)] == ["3 件"]
    client.force_login(stage.cast.leader)
    for row in rows:
        page = client.get(reverse("suggestions:detail", args=[row.pk])).text
        assert "召开建议办理调度会" in page
        assert "月底前办完" in page


def test_numbers_that_are_not_there_are_named(client: Client) -> None:
    stage = make_stage()
    meeting, row = _meeting(), make_suggestion(stage.cast)
    Activity.objects.filter(pk=meeting.pk).update(start_on=date.today(), end_on=date.today())  # noqa: DTZ011
    other = make_suggestion(make_cast())
    client.force_login(stage.cast.committee)
    url = reverse("supervision:link_meeting")
    asked = {"activity": meeting.pk, "numbers": f"{row.number_text}、2019-999 {other.number_text}"}
    page = client.post(url, asked)
    assert f"没有找到编号 2019-999、{other.number_text}" in page.text, "nor another committee's"
    assert not MeetingItem.objects.exists()
    page = client.post(url, {**asked, "numbers": row.number_text}, follow=True)
    assert "研究的建议已记下" in page.text
    item = MeetingItem.objects.get()
    page = client.post(
        reverse("supervision:conclude_item", args=[item.pk]), {"conclusion": "划出车位"}, follow=True
    )
    assert "划出车位" in page.text
    assert "请选择会议" in client.post(url, {"numbers": row.number_text}).text


def test_another_committee_cannot_link() -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast)
    with pytest.raises(PermissionDenied):
        operations.link_meeting(activity=_meeting(), actor=make_cast().committee, suggestions=[row])


# --- gates --------------------------------------------------------------------------------------------
def _measure(stage: Stage, row: Suggestion, on: date | None = None) -> None:
    operations.add_measure(
        suggestion=row,
        actor=stage.cast.office,
        kind="rule",
        title="停车管理办法",
        organ=stage.cast.units[0],
        on=on or date(2026, 6, 1),
        at=stage.cast.clock,
    )


def test_the_four_gates_of_a_suggestion() -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast, State.CLOSED)
    stage.cast.later(days=90)
    _measure(stage, row)
    row = Suggestion.objects.get(pk=row.pk)
    gates = gates_of(row, [], list(row.lasting_measures.all()))
    assert [(gate.gate, gate.passed) for gate in gates] == [(kind, True) for kind in GateKind]
    assert gates[1].what == "办中沟通：电话沟通了办理思路"
    assert gates[2].what == "现场看过"
    assert gates[2].who == stage.cast.keeper.name
    assert gates[3].what == "停车管理办法"


def test_a_contact_the_deputy_denied_is_no_gate() -> None:
    stage = make_stage()
    cast = stage.cast
    row = make_suggestion(cast)
    part = part_of(row)
    accept(handling=part, actor=cast.staff[0], at=cast.later(days=1))
    contact(cast, part, ContactStage.DURING)
    passed = gate_rows(cast.office).filter(passed_q(GateKind.HANDLING))
    assert row in passed
    said = part.contacts.get()
    confirm_contact(contact=said, actor=cast.deputy, answer="denied", note="没有联系")
    assert row not in passed.all()
    write_log(stage, row, cast.committee)
    assert row in passed.all()


def test_the_report_counts_and_leads_to_exactly_those(client: Client) -> None:
    stage = make_stage()
    cast = stage.cast
    closed = [make_suggestion(cast, State.CLOSED) for _ in range(2)]
    make_suggestion(cast)
    make_suggestion(cast, State.REGISTERED)
    make_suggestion(cast, State.SUBMITTED)
    cast.later(days=200)
    _measure(stage, closed[0])
    counts = {one.gate: one for one in gate_counts(cast.office, 2026)}
    assert [str(counts[kind].rate.of) for kind in GateKind] == ["4／4 件", "2／4 件", "2／4 件", "1／4 件"]
    client.force_login(cast.leader)
    for one in counts.values():
        for query, number in ((one.passed, one.rate.numerator), (one.missing, one.left)):
            page = client.get(f"{reverse('supervision:gate_list')}?{query}")
            assert page.context["list"].count == number, query
    assert "4／4 件" in client.get(f"{reverse('supervision:report')}?year=2026").text
    assert client.get(f"{reverse('supervision:report')}?year=abcd").status_code == 200


def test_ten_key_ones_of_159_are_six_point_three_per_cent() -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast, State.REGISTERED)
    copies = [Suggestion(**_copy(row, number)) for number in range(2, 160)]
    Suggestion.objects.bulk_create(copies)
    Suggestion.objects.filter(pk__in=Suggestion.objects.order_by("pk").values("pk")[:10]).update(is_key=True)
    share = key_share(stage.cast.office, 2026)
    assert (str(share), share.of) == ("6.3%", "10／159 件")


def _copy(row: Suggestion, number: int) -> dict[str, object]:
    left_out = {"id", "token", "number", "is_key"}
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in left_out}
    return {**fields, "number": number, "number_text": f"2026-{number:03}"}


def test_each_leaders_list_and_the_department_with_most_open() -> None:
    stage = make_stage()
    cast = stage.cast
    make_key(stage)
    make_suggestion(cast)
    lines = leader_lines(cast.office, 2026, date(2026, 3, 20))
    assert [(line.person, line.total, line.open) for line in lines] == [(stage.leader, 1, 1)]
    units = busiest_units(cast.office, date(2026, 3, 20))
    assert (units[0].pk, units[0].open, units[0].key) == (cast.units[0].pk, 2, 1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"on": "2099-01-01"}, "这一天还没有到"),
        ({"title": ""}, "请填写名称"),
        ({"organ": "0"}, "选择一个有效的选项"),
    ],
)
def test_a_bad_measure_is_told_at_the_place(client: Client, change: dict[str, str], message: str) -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast)
    client.force_login(stage.cast.office)
    good = {"kind": "rule", "title": "停车管理办法", "organ": stage.cast.units[0].pk, "on": "2026-06-01"}
    page = client.post(reverse("supervision:add_measure", args=[row.pk]), {**good, **change})
    assert page.status_code == 200
    assert message in page.text


def test_a_measure_stands_once(client: Client) -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast)
    stage.cast.later(days=200)
    _measure(stage, row)
    with pytest.raises(ValidationError, match="已记过这一项"):
        _measure(stage, row)
