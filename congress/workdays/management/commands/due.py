"""Print the last day of a period, then how it was counted."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from congress.web.fields import parse_day
from congress.workdays.calendar import Calendar, current
from congress.workdays.deadlines import Span, deadline
from congress.workdays.models import CalendarCorrection


class Command(BaseCommand):
    """``due 2024-01-30 "5 working days"``; also ``"3 months"``, ``"10 days"``."""

    help = "The last day of a period that begins with an event on a day, and how it was counted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("start", help="day of the event, such as 2024-01-30")
        parser.add_argument("span", help='"5 working days", "3 months" or "10 days"')

    def handle(self, *args: Any, start: str, span: str, **options: Any) -> None:
        try:
            found = deadline(parse_day(start), Span.parse(span), calendar=self._calendar())
        except (ValidationError, ValueError) as error:
            raise CommandError("".join(getattr(error, "messages", None) or [str(error)])) from error
        self.stdout.write(found.due.isoformat())
        for words, result in found.steps:
            self.stdout.write(f"{words}：{result}")

    def _calendar(self) -> Calendar:
        """With the office's corrections where there is a database, by the notices alone before there is one."""
        if CalendarCorrection._meta.db_table in connection.introspection.table_names():
            return current()
        self.stderr.write("还没有数据库，只按国务院办公厅的放假通知推算")
        return Calendar({}, frozenset())
