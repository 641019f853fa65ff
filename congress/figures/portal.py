"""What this room plugs into the portal."""

from congress.audit.verbs import register_verbs
from congress.figures import demo
from congress.figures.operations import VERBS
from congress.figures.rules import KEEPERS, READERS
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu

register_menu(
    MenuItem(MenuGroup.PUBLISH, "统计指标", "figures:index", "list-numbers", READERS, order=5),
    MenuItem(
        MenuGroup.PUBLISH, "历史数据", "figures:history", "history", KEEPERS, order=6, under="figures:index"
    ),
)
register_verbs(VERBS)
register_demo(91, "历史数据", demo.load)
