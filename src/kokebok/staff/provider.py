"""OpenID Connect: sending somebody to the provider, and believing what it says when they come back.

allauth carries the messages (state, PKCE, the exchange of the code). What the provider says is checked here: signature,
issuer, audience, time, nonce and level of assurance.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kokebok.lib.provider import Provider

logger = logging.getLogger(__name__)

PROVIDER_ID = "oidc"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LEEWAY = 60  # seconds that two clocks may differ


class ProviderDown(Refused):
    """The provider did not answer, or answered something that is no answer."""


class NotBelieved(Refused):
    """What came back is not what the provider says to us, now, about the one who left. `why` is for the journal."""

    def __init__(self, words: str, *, why: str) -> None:
        super().__init__(words)
        self.why = why


class Cancelled(Refused):
    """Whoever left for the provider turned round there."""


@dataclass(frozen=True)
class Errand:
    """What somebody left for the provider to do, kept in their session until they come back."""

    next_url: str = ""
    connect: int | None = None  # the key of the person who wants to connect, when that is the errand


@dataclass(frozen=True)
class ProviderIdentity:
    """What the provider says of somebody. `subject` never changes there; the rest may."""

    subject: str
    claims: dict[str, Any]
    errand: Errand


def the_provider() -> Provider:
    """The provider of the settings. Only to be asked where there is one."""
    provider: Provider | None = settings.OIDC
    assert provider is not None
    return provider


class Messenger(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """allauth's adapter, with the provider taken from our settings."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER_ID)

    def get_provider(self) -> OpenIDConnectProvider:
        return OpenIDConnectProvider(self.request, app=self.app)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return settings.BASE_URL + reverse("staff:provider_back")

    @cached_property
    def app(self) -> SocialApp:
        ours = the_provider()
        return SocialApp(
            provider="openid_connect",
            provider_id=PROVIDER_ID,
            name=ours.name,
            client_id=ours.client_id,
            secret=ours.client_secret,
            settings={"server_url": ours.issuer},
        )


def address_to_leave_for(request: HttpRequest, errand: Errand) -> str:
    """Where to send the browser. Raises ProviderDown."""
    messenger = Messenger(request)
    proof = generate_code_challenge()
    nonce = secrets.token_urlsafe(24)
    kept = {
        "verifier": proof.pop("code_verifier"),
        "nonce": nonce,
        "next_url": errand.next_url,
        "connect": errand.connect,
    }
    asked = {**proof, "nonce": nonce}
    if the_provider().acr:
        asked["acr_values"] = " ".join(the_provider().acr)
    try:
        client = messenger.get_client(request, messenger.app)
        client.state = statekit.stash_state(request, provider_id=PROVIDER_ID, state=kept)
        leave_for = client.get_redirect_url(messenger.authorize_url, list(the_provider().scopes), asked)
    except (requests.RequestException, ValueError, KeyError) as error:
        logger.warning("The provider did not answer: %s: %s", type(error).__name__, error)
        raise ProviderDown(_down()) from error
    return str(leave_for)


def told_by_provider(request: HttpRequest) -> ProviderIdentity:
    """What the provider says of whoever comes back. Raises ProviderDown, NotBelieved or Cancelled."""
    kept = statekit.unstash_state(request, provider_id=PROVIDER_ID, state_id=request.GET.get("state", ""))
    if kept is None:
        raise NotBelieved(
            _("It took too long, or it was begun in another window. Try once more."), why="state"
        )
    if request.GET.get("error") == "access_denied":
        raise Cancelled(_("You turned back, and are not signed in. Try again when it suits you."))
    if "code" not in request.GET:
        raise NotBelieved(_strange(), why="error")
    messenger = Messenger(request)
    try:
        answer = messenger.get_access_token_data(
            request,
            messenger.app,
            messenger.get_client(request, messenger.app),
            pkce_code_verifier=kept["verifier"],
        )
        claims = _believed(messenger, answer.get("id_token", ""), nonce=kept["nonce"])
        claims = _with_userinfo(messenger, claims, answer["access_token"])
    except requests.RequestException as error:
        logger.warning("The provider did not answer: %s", error)
        raise ProviderDown(_down()) from error
    except (jwt.PyJWTError, OAuth2Error, ValueError, KeyError) as error:
        logger.warning("The provider's answer was not believed: %s: %s", type(error).__name__, error)
        raise NotBelieved(_strange(), why="token") from error
    return ProviderIdentity(
        subject=str(claims["sub"]),
        claims=claims,
        errand=Errand(next_url=kept["next_url"], connect=kept["connect"]),
    )


def _believed(messenger: Messenger, id_token: str, *, nonce: str) -> dict[str, Any]:
    """The claims of an ID token that is signed by the provider, for us, for this sign-in, and strong enough."""
    ours = the_provider()
    if messenger.openid_config["issuer"].rstrip("/") != ours.issuer.rstrip("/"):
        raise ValueError("the provider calls itself something else")
    claims: dict[str, Any] = jwt.decode(
        id_token,
        _key_for(messenger, id_token),
        algorithms=ALGORITHMS,
        audience=ours.client_id,
        issuer=messenger.openid_config["issuer"],
        leeway=LEEWAY,
        options={"require": ["iss", "sub", "aud", "exp", "iat"]},
    )
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise NotBelieved(_strange(), why="nonce")
    if claims.get("azp", ours.client_id) != ours.client_id:
        raise NotBelieved(_strange(), why="audience")
    if ours.acr and claims.get("acr") not in ours.acr:
        raise NotBelieved(
            _("You must sign in more securely with %(name)s to come in here. Choose a stronger way there.")
            % {"name": ours.name},
            why="acr",
        )
    return claims


def _key_for(messenger: Messenger, id_token: str) -> jwt.PyJWK:
    with get_adapter().get_requests_session() as session:
        found = session.get(messenger.openid_config["jwks_uri"])
        found.raise_for_status()
    keys = jwt.PyJWKSet.from_dict(found.json()).keys
    wanted = jwt.get_unverified_header(id_token).get("kid")
    fitting = [key for key in keys if key.key_id == wanted or wanted is None]
    if not fitting:
        raise ValueError("no key of the provider's fits")
    return fitting[0]


def _with_userinfo(messenger: Messenger, claims: dict[str, Any], access_token: str) -> dict[str, Any]:
    """The claims, with what the provider tells elsewhere when the address is not in the ID token."""
    if the_provider().email_claim in claims or "userinfo_endpoint" not in messenger.openid_config:
        return claims
    with get_adapter().get_requests_session() as session:
        found = session.get(
            messenger.openid_config["userinfo_endpoint"], headers={"Authorization": f"Bearer {access_token}"}
        )
        found.raise_for_status()
    more = found.json()
    if more.get("sub") != claims["sub"]:
        raise ValueError("the provider speaks of somebody else")
    return {**more, **claims}


def _down() -> str:
    return _("%(name)s does not answer just now. Wait a little, or sign in with a code by e-mail.") % {
        "name": the_provider().name
    }


def _strange() -> str:
    return _(
        "We could not trust the answer from %(name)s. Try once more, or sign in with a code by e-mail."
    ) % {"name": the_provider().name}
