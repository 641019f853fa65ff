"""The ways out of the portal: e-mail through the mail server, text messages through an adapter of the district.

Both are off until they are set up: ``EMAIL_URL`` names the mail server, ``SMS_ADAPTER`` a class of the district's own,
such as ``anlan.sms.Gateway``, whose ``send(phone, text)`` hands one text message to the operator and raises when that
fails.
"""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from congress.accounts.models import User
from congress.district.queries import profile
from congress.notices.enums import Channel
from congress.notices.models import SendingPolicy

#: As long as two text messages together.
SMS_LENGTH = 130


class SmsAdapter(Protocol):
    """What a district's own class does."""

    def send(self, phone: str, text: str) -> None:
        """Hand one text message to the operator; raises when it is not accepted."""


def why_off(channel: Channel, policy: SendingPolicy) -> str:
    """Why nothing goes out this way, in Chinese; empty when it does."""
    if channel == Channel.EMAIL:
        if not settings.EMAIL_URL:
            return "还没有设置邮件服务器，请系统管理员设置"
        return "" if policy.email_on else "电子邮件已在“发送时间和渠道”里关掉"
    if not settings.SMS_ADAPTER:
        return "还没有接通短信平台，请系统管理员设置"
    return "" if policy.sms_on else "短信已在“发送时间和渠道”里关掉"


def address_of(user: User, channel: Channel) -> str:
    """Where this user is reached; empty without."""
    return user.email if channel == Channel.EMAIL else user.phone or ""


def send(channel: Channel, user: User, title: str, text: str) -> None:
    """Send one e-mail or text message; raises whatever the way out raises."""
    address = address_of(user, channel)
    name = profile().portal
    if channel == Channel.EMAIL:
        body = f"{user.name}：\n\n{text}\n\n请登录{name}查看。本邮件由平台发出，请不要回复。"
        EmailMessage(title, body, to=[address]).send()
        return
    adapter: SmsAdapter = import_string(settings.SMS_ADAPTER)()
    words = f"【{name}】{title}，请登录平台查看。"
    adapter.send(address, words if len(words) <= SMS_LENGTH else f"{words[: SMS_LENGTH - 1]}…")
