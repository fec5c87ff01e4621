"""How a phone knows whose something is that it keeps."""

from django.contrib.auth.models import AnonymousUser
from django.utils.crypto import salted_hmac

from smartcity.accounts.models import User


def account_key(user: User | AnonymousUser) -> str:
    """What a phone keeps beside a draft to know whose it is: says nothing to anybody else. "" for a stranger."""
    return salted_hmac("qlue.draft", str(user.pk)).hexdigest()[:20] if isinstance(user, User) else ""
