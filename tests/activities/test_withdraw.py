"""Taking an activity back and bringing it back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from activities import operations
from activities.enums import ActivityState
from activities.models import Activity
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from tests.factories import make_activity, make_user

pytestmark = pytest.mark.django_db


def test_withdraw_needs_a_reason_and_restore_takes_it_away() -> None:
    clerk, activity = make_user(), make_activity()
    withdrawn = operations.withdraw(activity=activity, actor=clerk, reason="重复登记")
    assert (withdrawn.state, withdrawn.withdrawn_reason) == (ActivityState.WITHDRAWN, "重复登记")
    assert not Activity.objects.recorded().exists()
    restored = operations.restore(activity=activity, actor=clerk)
    assert (restored.state, restored.withdrawn_reason, restored.version) == (ActivityState.RECORDED, "", 3)
    verbs = AuditEvent.objects.order_by("seq").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["activities:withdraw", "activities:restore"]


def test_each_step_only_from_its_state() -> None:
    clerk, activity = make_user(), make_activity()
    with pytest.raises(Conflict):
        operations.restore(activity=activity, actor=clerk)
    operations.withdraw(activity=activity, actor=clerk, reason="重复")
    with pytest.raises(Conflict):
        operations.withdraw(activity=activity, actor=clerk, reason="重复")


def test_the_operation_itself_refuses_a_role_that_may_not() -> None:
    with pytest.raises(PermissionDenied):
        operations.withdraw(activity=make_activity(), actor=make_user(Role.LEADER), reason="不该")


def test_the_pages(client: Client) -> None:
    client.force_login(make_user(Role.OFFICE))
    activity = make_activity(headline="视察防汛")
    url = reverse("activities:withdraw", args=[activity.pk])
    assert "请填写撤回原因" in client.post(url, {"reason": ""}).text
    response = client.post(url, {"reason": "重复登记"}, follow=True)
    assert "已撤回“视察防汛”" in response.text
    assert "原因：重复登记" in response.text
    assert client.get(url).status_code == 409
    response = client.post(reverse("activities:restore", args=[activity.pk]), follow=True)
    assert "已恢复“视察防汛”" in response.text
    assert client.post(reverse("activities:restore", args=[activity.pk])).status_code == 409
