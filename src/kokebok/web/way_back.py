"""Where somebody is sent after an act, when the form itself says so."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

from kokebok.lib.typed import has_control


def way_back(request: HttpRequest, said: str, otherwise: str) -> str:
    """The address that was said, as a header takes it, if it is a page of this site; otherwise the other.

    An address of ours begins with a slash: words without one would be taken for the name of a view.
    """
    is_ours = (
        said.startswith("/")
        and not has_control(said)
        and not {"\r", "\n", "\t"} & set(said)
        and url_has_allowed_host_and_scheme(said, allowed_hosts={request.get_host()})
    )
    return iri_to_uri(said if is_ours else otherwise)


def sent_back(request: HttpRequest, said: str, otherwise: str) -> HttpResponseRedirect:
    """The answer that leads there."""
    return HttpResponseRedirect(way_back(request, said, otherwise))
