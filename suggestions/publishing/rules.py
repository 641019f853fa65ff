"""Who decides what everybody may read: the congress office, also for what lies at a town's gate."""

from congress.access.rules import Grant, Rule
from suggestions.workflow import OFFICE

publish_suggestion = Rule(Grant(OFFICE))
