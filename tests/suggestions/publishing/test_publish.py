"""The office releases, declines and withdraws; the original never changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.audit.models import AuditEvent
from congress.notices.models import Notice
from congress.web.masking import Hidden
from suggestions import operations as suggestions
from suggestions.models import Publication, Reply, Submission, Suggestion
from suggestions.publishing import operations
from suggestions.publishing.drafting import Choices
from tests.suggestions.cast import Cast, make_suggestion
from tests.suggestions.publishing.conftest import (
    ANSWER,
    CANARIES,
    IDENTITY,
    NAME,
    PHONE,
    PROPOSAL,
    SAID,
    SITUATION,
    release,
    seen,
)


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.office)
    return client


def url(row: Suggestion, verb: str = "publish") -> str:
    return reverse(f"suggestions:{verb}", args=[row.pk])


def sent(client: Client, row: Suggestion, **more: Any) -> Any:
    """The form as the page shows it, with what is changed in it."""
    page = client.get(url(row)).context
    form = page["form"]
    data = {"seen": page["draft"].digest, "masks": form.initial["masks"], **more}
    return client.post(url(row), data)


def test_the_page_shows_each_text_with_what_is_hidden(office: Client, answered: Suggestion) -> None:
    page = office.get(url(answered)).content.decode()
    assert f"<del>{PHONE}</del><ins>（电话略）</ins>" in page
    assert f"<del>{IDENTITY}</del><ins>（证件号略）</ins>" in page
    assert "<del>12幢3单元502室</del><ins>（门牌略）</ins>" in page
    assert SITUATION in page
    assert ANSWER in page


def test_released_as_seen_and_the_original_stays(office: Client, cast: Cast, answered: Suggestion) -> None:
    before = Submission.objects.values_list("title", "situation", "proposal").get()
    assert sent(office, answered).status_code == 302
    shown = Publication.objects.published().get()
    assert (shown.decided_by, shown.lead_name) == (cast.office, cast.lead.person.name)
    assert shown.situation == f"春晓苑（门牌略）{NAME}（电话（电话略），身份证号（证件号略））说，路灯不亮。"
    assert shown.replies.get().text == "已修好路灯。联系人丁志强，电话（电话略），住户证号（证件号略）。"
    assert Submission.objects.values_list("title", "situation", "proposal").get() == before
    assert Suggestion.objects.get(pk=answered.pk).proposal == PROPOSAL
    assert Reply.objects.get().text == ANSWER
    assert AuditEvent.objects.filter(verb="suggestions:publish").count() == 1
    assert Notice.objects.filter(user=cast.deputy, title__startswith="已向社会公开").count() == 1


def test_words_the_clerk_marks_are_looked_at_before_they_are_released(
    office: Client, answered: Suggestion
) -> None:
    page = sent(office, answered, words=f"{NAME}＝一位居民")
    assert "公开的文字和刚才看到的不一样" in page.content.decode()
    assert f"<del>{NAME}</del><ins>一位居民</ins>" in page.content.decode()
    assert not Publication.objects.exists()
    assert (
        sent(office, answered, words=f"{NAME}＝一位居民", seen=page.context["draft"].digest).status_code
        == 302
    )
    assert NAME not in Publication.objects.get().search_text


def test_looking_again_releases_nothing(office: Client, answered: Suggestion) -> None:
    assert sent(office, answered, words=NAME, preview="1").status_code == 200
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [("李四光", "“李四光”在原文里没有"), ("王", "太短"), (f"{NAME}＝{'长' * 21}", "最多 20 个")],
)
def test_words_that_hide_nothing_are_refused_at_the_field(
    office: Client, answered: Suggestion, words: str, message: str
) -> None:
    page = sent(office, answered, words=words)
    assert message in str(page.context["form"].errors["words"])
    assert words in page.content.decode()
    assert not Publication.objects.exists()


def test_what_was_found_may_be_left_but_no_telephone(cast: Cast, answered: Suggestion) -> None:
    left = frozenset({"苏L12345", PHONE})
    shown = release(cast, answered, Choices(left=left))
    assert "苏L12345" in shown.proposal
    assert PHONE not in shown.proposal


def test_the_gate_refuses_a_number_in_disguise_and_says_where(cast: Cast, answered: Suggestion) -> None:
    Reply.objects.update(text="联系老丁，138/0013/8000。")
    with pytest.raises(ValidationError, match=f"“{cast.units[0].name}的答复”里还有手机号码"):
        release(cast, answered)
    hidden = Choices(words=(Hidden("138/0013/8000", "（电话略）"),))
    assert release(cast, answered, hidden).replies.get().text == "联系老丁，（电话略）。"


def test_words_that_put_a_number_back_are_refused(cast: Cast, answered: Suggestion) -> None:
    with pytest.raises(ValidationError, match="手机号码"):
        release(cast, answered, Choices(words=(Hidden("路灯不亮", PHONE),)))


def test_a_reply_that_changed_since_is_looked_at_again(cast: Cast, answered: Suggestion) -> None:
    before = seen(answered, Choices())
    Reply.objects.update(text="另一份答复。")
    with pytest.raises(ValidationError, match="不一样"):
        operations.publish(suggestion=answered, actor=cast.office, choices=Choices(), seen=before)


def test_a_reply_that_is_not_public_is_left_out_with_its_reason_inside(
    office: Client, cast: Cast, answered: Suggestion
) -> None:
    Reply.objects.update(public=False, public_note="涉及商业秘密")
    assert "涉及商业秘密" in office.get(url(answered)).content.decode()
    reply = release(cast, answered, Choices(verdict=True, said=True)).replies.get()
    assert (reply.text, reply.verdict, reply.words, reply.category) == ("", "", "", "")


def test_the_verdict_is_shown_only_as_far_as_it_is_ticked(cast: Cast, answered: Suggestion) -> None:
    nothing = release(cast, answered).replies.get()
    assert (nothing.verdict, nothing.words) == ("", "")
    operations.withdraw_publication(suggestion=answered, actor=cast.office, reason="加上评价")
    everything = release(cast, answered, Choices(verdict=True, said=True)).replies.get()
    assert everything.verdict == "办理态度满意，办理结果满意"
    assert everything.words == SAID.replace(PHONE, "（电话略）")


@pytest.mark.parametrize("state", ["draft", "submitted", "registered", "handling", "study"])
def test_only_what_was_answered_is_released(cast: Cast, state: str) -> None:
    row = make_suggestion(cast, state)
    with pytest.raises(Conflict):
        operations.publish(suggestion=row, actor=cast.office, choices=Choices(), seen="")
    with pytest.raises(Conflict):
        operations.decline_publication(suggestion=row, actor=cast.office, reason="不宜公开")


@pytest.mark.parametrize("who", ["leader", "committee", "government", "town_user", "deputy"])
def test_nobody_but_the_office_decides(cast: Cast, answered: Suggestion, who: str) -> None:
    actor = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        operations.publish(suggestion=answered, actor=actor, choices=Choices(), seen="")
    with pytest.raises(PermissionDenied):
        operations.withdraw_publication(suggestion=answered, actor=actor, reason="撤")
    with pytest.raises(PermissionDenied):
        operations.decline_publication(suggestion=answered, actor=actor, reason="不公开")


def test_released_once(cast: Cast, office: Client, answered: Suggestion) -> None:
    release(cast, answered)
    with pytest.raises(Conflict):
        release(cast, answered)
    assert office.get(url(answered)).status_code == 409
    assert office.get(url(answered, "decline_publication")).status_code == 409


def test_withdrawn_with_a_reason_and_released_again_with_the_same_marks(
    cast: Cast, office: Client, answered: Suggestion
) -> None:
    choices = Choices(words=(Hidden(NAME, "一位居民"),), left=frozenset({"苏L12345"}), verdict=True)
    first = release(cast, answered, choices)
    assert "请填写原因" in office.post(url(answered, "withdraw_publication"), {"reason": ""}).content.decode()
    assert office.post(url(answered, "withdraw_publication"), {"reason": "案由有错字"}).status_code == 302
    first.refresh_from_db()
    assert (first.state, first.reason, first.withdrawn_by) == ("withdrawn", "案由有错字", cast.office)
    form = office.get(url(answered)).context["form"]
    assert form.choices == choices
    release(cast, answered, form.choices)
    first.refresh_from_db()
    assert (first.current, first.title) == (False, answered.title)


def test_declined_with_a_reason_and_released_after_all(
    cast: Cast, office: Client, answered: Suggestion
) -> None:
    assert office.post(url(answered, "decline_publication"), {"reason": "涉及未成年人"}).status_code == 302
    declined = Publication.objects.get(current=True)
    assert (declined.state, declined.reason, declined.title) == ("declined", "涉及未成年人", "")
    assert release(cast, answered).current


def test_the_page_of_the_suggestion_offers_what_can_be_done(
    cast: Cast, office: Client, answered: Suggestion
) -> None:
    detail = url(answered, "detail")
    page = office.get(detail).content.decode()
    assert url(answered) in page
    assert url(answered, "decline_publication") in page
    shown = release(cast, answered)
    page = office.get(detail).content.decode()
    assert url(answered, "withdraw_publication") in page
    assert reverse("suggestions:public_one", args=[shown.pk]) in page
    assert f'href="{url(answered)}"' not in page
    office.force_login(cast.leader)
    assert url(answered, "withdraw_publication") not in office.get(detail).content.decode()


def test_nothing_of_the_canaries_is_in_what_is_kept_for_everybody(cast: Cast, answered: Suggestion) -> None:
    shown = release(cast, answered, Choices(verdict=True, said=True))
    reply = shown.replies.get()
    kept = " ".join(
        [shown.title, shown.situation, shown.proposal, shown.search_text, reply.text, reply.words]
    )
    assert [canary for canary in CANARIES if canary in kept] == []


def test_handled_again_stays_shown_until_the_office_looks(
    cast: Cast, office: Client, answered: Suggestion
) -> None:
    release(cast, answered)
    suggestions.strike_off(suggestion=answered, actor=cast.keeper, checked="看过", at=cast.later(days=1))
    suggestions.reopen(suggestion=answered, actor=cast.keeper, reason="又坏了", at=cast.later(days=1))
    assert "公开以后又重新办理" in office.get(url(answered, "detail")).content.decode()
    listed = office.get(reverse("suggestions:publishing"), {"decision": "outdated"})
    assert answered.title in listed.content.decode()
    operations.withdraw_publication(suggestion=answered, actor=cast.office, reason="重新办理")
    assert not Publication.objects.published().exists()
