"""An OpenID Connect provider that people may sign in with, as the settings describe it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ALWAYS = "always"
"""Instead of a claim: the provider vouches for every address it gives."""


@dataclass(frozen=True)
class Provider:
    """Who is asked, how we are known there, and what its claims mean. The issuer has no slash at the end."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    scopes: tuple[str, ...] = ("openid", "email")
    email_claim: str = "email"
    verified_claim: str = "email_verified"
    acr: tuple[str, ...] = ()
    roles_claim: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)

    def address_in(self, claims: Mapping[str, object]) -> tuple[str, bool]:
        """The e-mail address in the claims ("" for none), and whether the provider says that it is theirs."""
        address = str(claims.get(self.email_claim) or "").strip()
        if self.verified_claim == ALWAYS:
            return address, True
        return address, is_yes(claims.get(self.verified_claim))

    def roles_in(self, claims: Mapping[str, object]) -> set[str]:
        """The roles that the claims give, by the settings' list."""
        said = claims.get(self.roles_claim)
        values = said if isinstance(said, list) else [said]
        return {self.roles[str(value)] for value in values if str(value) in self.roles}


def is_yes(said: object) -> bool:
    """Whether a claim says yes; providers write it as a word or a number too."""
    return said is True or str(said).lower() in {"true", "1"}


def pairs(raw: str) -> dict[str, str]:
    """`value=role, value=role` as a mapping; ValueError where there is no sign of equality."""
    found = {}
    for part in raw.split(","):
        if not part.strip():
            continue
        value, sign, role = part.rpartition("=")
        if not sign:
            raise ValueError("write value=role, with commas between")
        found[value.strip()] = role.strip()
    return found
