"""The settings of signing in: who owes a second step, and the provider of the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.lib.env import WrongSetting, words
from kokebok.lib.provider import Provider, pairs

if TYPE_CHECKING:
    from kokebok.lib.env import Env

ROLES = ("administrator", "editor", "moderator", "host", "resource", "log_reader")
"""As people.models.RoleName has them; a test says so. Models cannot be imported while settings are read."""


NOBODY: frozenset[str] = frozenset()
NO_WORDS: list[str] = []
NO_PAIRS: dict[str, str] = {}


def roles_or_all(raw: str) -> frozenset[str]:
    """The roles that are named; all of them for `all`, none for `none`. ValueError for a word that is no role."""
    asked = words(raw)
    if asked == ["all"]:
        return frozenset(ROLES)
    if asked == ["none"]:
        return frozenset()
    _require_roles(asked)
    return frozenset(asked)


def values_to_roles(raw: str) -> dict[str, str]:
    """`value=role, …` as a mapping. ValueError for a word that is no role."""
    found = pairs(raw)
    _require_roles(list(found.values()))
    return found


def read_provider(env: Env) -> Provider | None:
    """The OpenID Connect provider people may sign in with; None without an issuer. Raises WrongSetting."""
    name = env.read(
        "OIDC_NAME", str, default="", about="What the button for signing in at the provider says."
    )
    issuer = env.read("OIDC_ISSUER", str, default="", about="The OpenID Connect provider's address (issuer).")
    client_id = env.read("OIDC_CLIENT_ID", str, default="", about="What we are called at the provider.")
    secret = env.read("OIDC_CLIENT_SECRET", str, default="", about="Our secret word at the provider.")
    scopes = env.read(
        "OIDC_SCOPES", words, default=["openid", "email"], about="What we ask the provider for."
    )
    email = env.read("OIDC_EMAIL_CLAIM", str, default="email", about="The claim that has the e-mail address.")
    verified = env.read(
        "OIDC_VERIFIED_CLAIM",
        str,
        default="email_verified",
        about="The claim that says the address is theirs; always if the provider vouches for all of them.",
    )
    acr: list[str] = env.read(
        "OIDC_ACR", words, default=NO_WORDS, about="Levels of assurance, one of which is asked for."
    )
    roles_claim = env.read("OIDC_ROLES_CLAIM", str, default="", about="A claim that gives and takes roles.")
    roles: dict[str, str] = env.read(
        "OIDC_ROLES",
        values_to_roles,
        default=NO_PAIRS,
        about="What the claim's values mean: value=role, with commas.",
    )
    if not issuer:
        return None
    if not client_id:
        raise WrongSetting("KOKEBOK_OIDC_ISSUER is set, so KOKEBOK_OIDC_CLIENT_ID must be too.")
    return Provider(
        name=name or issuer,
        issuer=issuer.rstrip("/"),
        client_id=client_id,
        client_secret=secret,
        scopes=tuple(scopes),
        email_claim=email,
        verified_claim=verified,
        acr=tuple(acr),
        roles_claim=roles_claim,
        roles=roles,
    )


def _require_roles(asked: list[str]) -> None:
    unknown = sorted(set(asked) - set(ROLES))
    if unknown:
        raise ValueError(f"no role is called {', '.join(unknown)}; roles are {', '.join(ROLES)}")
