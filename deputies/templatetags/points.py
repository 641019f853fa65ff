"""Points in templates."""

from django import template

from deputies.points import words

register = template.Library()
register.filter("points", words.shown)
register.filter("signed", words.signed)
