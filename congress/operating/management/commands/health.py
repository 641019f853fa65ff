"""``manage.py health``: the lines of the health page, for a console or a monitor."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congress.operating.lines import BAD, lines


class Command(BaseCommand):
    """Exit code 0, or 1 when something needs doing."""

    help = "平台现在怎样：数据库、后台程序、备份、磁盘等，一行一项"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the lines."""
        found = lines()
        for line in found:
            self.stdout.write(
                f"{line.word}　{line.label}：{line.words}" + (f"　→ {line.todo}" if line.todo else "")
            )
        bad = [line.label for line in found if line.state == BAD]
        if bad:
            raise CommandError(f"{len(bad)} 项要处理：{'、'.join(bad)}")
