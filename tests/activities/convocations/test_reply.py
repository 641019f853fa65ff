"""What a deputy answers on the phone, until when, and how the office sees it."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.convocations import operations
from activities.convocations.enums import Answer
from activities.convocations.todos import todos
from activities.models import Convocation
from congress.access.exceptions import Conflict
from congress.audit.models import AuditEvent
from congress.documents.uploads import check_document
from congress.notices.models import Notice
from deputies.models import Deputyship
from tests.activities.convocations.world import clerk, copy_of, draft, make_deputy, sent, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def deputy() -> Deputyship:
    return make_deputy("陈立新")


@pytest.fixture
def called(deputy: Deputyship) -> Convocation:
    return sent(clerk(), deputy)


@pytest.fixture
def phone(client: Client, deputy: Deputyship) -> Client:
    client.force_login(user_of(deputy))
    return client


def test_the_answer_can_be_changed_and_twice_is_once(
    phone: Client, called: Convocation, deputy: Deputyship
) -> None:
    url = reverse("convocations:reply", args=[called.pk])
    for _press in range(2):
        assert "已回复：参加" in phone.post(url, {"answer": "attend"}, follow=True).text
    assert AuditEvent.objects.filter(verb="convocations:reply").count() == 1
    phone.post(url, {"answer": "leave", "reason": "外地出差"})
    copy = copy_of(called, deputy)
    assert (copy.answer, copy.reason, copy.late, copy.answered_by) == (Answer.LEAVE, "外地出差", False, None)


def test_leave_needs_a_reason_and_what_was_chosen_stays(phone: Client, called: Convocation) -> None:
    page = phone.post(
        reverse("convocations:reply", args=[called.pk]), {"answer": "leave", "reason": " "}
    ).text
    assert "请写请假原因" in page
    assert "data-wanted" in page, "the reason is asked for"
    assert (
        "请选“参加”或“请假”"
        in phone.post(reverse("convocations:reply", args=[called.pk]), {"answer": ""}).text
    )


def test_opening_is_reading(phone: Client, called: Convocation, deputy: Deputyship) -> None:
    assert copy_of(called, deputy).read_at is None
    phone.get(reverse("convocations:reply", args=[called.pk]))
    assert copy_of(called, deputy).read_at is not None


def test_after_the_last_day_it_is_late_and_the_office_is_told(
    phone: Client, called: Convocation, deputy: Deputyship
) -> None:
    with time_machine.travel("2026-11-24 09:00:00+08:00", tick=False):
        phone.force_login(user_of(deputy))
        page = phone.post(reverse("convocations:reply", args=[called.pk]), {"answer": "attend"}, follow=True)
    assert "逾期回复" in page.text
    assert copy_of(called, deputy).late
    assert Notice.objects.filter(user=called.created_by, title="逾期回复：陈立新参加").exists()


def test_once_it_has_begun_nobody_answers(phone: Client, called: Convocation, deputy: Deputyship) -> None:
    with time_machine.travel("2026-11-25 09:30:00+08:00", tick=False):
        phone.force_login(user_of(deputy))
        assert "请打电话告诉周敏" in phone.get(reverse("convocations:reply", args=[called.pk])).text
        answer = phone.post(reverse("convocations:reply", args=[called.pk]), {"answer": "attend"})
        assert answer.status_code == 409
    operations.cancel(convocation=called, actor=clerk(), reason="下雨")
    phone.force_login(user_of(deputy))
    with pytest.raises(Conflict, match="已经取消"):
        operations.reply(callee=copy_of(called, deputy), actor=user_of(deputy), answer=Answer.ATTEND)
    assert "原因：下雨" in phone.get(reverse("convocations:reply", args=[called.pk])).text


def test_nobody_sees_the_copy_of_another_or_a_draft(client: Client, called: Convocation) -> None:
    client.force_login(user_of(make_deputy("何素琴")))
    assert client.get(reverse("convocations:reply", args=[called.pk])).status_code == 404
    office, one = clerk(), make_deputy("赵永东")
    unsent = draft(office)
    operations.add_callees(convocation=unsent, actor=office, deputyships=[one])
    client.force_login(user_of(one))
    assert client.get(reverse("convocations:reply", args=[unsent.pk])).status_code == 404
    assert "现在没有召集您的活动" in client.get(reverse("convocations:mine")).text


def test_the_clerk_writes_down_what_came_by_telephone(client: Client) -> None:
    office, one = clerk(), make_deputy("老李", account=False)
    row = sent(office, one)
    client.force_login(office)
    page = client.get(reverse("convocations:detail", args=[row.pk])).text
    assert "1 位代表没有帐号" in page
    url = reverse("convocations:reply_for", args=[row.pk, copy_of(row, one).pk])
    assert "已代记：老李请假" in client.post(url, {"answer": "leave", "reason": "住院"}, follow=True).text
    assert copy_of(row, one).answered_by == office


def test_every_number_leads_to_its_names(client: Client) -> None:
    office = clerk()
    one, two, three = make_deputy("陈立新"), make_deputy("何素琴"), make_deputy("赵永东")
    row = sent(office, one, two, three)
    operations.reply(callee=copy_of(row, one), actor=user_of(one), answer=Answer.ATTEND)
    operations.reply(callee=copy_of(row, two), actor=user_of(two), answer=Answer.LEAVE, reason="出差")
    operations.read(callee=copy_of(row, three))
    client.force_login(office)
    names = {"attend": "陈立新", "leave": "何素琴", "waiting": "赵永东"}
    for which, name in names.items():
        page = client.get(reverse("convocations:detail", args=[row.pk]), {"show": which})
        assert [str(copy.deputyship.person) for copy in page.context["callees"]] == [name]
    page = client.get(reverse("convocations:detail", args=[row.pk]), {"show": "unread"})
    assert page.context["callees"] == []
    tally = page.context["tally"]
    assert (tally.called, tally.coming, tally.on_leave, tally.waiting, tally.unread) == (3, 1, 1, 1, 0)


def test_the_deputy_has_it_among_the_to_dos_until_it_is_answered(
    called: Convocation, deputy: Deputyship
) -> None:
    user = user_of(deputy)
    assert [todo.title for todo in todos(user)] == ["回复能否参加：视察充电设施"]
    operations.reply(callee=copy_of(called, deputy), actor=user, answer=Answer.ATTEND)
    assert list(todos(user)) == []


def test_a_document_is_for_those_called(client: Client, deputy: Deputyship) -> None:
    office = clerk()
    paper = check_document(SimpleUploadedFile("议程.pdf", b"%PDF-1.7 ..."))
    row = sent(office, deputy, files=[paper])
    url = reverse("convocations:file", args=[row.files.get().pk])
    client.force_login(user_of(deputy))
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 ..."  # type: ignore[attr-defined]
    client.force_login(user_of(make_deputy("何素琴")))
    assert client.get(url).status_code == 404


def test_the_page_takes_the_same_queries_for_three_as_for_one(client: Client) -> None:
    office = clerk()
    deputies = [make_deputy(f"代表{n}") for n in range(4)]
    small, large = sent(office, deputies[0]), sent(office, *deputies[1:])
    client.force_login(office)

    def queries(pk: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("convocations:detail", args=[pk]))
        return len(seen)

    queries(small.pk)
    assert queries(small.pk) == queries(large.pk) <= 16
