"""What a view behind a gate can rely on, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from congress.accounts.models import User


class SignedInRequest(HttpRequest):
    """The request of a view that is not public: somebody with a role has signed in."""

    user: User
    htmx: HtmxDetails
