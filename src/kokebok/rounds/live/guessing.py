"""Finding a round by the code somebody has, so that nobody finds one by trying codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from kokebok.rounds.live.asking import asked
from kokebok.rounds.live.devices import is_in, known_device, network_of
from kokebok.rounds.live.everywhere import wrong_code
from kokebok.web.request_head import address_of

if TYPE_CHECKING:
    from kokebok.rounds.live.hub import Hub, KnownRound
    from kokebok.rounds.live.limits import Limits
    from kokebok.web.request_head import Scope


class TooManyGuesses(Exception):
    """So many wrong codes have come from where this one comes from that it must wait."""


async def round_with(code: str, scope: Scope, hub: Hub, limits: Limits) -> KnownRound | None:
    """The round with this code; None for none, which is noted. Raises TooManyGuesses."""
    network, device = network_of(scope), known_device(scope)
    await _require_room(code, network, device, limits)
    known = await hub.find(code)
    await _require_room(code, network, device, limits)  # many may have been looked for at the same time
    if known is None:
        limits.note_wrong_code(network, device)
        if settings.REDIS_URL:
            told = await asked(wrong_code, address_of(scope), device)
            limits.shut_out({f"network {network}": told.network, f"device {device}": told.device})
    return known


async def _require_room(code: str, network: str, device: str, limits: Limits) -> None:
    if not limits.guesses_too_much(network, device):
        return
    takes_part = await asked(is_in, code, device)
    if limits.guesses_too_much(network, device, is_in=takes_part):
        raise TooManyGuesses
