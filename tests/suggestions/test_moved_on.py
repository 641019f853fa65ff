"""A step asked of a record that somebody else just moved on, or of a unit just abolished: nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Organ
from suggestions import operations
from suggestions.enums import ContactStage, HandlingState, Part, Rating, State
from suggestions.models import Contact, Evaluation, Handling, Step, Suggestion
from tests.suggestions.cast import Cast, contact, make_cast, make_suggestion, part_of, rate

pytestmark = pytest.mark.django_db

WORDS = "我写了很久的一段话，<不能>丢。"
#: As it stands on the page.
SHOWN = "我写了很久的一段话，&lt;不能&gt;丢。"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def url(step: str, pk: int) -> str:
    return reverse(f"suggestions:{step}", args=[pk])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, step: str, pk: int, **typed: object) -> str:
    """Send a form opened before somebody else moved on; the 409 page."""
    came_from = {"referer": f"http://testserver{url(step, pk)}"}
    answer = signed_in(user).post(url(step, pk), typed, headers=came_from)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "您填的内容没有保存，都在下面，可以复制留用" in page
    return page


@pytest.mark.parametrize(
    ("step", "state", "typed"),
    [
        ("register", State.REGISTERED, {"note": WORDS, "checks": ["form"]}),
        ("send_back", State.REGISTERED, {"reason": WORDS}),
        ("merge", State.HANDLING, {"into": WORDS}),
        ("divert", State.HANDLING, {"channel": "petition", "reason": WORDS}),
        ("assign", State.HANDLING, {"units-TOTAL_FORMS": 1, "units-0-task": WORDS}),
        ("waive", State.EVALUATED, {"reason": WORDS}),
        ("strike_off", State.CLOSED, {"checked": WORDS}),
        ("reopen", State.HANDLING, {"stop-reason": WORDS}),
        ("withdraw_for", State.WITHDRAWN, {"stop-reason": WORDS}),
        ("conclude_study", State.EVALUATED, {"conclusion": WORDS}),
        ("redo_after_study", State.EVALUATED, {"conclusion": WORDS, "who": "same"}),
    ],
)
def test_what_the_office_wrote_is_there_to_copy_and_the_way_leads_to_the_record(
    step: str, state: str, typed: dict[str, object], cast: Cast
) -> None:
    row = make_suggestion(cast, state)
    steps = Step.objects.filter(suggestion=row).count()
    page = send(cast.office, step, row.pk, **typed)
    assert SHOWN in page
    assert f'href="{url("detail", row.pk)}"' in page
    assert 'href="http://testserver' not in page, "the form would only say the same again"
    assert (Suggestion.objects.get(pk=row.pk).state, Step.objects.filter(suggestion=row).count()) == (
        state,
        steps,
    )


@pytest.mark.parametrize("step", ["reassign", "refuse_return", "release"])
def test_a_part_that_was_given_on_meanwhile(step: str, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING, co=1)
    part = part_of(row, cast.units[1])
    operations.reassign(
        handling=part,
        actor=cast.keeper,
        unit=operations.UnitPart(cast.units[2], Part.CO),
        reason="职能已划转",
        at=cast.later(hours=1),
    )
    page = send(cast.office, step, part.pk, organ=cast.units[2].pk, reason=WORDS)
    assert SHOWN in page
    assert f'href="{url("detail", row.pk)}"' in page
    assert Handling.objects.get(pk=part.pk).state == HandlingState.REASSIGNED


def test_a_verdict_that_was_entered_from_paper_meanwhile(cast: Cast) -> None:
    row = make_suggestion(cast, State.REPLIED)
    reply = part_of(row).reply_given
    rate(cast, row, Rating.SATISFIED)
    page = send(
        cast.deputy,
        "evaluate",
        row.pk,
        **{f"reply{reply.pk}-words": WORDS, f"reply{reply.pk}-result": "unsatisfied"},
    )
    assert SHOWN in page
    assert f'href="{url("detail", row.pk)}"' in page
    assert Evaluation.objects.get().result == Rating.SATISFIED


@pytest.mark.parametrize(("step", "name"), [("add_note", "note"), ("withdraw", "reason")])
def test_a_deputy_writes_while_the_office_ends_it(step: str, name: str, cast: Cast) -> None:
    row = make_suggestion(cast, State.DIVERTED)
    page = send(cast.deputy, step, row.pk, **{name: WORDS})
    assert SHOWN in page
    assert f'href="{url("detail", row.pk)}"' in page


def test_a_contact_answered_on_another_phone(cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING)
    part = part_of(row)
    operations.accept(handling=part, actor=cast.staff[0], at=cast.later(hours=1))
    contact(cast, part, ContactStage.BEFORE)
    told = Contact.objects.get()
    operations.confirm_contact(contact=told, actor=cast.deputy, answer="confirmed", at=cast.later(hours=1))
    page = send(cast.deputy, "confirm_contact", told.pk, answer="denied", note=WORDS)
    assert SHOWN in page
    assert f'href="{url("detail", row.pk)}"' in page


def abolish(organ: Organ) -> None:
    Organ.objects.filter(pk=organ.pk).update(ends_on=timezone.localdate() - timedelta(days=1))


def test_a_part_is_not_given_to_a_unit_abolished_since_the_form_was_opened(cast: Cast) -> None:
    part = part_of(make_suggestion(cast, State.HANDLING))
    abolish(cast.units[2])
    typed = {"organ": cast.units[2].pk, "reason": WORDS}
    page = signed_in(cast.office).post(url("reassign", part.pk), typed).content.decode()
    assert f"{cast.units[2]}已撤销，请改选现在承担这项职能的单位" in page
    assert SHOWN in page
    assert Handling.objects.get().organ == cast.units[0]


def test_neither_is_a_session_nor_what_was_picked_in_a_list(cast: Cast) -> None:
    row = make_suggestion(cast, State.REGISTERED)
    gone, there = cast.units[2], cast.units[0]
    abolish(gone)
    office = signed_in(cast.office)
    named = {f"s{row.pk}-chosen": "on", f"s{row.pk}-lead": there.short_name, f"s{row.pk}-co": gone.short_name}
    page = office.post(reverse("suggestions:assign_all"), named).content.decode()
    assert f"{row.label}：{gone}已撤销，请改选现在承担这项职能的单位" in page
    assert f'value="{gone.short_name}"' in page
    picked = {"pick": row.pk, "go": "1", "lead": there.pk, "co": gone.pk}
    page = office.post(reverse("suggestions:assign_picked", args=["suggestions"]), picked).content.decode()
    assert "选的单位里有已撤销的，请重新选" in page
    assert not Handling.objects.exists()


def test_after_a_joint_study_the_same_units_have_to_be_there_still(cast: Cast) -> None:
    row = make_suggestion(cast, State.STUDY)
    abolish(cast.units[0])
    office = signed_in(cast.office)
    typed: dict[str, object] = {"conclusion": WORDS, "who": "same"}
    answer = office.post(url("redo_after_study", row.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"{cast.units[0]}已撤销，请改选现在承担这项职能的单位" in page
    assert SHOWN in page
    assert Suggestion.objects.get(pk=row.pk).state == State.STUDY
