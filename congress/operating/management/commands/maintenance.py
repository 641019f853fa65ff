"""``manage.py maintenance on|off``: close the portal by hand, and open it again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from congress.web import maintenance


class Command(BaseCommand):
    """Needed where a restore failed so that nothing could be put back, or was interrupted by a power cut."""

    help = "平台停用（on）或者重新开放（off），所有服务器一起"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["on", "off"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Set or take away the flag."""
        if options["what"] == "on":
            maintenance.begin("平台正在维护")
        else:
            maintenance.end()
        self.stdout.write("平台已停用" if options["what"] == "on" else "平台已开放")
