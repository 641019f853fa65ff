"""What this app plugs into the portal."""

from congress.audit.verbs import register_verbs
from congress.web.registry import register_demo
from suggestions import demo, shell
from suggestions.timeline import verb_labels

register_verbs(verb_labels())
register_demo(60, "代表建议", demo.load)
shell.plug_in()
