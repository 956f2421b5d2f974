"""Put in a Word file that has come back; take in what is said in it, all that is chosen or nothing; or let it lie."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.doors.actions.settle import settle
from kokebok.doors.kept_files import require_word
from kokebok.doors.models import FileState
from kokebok.doors.raw import keep_raw
from kokebok.inputs.actions.place import place_input
from kokebok.inputs.actions.send import Said
from kokebok.inputs.actions.send_many import Ready, send_many
from kokebok.inputs.files import largest, plain_name, too_large_words
from kokebok.inputs.models import LONGEST_TEXT, Door, Input, Place, State
from kokebok.inputs.rules import UnfitFile
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused
from kokebok.review.models import (
    PlaceFound,
    Portion,
    Reading,
    Says,
    Verdict,
    WordCopy,
    WordFile,
    WordInput,
)
from kokebok.review.rules import require_may, require_open
from kokebok.review.word_lines import look_at, opened

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kokebok.people.models import Person
    from kokebok.review.models import Reader
    from kokebok.review.word_said import WordLine


@dataclass(frozen=True)
class How:
    """How what is said is taken in.

    As inputs: `state` is where they begin, and `may_be_named` whether those who wrote have agreed to be named. With a
    `reader` it is all their own words in that reading, and nobody but the editors sees it until it is released.
    """

    state: State = State.OPEN
    may_be_named: bool = False
    reader: Reader | None = None


def put_in(name: str, content: bytes, *, by: Person) -> WordFile:
    """Keep a Word file to be looked at; nothing is taken in. Raises UnfitFile and Unreadable, with what to do."""
    require_may(by, "review.word_in")
    shown = plain_name(name)
    if len(content) > largest():
        raise UnfitFile(too_large_words(shown))
    require_word(shown, content)
    token = opened(content).token
    sha256 = keep_raw(content)
    with transaction.atomic():
        copy = WordCopy.objects.filter(token=token).first() if token else None
        file = WordFile.objects.create(name=shown, sha256=sha256, copy=copy, by=by)
        record("word.looked_at", by=by, about=file, sha256=sha256)
    return file


@transaction.atomic
def drop(file: WordFile, *, by: Person) -> None:
    """Let a file lie. Raises TooLate."""
    require_may(by, "review.word_in")
    settle(file, FileState.DROPPED)
    record("word.dropped", by=by, about=file)


def take_in(file: WordFile, keys: Collection[str], *, how: How, by: Person) -> list[WordInput]:
    """Take in what has these keys: all of it, or nothing. What is here already, or cannot be taken in, is passed over.

    Raises TooLate, and Refused when nothing is chosen, when the same came in by another file meanwhile, or
    when something is not in the reading it is said to be of.
    """
    require_may(by, "review.word_in")
    try:
        with transaction.atomic():
            settle(file, FileState.TAKEN_IN)
            chosen = [line for line in look_at(file) if line.is_takeable and line.key in keys]
            if not chosen:
                raise Refused(_("Tick at least one thing to take in."))
            became = _as_verdicts(chosen, how.reader, by=by) if how.reader else _as_inputs(chosen, how, by=by)
            for line, row in zip(chosen, became, strict=True):
                row.file, row.key, row.found, row.author = file, line.key, line.found, line.author
                row.written_at = line.at
            rows = WordInput.objects.bulk_create(became, batch_size=200)
            record("word.taken_in", by=by, about=file, number=len(rows), internal=how.reader is not None)
            return rows
    except IntegrityError as error:
        raise Refused(
            _("Some of this came in by another file meanwhile. Nothing was taken in. Look once more.")
        ) from error


def _as_inputs(lines: Sequence[WordLine], how: How, *, by: Person) -> list[WordInput]:
    ready = [
        Ready(_said(line, how), line.paragraph, line.page, line.wording, received_at=None) for line in lines
    ]
    given = send_many(ready, door=Door.WORD, by=by, state=how.state)
    by_key = _taken_before(lines)
    by_key.update({line.key: one for line, one in zip(lines, given, strict=True)})
    answers = []
    for line, one in zip(lines, given, strict=True):
        if line.answers in by_key:
            one.reply_to = by_key[line.answers]
            answers.append(one)
        _place(line, one, by=by)
    Input.objects.bulk_update(answers, ["reply_to"], batch_size=200)
    return [WordInput(given=one) for one in given]


def _taken_before(lines: Sequence[WordLine]) -> dict[str, Input]:
    """The inputs that came in by an earlier file and are answered in this one, by their keys."""
    keys = {line.answers for line in lines if line.answers}
    rows = WordInput.objects.filter(key__in=keys).exclude(given=None).select_related("given")
    return {row.key: row.given for row in rows if row.given is not None}


def _said(line: WordLine, how: How) -> Said:
    return Said(
        kind=line.kind,
        text=line.text_with_place,
        suggestion=line.suggestion,
        language=line.language,
        name=line.author,
        may_be_named=how.may_be_named and bool(line.author),
        quote=line.quote,
    )


def _place(line: WordLine, given: Input, *, by: Person) -> None:
    """Say how sure the place is, where the mark alone does not tell that it stands where it was written."""
    if line.found == PlaceFound.ALIKE:
        Input.objects.filter(pk=given.pk).update(place=Place.APPROXIMATE, place_is_weak=True)
        record("input.placed", by=by, about=given, place=Place.APPROXIMATE)
    elif line.has_changed or line.is_gone:
        place_input(given, by=by)


def _as_verdicts(lines: Sequence[WordLine], reader: Reader, *, by: Person) -> list[WordInput]:
    """What is said as the member's own, one verdict a paragraph and wording; a row for each line."""
    require_open(Reading.objects.get(pk=reader.reading_id))
    portions = {one.paragraph_id: one for one in Portion.objects.filter(reading=reader.reading_id)}
    together: dict[tuple[int, int], list[WordLine]] = defaultdict(list)
    for line in lines:
        if line.paragraph is None or line.wording is None or line.paragraph.pk not in portions:
            raise Refused(
                _("“%(words)s” is not about a paragraph of this reading. Take the tick away there.")
                % {"words": (line.text or line.suggestion)[:60]}
            )
        together[line.paragraph.pk, line.wording.pk].append(line)
    kept = {
        (paragraph, wording): _verdict(portions[paragraph], wording, reader, said, by=by)
        for (paragraph, wording), said in together.items()
    }
    return [
        WordInput(verdict=kept[line.paragraph.pk, line.wording.pk])
        for line in lines
        if line.paragraph and line.wording
    ]


def _verdict(
    portion: Portion, wording: int, reader: Reader, lines: Sequence[WordLine], *, by: Person
) -> Verdict:
    before = Verdict.objects.filter(portion=portion, person=reader.person_id, wording=wording).first()
    if before is not None and before.released_as_id:
        raise Refused(
            _(
                "What they said of “%(words)s” is published, so it can no longer be changed. Take the tick away there."
            )
            % {"words": portion.paragraph.text[:60]}
        )
    parts = [before.text] if before is not None and before.text else []
    text = "\n\n".join([*parts, *(line.in_words(reader.person.name) for line in lines)])
    if len(text) > LONGEST_TEXT:
        raise Refused(_("There is room for %(limit)s characters.") % {"limit": LONGEST_TEXT})
    if before is None:
        verdict = Verdict.objects.create(
            portion=portion, person=reader.person, wording_id=wording, says=Says.COMMENT, text=text
        )
    else:
        says = Says.COMMENT if before.says == Says.APPROVE else before.says
        Verdict.objects.filter(pk=before.pk, released_as=None).update(text=text, says=says, at=timezone.now())
        verdict = before
    record("verdict.given", by=by, about=verdict, says=verdict.says, anchor=portion.paragraph.anchor)
    return verdict
