"""What this app plugs into the portal."""

from congress.web.registry import register_demo
from suggestions import demo

register_demo(60, "代表建议", demo.load)
