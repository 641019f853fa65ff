"""The home of the public site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from congress.access.decorators import public
from congress.web.public.registry import public_actions, public_blocks

#: Kept by nobody without asking again: what is withdrawn is gone at once.
asked_again = cache_control(private=True, no_cache=True, max_age=0)
#: Lines of a column on the home page.
LINES = 5


@public
@require_safe
@asked_again
def home(request: HttpRequest) -> HttpResponse:
    """What is new in every column, and the ways to the others."""
    context = {"blocks": public_blocks(LINES), "actions": public_actions()}
    return render(request, "public/home.html", context)
