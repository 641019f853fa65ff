"""Suggestions and the procuratorate, both ways (R218)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.notices.models import Notice
from suggestions.enums import Source, State
from suggestions.models import Advice, Clue, Suggestion
from suggestions.operations import submit
from suggestions.supervision import operations
from suggestions.supervision.enums import AdviceState, ClueState
from tests.suggestions.cast import make_cast, make_suggestion
from tests.suggestions.supervision.stage import Stage, make_stage

pytestmark = pytest.mark.django_db


def _clue(stage: Stage) -> Clue:
    row = make_suggestion(stage.cast)
    return operations.send_clue(
        suggestion=row,
        actor=stage.cast.office,
        organ=stage.procuratorate,
        reason="涉及公共安全",
        at=stage.cast.clock,
    )


def test_accepted_with_its_number_and_shown_on_both(client: Client) -> None:
    stage = make_stage()
    clue = _clue(stage)
    row = clue.suggestion
    day = timezone.localdate(stage.cast.later(days=3))
    operations.accept_clue(clue=clue, actor=stage.prosecutor, at=stage.cast.clock)
    with pytest.raises(Conflict):
        operations.refuse_clue(clue=clue, actor=stage.prosecutor, reason="不立案")
    operations.advise_clue(
        clue=clue,
        actor=stage.prosecutor,
        number="安检行公建〔2026〕1号",
        on=day,
        text="请整改",
        at=stage.cast.clock,
    )
    done = operations.conclude_clue(
        clue=clue, actor=stage.prosecutor, result="已整改", on=day, at=stage.cast.clock
    )
    assert (done.state, done.advice_number) == (ClueState.CONCLUDED, "安检行公建〔2026〕1号")
    assert Suggestion.objects.get(pk=row.pk).state == State.HANDLING, "its handling goes on"
    for user in (stage.cast.office, stage.prosecutor):
        client.force_login(user)
        page = client.get(reverse("suggestions:detail", args=[row.pk])).text
        assert "安检行公建〔2026〕1号" in page
        assert "已整改" in client.get(reverse("supervision:clue", args=[clue.pk])).text
    assert Notice.objects.filter(user=stage.cast.deputy, title__contains="发出检察建议").exists()


def test_a_refusal_returns_it_with_the_reason() -> None:
    stage = make_stage()
    clue = _clue(stage)
    row = clue.suggestion
    assert Suggestion.objects.visible_to(stage.prosecutor).filter(pk=row.pk).exists()
    with pytest.raises(ValidationError, match="请写明不受理的理由"):
        operations.refuse_clue(clue=clue, actor=stage.prosecutor, reason=" ")
    operations.refuse_clue(clue=clue, actor=stage.prosecutor, reason="已由公安立案")
    notice = Notice.objects.get(user=stage.cast.keeper, title__contains="不受理")
    assert notice.text == "已由公安立案"
    assert not Suggestion.objects.visible_to(stage.prosecutor).filter(pk=row.pk).exists()
    again = operations.send_clue(
        suggestion=row, actor=stage.cast.office, organ=stage.procuratorate, reason="有新证据"
    )
    assert again.state == ClueState.SENT
    with pytest.raises(Conflict, match="已经移送"):
        operations.send_clue(
            suggestion=row, actor=stage.cast.office, organ=stage.procuratorate, reason="再送一次"
        )


def test_only_to_a_procuratorate_and_only_it_acts() -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast)
    with pytest.raises(ValidationError, match="只能移送检察院"):
        operations.send_clue(
            suggestion=row, actor=stage.cast.office, organ=stage.cast.units[0], reason="移送"
        )
    clue = _clue(stage)
    for user in (stage.cast.office, stage.cast.staff[0], make_stage().prosecutor):
        with pytest.raises(PermissionDenied):
            operations.accept_clue(clue=clue, actor=user)
    with pytest.raises(PermissionDenied):
        operations.send_clue(
            suggestion=row, actor=stage.cast.committee, organ=stage.procuratorate, reason="移送"
        )


def test_who_sees_a_clue() -> None:
    stage = make_stage()
    clue = _clue(stage)
    cast, other = stage.cast, make_cast()
    for user in (cast.office, cast.leader, cast.committee, cast.deputy, stage.prosecutor):
        assert Clue.objects.visible_to(user).filter(pk=clue.pk).exists()
    for user in (other.committee, other.deputy, cast.staff[0], cast.government, cast.town_user):
        assert not Clue.objects.visible_to(user).filter(pk=clue.pk).exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"on": "2020-01-01"}, "早于移送的日期"),
        ({"on": "2099-01-01"}, "这一天还没有到"),
        ({"number": ""}, "请填写检察建议书文号"),
        ({"text": "字" * 1001}, "请删去 1 个字"),
    ],
)
def test_bad_advice_is_told_at_the_place(client: Client, change: dict[str, str], message: str) -> None:
    stage = make_stage()
    clue = _clue(stage)
    client.force_login(stage.prosecutor)
    assert client.post(reverse("supervision:accept_clue", args=[clue.pk])).status_code == 302
    good = {"number": "1号", "on": "2026-03-20", "text": "请整改"}
    page = client.post(reverse("supervision:advise_clue", args=[clue.pk]), {**good, **change})
    assert page.status_code == 200
    assert message in page.text
    clue.refresh_from_db()
    assert clue.state == ClueState.ACCEPTED


# --- the other way ------------------------------------------------------------------------------------
def _offer(stage: Stage, number: str = "安检行公建〔2026〕9号") -> Advice:
    return operations.offer_advice(
        actor=stage.prosecutor,
        organ=stage.procuratorate,
        number=number,
        issued_on=date(2026, 3, 1),
        title="加强窨井盖管理",
        content="部分窨井盖破损，存在安全隐患。",
        addressee="区城市管理局",
        reason="涉及多个产权单位",
    )


def test_a_deputy_puts_it_and_the_link_stays(client: Client) -> None:
    stage = make_stage()
    advice = _offer(stage)
    row = operations.convert_advice(advice=advice, actor=stage.cast.office, lead=stage.cast.lead)
    assert (row.source, row.state, row.title) == (
        Source.PROCURATORATE,
        State.DRAFT,
        "关于加强窨井盖管理的建议",
    )
    assert not Suggestion.objects.visible_to(stage.prosecutor).filter(pk=row.pk).exists(), "a draft"
    row.proposal = "统一管护"
    row.save()
    submit(suggestion=row, actor=stage.cast.deputy)
    client.force_login(stage.prosecutor)
    assert "看代表建议" in client.get(reverse("supervision:advice", args=[advice.pk])).text
    assert advice.number in client.get(reverse("suggestions:detail", args=[row.pk])).text
    with pytest.raises(Conflict):
        operations.convert_advice(advice=advice, actor=stage.cast.office, lead=stage.cast.lead)


def test_declining_says_why() -> None:
    stage = make_stage()
    declined = operations.decline_advice(advice=_offer(stage), actor=stage.cast.office, reason="已有代表提出")
    assert (declined.state, declined.answer) == (AdviceState.DECLINED, "已有代表提出")
    assert Notice.objects.filter(user=stage.prosecutor, text__contains="已有代表提出").exists()


def test_offering_on_the_page(client: Client) -> None:
    stage = make_stage()
    client.force_login(stage.prosecutor)
    url = reverse("supervision:offer_advice")
    good = {
        "organ": stage.procuratorate.pk,
        "number": "9号",
        "issued_on": "2026-03-01",
        "title": "加强窨井盖管理",
        "addressee": "区城市管理局",
        "content": "部分窨井盖破损",
        "reason": "涉及多个产权单位",
    }
    assert "这一天还没有到" in client.post(url, {**good, "issued_on": "2099-01-01"}).text
    assert "等人大决定是否转化" in client.post(url, good, follow=True).text
    assert "这个文号已经登记过" in client.post(url, good).text
    other = make_stage()
    assert "选择一个有效的选项" in client.post(url, {**good, "organ": other.procuratorate.pk}).text
    client.force_login(stage.cast.staff[0])
    assert "请选择检察院" in client.post(url, good).text or client.get(url).status_code == 200
    assert Advice.objects.count() == 1
