"""Post a letter: it is a row of the outbox from the moment the act it belongs to is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.utils import timezone

from kokebok.journal.models import name_of
from kokebok.later.queueing import after_commit
from kokebok.letters.models import UNSENT, Letter, LetterState, Unreachable
from kokebok.letters.return_path import heads_with, new_token
from kokebok.letters.shares import A_DAY, note_taken, take_share, taken_by
from kokebok.letters.waking import wake
from kokebok.lib.written import writable, written

if TYPE_CHECKING:
    from django.db.models import QuerySet

TO_STRANGER = "to a stranger"
MOST_ASKED_A_DAY = 10  # letters to an address nobody has confirmed
FIELDS = (
    "token", "about", "to", "subject", "text", "html", "reply_to", "headers", "is_secret", "posted_at", "wanted_at",
    "due_at", "not_after",
)  # fmt: skip


class _Must(TypedDict):
    key: str
    to: str
    subject: str
    text: str


class ToPost(_Must, total=False):
    """A letter to be posted.

    `key` names the act it is about, as in "calls.consent:7". `not_before` is when it may leave (now if not given),
    `of_use_for` how long it is worth sending after that. `is_secret` is for a letter that lets somebody in, or to
    somebody who is erased: it goes before others, and is erased once it has left.
    """

    html: str
    about: Model | None
    reply_to: str
    headers: Mapping[str, str] | None
    not_before: datetime | None
    of_use_for: timedelta | None
    is_secret: bool


def post(**one: Unpack[ToPost]) -> bool:
    """Put a letter in the outbox. Call it inside the act's transaction: the letter leaves if and when that is done.

    False, and no second letter, if one with that key was posted before.
    """
    letter = _drawn_up(one)
    fields = {name: getattr(letter, name) for name in FIELDS}
    _letter, is_new = Letter.objects.get_or_create(key=letter.key, defaults=fields)
    if is_new:
        after_commit(wake)
    return is_new


def post_many(many: Iterable[ToPost]) -> None:
    """Put many letters in the outbox, each as `post` does, in few queries whatever their number."""
    letters = [_drawn_up(one) for one in many]
    if letters:
        Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=500)
        after_commit(wake)


@transaction.atomic
def post_to_stranger(*, is_theirs: bool = False, **one: Unpack[ToPost]) -> bool:
    """Post a letter that asks an address somebody has typed whether it is theirs, as `post` does.

    False, and no letter, when that address has been asked enough for a day, by whatever door: nobody shall be able to
    flood a stranger by us. Whoever typed it is told the same. `is_theirs` when whoever typed it has confirmed it
    before: that one is no stranger, and is neither counted nor stopped.
    """
    if is_theirs:
        return post(**one)
    is_posted = Letter.objects.filter(key=one["key"]).exists()
    if is_posted or not take_share(TO_STRANGER, one["to"], most=MOST_ASKED_A_DAY, within=A_DAY):
        return False
    return post(**one)


def post_many_to_strangers(many: Iterable[ToPost]) -> None:
    """Post many letters, each as `post_to_stranger` does."""
    drawn_up = {one["key"]: one for one in many}
    there = set(Letter.objects.filter(key__in=drawn_up).values_list("key", flat=True))
    wanted = [one for key, one in drawn_up.items() if key not in there]
    asked = taken_by(TO_STRANGER, {one["to"].lower() for one in wanted})
    letters = []
    for one in wanted:
        to = one["to"].lower()
        if asked[to] < MOST_ASKED_A_DAY:
            asked[to] += 1
            letters.append(_drawn_up(one))
    if letters:
        note_taken(TO_STRANGER, [letter.to for letter in letters], within=A_DAY)
        Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=500)
        after_commit(wake)


def _drawn_up(one: ToPost) -> Letter:
    now = timezone.now()
    wanted_at = max(one.get("not_before") or now, now)
    of_use_for = one.get("of_use_for")
    token = new_token()
    return Letter(
        key=one["key"],
        token=token,
        about=name_of(one.get("about")),
        to=one["to"],
        subject=" ".join(writable(one["subject"]).split()),
        text=writable(one["text"]),
        html=writable(one.get("html", "")),
        reply_to=one.get("reply_to", ""),
        headers=written({**heads_with(token), **(one.get("headers") or {})}),
        is_secret=one.get("is_secret", False),
        posted_at=now,
        wanted_at=wanted_at,
        due_at=wanted_at,
        not_after=wanted_at + of_use_for if of_use_for else None,
    )


def take_back(*keys: str) -> int:
    """Lay aside the letters with these keys that have not left: what they tell of no longer holds. Gives back how many.

    One that is in hand leaves only if its text is on its way already, and is erased afterwards. Call it inside the
    act's transaction.
    """
    return _taken_back(Letter.objects.filter(key__in=keys))


def take_back_all(begins: str, *, about: Model | None = None) -> int:
    """The same with all letters whose keys begin so, however many, in few queries; with `about`, those about it."""
    some = Letter.objects.filter(key__startswith=begins)
    return _taken_back(some.filter(about=name_of(about)) if about else some)


def _taken_back(some: QuerySet[Letter]) -> int:
    unsent = some.filter(state__in=(LetterState.SENDING, *UNSENT))
    unsent.update(is_unwanted=True)  # and from here on, nobody else moves them
    return erase_unwanted(some)


def forget(*things: Model) -> int:
    """Erase the words and addresses of all letters about things that are erased; what has not left does not leave.

    One that is in hand is erased when it no longer is. Gives back how many are now. Call it inside the act's
    transaction.
    """
    mine = Letter.objects.filter(about__in=[name_of(one) for one in things], erased_at=None)
    addresses = {to.lower() for to in mine.values_list("to", flat=True)}
    mine.update(is_unwanted=True)  # and from here on, nobody else moves them
    erased_now = erase_unwanted(mine)
    forget_unreachable(addresses)
    return erased_now


def forget_unreachable(addresses: Iterable[str]) -> None:
    """Forget that these addresses, in lower case, cannot be reached, where no letter of ours names them any more."""
    still = Letter.objects.filter(to__iexact=OuterRef("address"), erased_at=None)
    Unreachable.objects.filter(~Exists(still), address__in=list(addresses)).delete()


def erase_unwanted(some: QuerySet[Letter]) -> int:
    """Erase those of these letters that nobody wants any more and nobody has in hand; how many. None of them leaves."""
    unwanted = some.filter(is_unwanted=True, erased_at=None)
    unsent = unwanted.filter(state__in=UNSENT).update(state=LetterState.LAID_ASIDE, **erased())
    return unsent + unwanted.filter(state=LetterState.SENT).update(**erased())


def erased() -> dict[str, object]:
    """The fields of a letter whose address and text are no longer needed."""
    return {
        "to": "",
        "subject": "",
        "text": "",
        "html": "",
        "reply_to": "",
        "headers": {},
        "answer": "",  # the mail server may have named the address in it
        "erased_at": timezone.now(),
    }
