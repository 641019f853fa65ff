"""Who sees and writes what is for the public site; everybody reads what was released there."""

from bulletins.news.workflow import REVIEWERS, WRITERS
from bulletins.workflow import EDITORS
from congress.access.rules import Grant, Rule

KEEPERS = WRITERS | REVIEWERS

see_article = Rule(Grant(KEEPERS))
write_article = Rule(Grant(WRITERS))
keep_site = Rule(Grant(EDITORS))
