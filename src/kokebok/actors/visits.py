"""Who keeps an entry in this browser: a signed cookie that opens one entry, for some hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from kokebok.actors.models import Keeper
from kokebok.actors.rules import VISIT_LASTS, digest

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "kokebok_keeper"
SALT = "actors.keeper"


def keeper_in(request: HttpRequest, slug: str) -> Keeper | None:
    """Who keeps the entry with this name in addresses, in this browser; None for all others."""
    lasts = int(VISIT_LASTS.total_seconds())
    visit = str(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=lasts) or "")
    if not visit:
        return None
    visiting = Keeper.objects.admitted().filter(visit=digest(visit), visit_until__gt=timezone.now())
    return visiting.filter(body__slug=slug).select_related("body").first()


def let_in(response: HttpResponse, visit: str) -> None:
    """Have the browser hold what lets it in."""
    response.set_signed_cookie(
        COOKIE,
        visit,
        salt=SALT,
        max_age=int(VISIT_LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def let_out(response: HttpResponse) -> None:
    """Have the browser hold nothing."""
    response.delete_cookie(COOKIE, samesite="Lax")
