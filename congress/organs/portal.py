"""What this room plugs into the portal."""

from congress.organs import demo
from congress.web.registry import register_demo

register_demo(10, "区划与机构", demo.load)
