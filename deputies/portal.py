"""What this room plugs into the portal."""

from deputies import demo
from congress.web.registry import register_demo

register_demo(30, "人员", demo.load)
