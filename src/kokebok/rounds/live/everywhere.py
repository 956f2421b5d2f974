"""What is counted for all processes together, in Redis where it is set up: wrong codes, haste, and who listens.

Each process counts for itself too (`limits`), and that holds alone while Redis is gone: then nobody is refused for it,
and nobody may guess more than one process lets them. All here waits for Redis, so it is asked in a thread. A network
stands there by a pseudonym, whose salt is in Redis alone, for a day.
"""

from __future__ import annotations

import logging
import secrets
import time
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from kokebok.inputs.sender import network_by_salt
from kokebok.lib.redis_server import impatient_client, redis_errors
from kokebok.rounds.live.limits import (
    BURST,
    NETWORK_A_SECOND,
    NETWORK_BURST,
    NEW_DEVICES_A_SECOND,
    NEW_DEVICES_BURST,
    WITHIN,
    WRONG_CODES,
    WRONG_CODES_OF_A_DEVICE,
)

NAMED = "kokebok.live"
REST = 5.0  # seconds Redis is left alone after it has not answered
A_DAY = 24 * 3600
FRESH = 60.0  # seconds that what a process says of its listeners holds

# Of each bucket: when it will be full again (GCRA). All are taken from, or none; back comes how long to wait.
TAKE = """
local told = redis.call("TIME")
local now, wait, full = told[1] + told[2] / 1000000, 0, {}
for i, key in ipairs(KEYS) do
    local holds, each = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
    full[i] = math.max(now, tonumber(redis.call("GET", key) or now)) + each
    wait = math.max(wait, full[i] - now - holds * each)
end
if wait < 0.001 then
    for i, key in ipairs(KEYS) do
        redis.call("SET", key, string.format("%.6f", full[i]), "PX", math.ceil((full[i] - now) * 1000))
    end
    return "0"
end
return string.format("%.3f", wait)
"""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class WrongCodes:
    """For how many seconds a network and a device must wait, by what all processes have seen of them; 0 for none."""

    network: float = 0.0
    device: float = 0.0


class _LeftAlone:
    until = 0.0


def wrong_code(address: str, device: str) -> WrongCodes:
    """Count a code that is none, from an address and from a device ("" for unknown); how they stand then."""
    network = f"{NAMED}.wrong.network.{_network(address)}" if address else ""
    with_most = [
        (network, WRONG_CODES),
        (f"{NAMED}.wrong.device.{device}" if device else "", WRONG_CODES_OF_A_DEVICE),
    ]
    return WrongCodes(*(_one_more(key, most) if key else 0.0 for key, most in with_most))


def seconds_to_wait(address: str, device: str, between: float, *, is_new: bool) -> float:
    """How long a phone must wait with its next message, as `Limits.seconds_to_wait` says it; of all processes."""
    network = _network(address)
    buckets: dict[str, tuple[float, float]] = {
        f"{NAMED}.device.{device}": (BURST, max(between, 0.05)),
        f"{NAMED}.network.{network}": (NETWORK_BURST, 1 / NETWORK_A_SECOND),
    }
    if is_new:
        buckets[f"{NAMED}.new.{network}"] = (NEW_DEVICES_BURST, 1 / NEW_DEVICES_A_SECOND)
    numbers = [number for bucket in buckets.values() for number in bucket]
    return float(_asked(lambda client: _script()(keys=list(buckets), args=numbers, client=client), "0"))


def tell_listeners(process: str, numbers: dict[int, int]) -> None:
    """Say how many participants a process holds streams for, of each round by its key."""
    said = f"{time.time():.0f}"

    def tell(client: Any) -> None:
        pipe = client.pipeline()
        for round_id, number in numbers.items():
            pipe.hset(f"{NAMED}.listeners.{round_id}", process, f"{number} {said}")
            pipe.expire(f"{NAMED}.listeners.{round_id}", int(FRESH))
        pipe.execute()

    _asked(tell, None)


def listeners_elsewhere(process: str, round_id: int) -> int:
    """How many participants other processes than this hold streams for, as they said less than a minute ago."""
    said: dict[bytes, bytes] = _asked(lambda client: client.hgetall(f"{NAMED}.listeners.{round_id}"), {})
    told = [value.split() for other, value in said.items() if other.decode() != process]
    return sum(int(number) for number, at in told if float(at) > time.time() - FRESH)


def _one_more(key: str, most: int) -> float:
    now = time.time()

    def note(client: Any) -> list[Any]:
        pipe = client.pipeline()
        pipe.zadd(key, {uuid.uuid4().hex: now})
        pipe.zremrangebyscore(key, 0, now - WITHIN)
        pipe.zremrangebyrank(key, 0, -most - 1)  # more than these are not asked for
        pipe.zcard(key)
        pipe.zrange(key, 0, 0, withscores=True)
        pipe.expire(key, int(WITHIN))
        return list(pipe.execute())

    *_before, number, oldest, _expires = _asked(note, [0, [], True])
    return max(0.0, oldest[0][1] + WITHIN - now) if number >= most else 0.0


def _network(address: str) -> str:
    """The pseudonym of a network, the same for all processes that reach the same Redis."""

    def salt(client: Any) -> str:
        kept = client.get(f"{NAMED}.salt")
        if kept is None:
            client.set(f"{NAMED}.salt", secrets.token_hex(32), nx=True, ex=A_DAY)
            kept = client.get(f"{NAMED}.salt")
        return str(kept)

    return network_by_salt(address, _asked(salt, ""))


def _asked(question: Any, otherwise: Any) -> Any:
    """What Redis answers; `otherwise` where it is not set up or does not, and then it is left alone for a while."""
    if not settings.REDIS_URL or time.monotonic() < _LeftAlone.until:
        return otherwise
    try:
        return question(_client())
    except redis_errors() as error:
        _LeftAlone.until = time.monotonic() + REST
        logger.warning("Redis does not answer; each process counts for itself: %s", error)
        return otherwise


@cache
def _client() -> Any:
    return impatient_client(settings.REDIS_URL)


@cache
def _script() -> Any:
    return _client().register_script(TAKE)
