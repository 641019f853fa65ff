"""``python manage.py create_admin --username zhoumin --name 周敏``: the first account of a new portal."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from congress.accounts import operations
from congress.accounts.enums import Role
from congress.accounts.models import User


class Command(BaseCommand):
    help = "Create an account that may manage accounts. Prints a one-time password unless --ask is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who the account is for."""
        parser.add_argument("--username", required=True, help="letters, digits, dot, dash, underscore")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--phone", help="mobile phone number, also good for signing in")
        parser.add_argument("--ask", action="store_true", help="ask for the password instead of making one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account, or say what is wrong and create nothing."""
        try:
            with transaction.atomic():
                user, password = operations.create(
                    actor=None,
                    username=options["username"],
                    name=options["name"],
                    phone=options["phone"],
                    role=Role.ADMIN,
                    starts_on=timezone.localdate(),
                )
                if options["ask"]:
                    self._ask(user)
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from error
        self.stdout.write(f"{user.name}（{user.username}）现在是系统管理员。")
        if not options["ask"]:
            self.stdout.write(f"一次性密码：{password}")
            self.stdout.write("首次登录须改密码。密码只显示这一次。")

    def _ask(self, user: User) -> None:
        password = getpass("密码：")
        if password != getpass("再输一次："):
            raise CommandError("两次输入的密码不一样，没有建立帐号")
        validate_password(password, user)
        user.set_password(password)
        user.must_change_password = False
        user.save()
