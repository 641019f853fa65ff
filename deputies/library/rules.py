"""Everybody with a role reads the library, visitors what is published; the district's offices keep it."""

from congress.access.rules import Grant, Rule
from deputies.rules import WRITERS

keep_text = Rule(Grant(WRITERS))
