"""Notices: sent once, seen by their reader, read when followed."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices import operations, queries
from congress.notices.models import Notice
from tests.factories import make_user


@pytest.fixture
def clerk(db: None) -> User:
    return make_user(Role.OFFICE, name="周敏")


@pytest.fixture
def signed_in(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def test_send_reaches_everyone_once_for_one_occasion(clerk: User) -> None:
    other = make_user(Role.DEPUTY)
    operations.send(to=[clerk, clerk], title="第5期已印发", key="issue:5")
    operations.send(to=[clerk, other], title="第5期已印发", key="issue:5")
    assert list(Notice.objects.order_by("user_id").values_list("user_id", flat=True)) == [clerk.pk, other.pk]


def test_notices_without_an_occasion_are_all_kept(clerk: User) -> None:
    operations.send(to=[clerk], title="一")
    operations.send(to=[clerk], title="二")
    assert queries.unread_count(clerk) == 2


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_them_back() -> None:
    clerk = make_user(Role.OFFICE)
    with transaction.atomic():
        operations.send(to=[clerk], title="没有发生的事")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_a_notice_leads_nowhere_else(clerk: User, url: str) -> None:
    with pytest.raises(ValueError, match="address of the portal"):
        operations.send(to=[clerk], title="x", url=url)


def test_the_bell_counts_in_one_query_and_stops_at_a_hundred(
    clerk: User, django_assert_num_queries: Any
) -> None:
    for n in range(queries.COUNTED + 3):
        operations.send(to=[clerk], title=f"{n}")
    with django_assert_num_queries(1):
        assert queries.unread_count(clerk) == queries.COUNTED


def test_following_a_notice_is_reading_it(signed_in: Client, clerk: User) -> None:
    operations.send(to=[clerk], title="排版已做好", url="/jobs/")
    notice = Notice.objects.get()
    response = signed_in.get(f"/notices/{notice.pk}/")
    assert (response.status_code, response["Location"]) == (302, "/jobs/")
    notice.refresh_from_db()
    first = notice.read_at
    assert first is not None
    signed_in.get(f"/notices/{notice.pk}/")
    notice.refresh_from_db()
    assert notice.read_at == first


def test_index_and_unread_only(signed_in: Client, clerk: User) -> None:
    operations.send(to=[clerk], title="看过的")
    operations.read(notice=Notice.objects.get())
    operations.send(to=[clerk], title="没看过的", text="请去看")
    page = signed_in.get("/notices/").content.decode()
    assert "看过的" in page
    assert "没看过的" in page
    unread = signed_in.get("/notices/?unread").content.decode()
    assert "没看过的" in unread
    assert unread.count("看过的") == unread.count("没看过的")


def test_empty_pages_say_what_to_expect(signed_in: Client) -> None:
    assert "还没有通知" in signed_in.get("/notices/").content.decode()
    assert "没有未读的通知" in signed_in.get("/notices/?unread").content.decode()


def test_read_all(signed_in: Client, clerk: User) -> None:
    other = make_user(Role.DEPUTY)
    operations.send(to=[clerk, other], title="x")
    signed_in.post("/notices/read-all/")
    assert queries.unread_count(clerk) == 0
    assert queries.unread_count(other) == 1


def test_notices_of_others_do_not_exist(signed_in: Client) -> None:
    other = make_user(Role.DEPUTY)
    operations.send(to=[other], title="x")
    assert signed_in.get(f"/notices/{Notice.objects.get().pk}/").status_code == 404
    assert queries.unread_count(other) == 1
