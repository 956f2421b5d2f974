"""Every address there is, and what is read there: by anyone, or by somebody who works here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from kokebok.reading.log_files import FORMS
from kokebok.rounds.models import Round, WallShows

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.calls.models import Call
    from kokebok.inputs.models import Attachment, Input
    from kokebok.people.models import Person
    from kokebok.review.models import Reading
    from kokebok.rounds.models import Prompt

SIGNED_IN = ("redaksjon/", "konto/", "admin/", "demo/", "pennen/")
NO_INPUTS = {
    "wagtaildocs_serve": "documents in the texts of the book",
    "wagtaildocs_authenticate_with_password": "documents in the texts of the book",
    "pictures:picture": "pictures in the texts of the book",
    "pictures:in_library": "pictures of the page editor",
    "pictures:logo": "the logo of the body",
    "pictures:colours": "the colours of the site",
    "process:process": "counts, and the editors’ own words",
    "reading:set_language": "sets a cookie",
    "reading:directory": "actors",
    "reading:actor": "actors",
    "reading:network": "actors",
    "rounds:answer": "takes an answer",
    "rounds:offline_script": "a script",
    "rounds:mine": "for the sender alone, who has the link",
    "reading:receipt": "for the sender alone, who has the code",
    "reading:ask_for_own": "takes an address",
    "reading:own": "for the sender alone, who has the code or the letter",
    "reading:own_file": "for the sender alone, who has the code or the letter",
    "reading:erase_own": "for the sender alone, who has the code or the letter",
    "inputs:edit": "for the sender alone, who has the code",
    "inputs:withdraw": "for the sender alone, who has the code",
    "inputs:own_attachment": "for the sender alone, who has the code",
    "inputs:confirm": "for the sender alone, who has the letter",
    "rules:ask": "for the sender alone, who has the code",
    "calls:fill_in": "for the sender alone, who has the code",
    "calls:save": "for the sender alone, who has the code",
    "calls:similar": "pages of the book",
    "calls:poster": "the call alone",
    "outlets:download": "made from the manuscript, which the walk reads itself",
    "sheets:sheet": "made from the text of a page",
    "outlets:same_file": "the same file, by its checksum",
    "outlets:schema": "says what fields the JSON of an edition has",
    "outlets:sheet": "made from the text of a page of an edition",
    "outlets:doi": "made of what the cover of an edition says",
    "reading:robots": "a list of paths",
    "reading:sitemap": "addresses of what is published",
    "pictures:share": "the title of a page",
    "reading:share_qr": "a code of an address",
    "calls:consent": "for those who are named in a text, who have the letter",
    "calls:confirm_reminders": "for the reader, who has the letter",
    "calls:end_reminders": "for the reader, who has the letter",
    "calls:ask_reminders": "takes an address",
    "inputs:let_others_ask": "for the sender alone, who has the code",
    "actors:ask": "a form of its own, and the name of an actor",
    "actors:join": "a form of its own",
    "actors:asked_to_keep": "says that a letter is sent",
    "actors:link_sent": "says that a letter is sent",
    "actors:confirm_keeper": "for those who keep an entry, who have the letter",
    "actors:come_in": "for those who keep an entry, who have the letter",
    "actors:claim": "a form of its own, and the name of an actor",
    "actors:ask_link": "a form of its own, and the name of an actor",
    "actors:keep": "for those who keep the entry, who have the letter",
    "actors:still_right": "for those who keep the entry, who have the letter",
    "actors:invite": "for those who keep the entry, who have the letter",
    "actors:end": "for those who keep the entry, who have the letter",
    "actors:leave": "for those who keep the entry, who have the letter",
    "actors:confirm_entry": "for those who keep the entry, who have the letter",
    "actors:meet_theme": "a form of its own, and the name of a theme",
    "actors:meet_round": "a form of its own, and the name of a round",
    "actors:meet_report": "a form of its own, and the name of a round",
    "actors:meet_asked": "says that a letter is sent",
    "actors:ask_met": "a form of its own, and the name of somebody on a list",
    "actors:my_meeting": "for those on a list, who have the letter",
    "actors:leave_meeting": "for those on a list, who have the letter",
    "actors:ask_other": "for those on a list, who have the letter",
    "actors:sent": "says that a letter is sent",
    "actors:confirm": "for whoever asks, who has the letter",
    "actors:answer": "for those who are asked, who have the letter",
    "api:docs": "says what programs can read",
    "api:fields": "says what fields there are",
    "api:openapi": "says what programs can read",
    "api:absent": "leads nowhere",
    "api:catalogue_ttl": "says what sets of data there are",
    "api:catalogue_jsonld": "says what sets of data there are",
    "api:receipt": "for the sender alone, who has the code",
    "api:withdraw": "for the sender alone, who has the code",
    "api:tips": "takes tips from programs that have a key",
    "api:files": "takes files from programs that have a key",
    "api:book": "what the cookbook is",
    "api:editions": "what editions there are",
    "api:calls": "calls",
    "api:call": "calls",
    "api:rounds": "titles of rounds",
    "api:events": "events",
    "api:event": "events",
    "api:values": "amounts",
    "api:topics": "topics",
    "api:actors": "actors",
    "api:actor": "actors",
    "events:events": "events",
    "events:event": "events",
    "events:calendar": "events",
    "events:register": "a form of its own, and the title of an event",
    "events:asked": "says that a letter is sent",
    "events:receipt": "for those who have registered, who have the letter",
    "events:cancel": "for those who have registered, who have the letter",
    "following:confirm": "for the reader, who has the letter",
    "following:manage": "for the reader, who has the letter",
    "opting_out:opt_out": "for the reader, who has the letter",
    "following:stop": "for the reader, who has the letter",
    "following:leave_newsletter": "for the reader, who has the letter",
    "following:asked": "says that a letter is sent",
}
"""The addresses that nobody but a sender or a reader of letters can open, or that show no inputs, with why."""


@dataclass(frozen=True)
class World:
    """What the addresses are made of."""

    recipe: Recipe
    prompt: Prompt
    call: Call
    suggestion: Input
    inputs: list[Input] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    reading: Reading | None = None


def patterns(at: Any = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """The name and the route of each URL pattern, but for Wagtail's own page editor."""
    for one in (at or get_resolver()).url_patterns:
        route = prefix + str(one.pattern).lstrip("^")
        if isinstance(one, URLResolver) and not route.startswith("admin/"):
            yield from patterns(one, route, one.namespace or space)
        elif isinstance(one, URLPattern):
            yield f"{space}:{one.name}" if space else str(one.name), route


def public_names() -> set[str]:
    """The names of the addresses that anyone can open."""
    return {name for name, route in patterns() if not route.startswith(SIGNED_IN)}


def addresses(world: World) -> dict[str, list[str]]:
    """All that anyone can open in a world, by the names of the patterns."""
    return {
        **of_the_text(world),
        **of_gatherings(world),
        **of_giving(world),
        **of_editions(world),
        **api_addresses(world),
    }


def of_the_text(world: World) -> dict[str, list[str]]:
    """Those of the text, and of what is said of it."""
    anchor, page = anchor_in(world), world.recipe.pk
    given, log = [world.suggestion, *world.inputs], "?omfang=&q=" + "Zyxkvord"
    return {
        "wagtail_serve": ["/", "/oppskrifter/", "/oppskrifter/moete/"],
        "reading:begin": ["/begynn/"],
        "reading:topics": ["/tema/"],
        "reading:topic": ["/tema/demens/"],
        "reading:search": ["/sok/?q=Synligord", "/sok/?q=Synligord&i=innspill"],
        "reading:suggest": ["/sok/forslag/?q=Zyxkvor"],
        "reading:permalink": [f"/a/{anchor}/"],
        "reading:wordings": [f"/a/{anchor}/ordlyder/"],
        "reading:find_receipt": ["/kvittering/"],
        "reading:log": ["/innspill/", *(f"/innspill/?status={one.state}" for one in given)],
        "reading:log_feed": ["/innspill/atom/"],
        "reading:inputs_to_paragraph": [f"/a/{anchor}/innspill/"],
        "reading:inputs_to_page": [f"/innspill/side/{page}/"],
        "reading:conversation": [f"/innspill/samtale/{page}/"],
        "reading:conversation_feed": [f"/innspill/samtale/{page}/atom/"],
        "reading:log_file": [f"/innspill/fil/{form}/" for form in FORMS] + [f"/innspill/fil/json/{log}"],
        "reading:input": [f"/innspill/{one.pk}/" for one in given],
        "reading:about": ["/personvern/"],
        "reading:share": [f"/a/{anchor}/del/"],
    }


def of_gatherings(world: World) -> dict[str, list[str]]:
    """Those of rounds and calls."""
    code, slug = world.prompt.round.code, world.call.slug
    return {
        "reading:round": [f"/runder/{world.prompt.round_id}/"],
        "reading:round_file": [f"/runder/{world.prompt.round_id}/rapport.docx"],
        "rounds:enter": ["/r/"],
        "rounds:joined": [f"/r/{code}/"],
        "rounds:wall": [f"/r/{code}/vegg/"],
        "calls:calls": ["/etterlysninger/"],
        "calls:call": [f"/etterlysninger/{slug}/"],
        "calls:calendar": [f"/etterlysninger/{slug}/frist.ics"],
        "calls:framed": [f"/etterlysninger/{slug}/innfelt/"],
    }


def of_giving(world: World) -> dict[str, list[str]]:
    """Those where one says something, and of what came with it."""
    anchor, page, given = anchor_in(world), world.recipe.pk, [world.suggestion, *world.inputs]
    return {
        "inputs:give_to_book": ["/innspill/gi/"],
        "inputs:give_to_page": [f"/innspill/gi/side/{page}/"],
        "inputs:give": [f"/innspill/gi/{anchor}/"],
        "inputs:give_reply": [f"/innspill/{one.pk}/kommenter/" for one in given],
        "actors:ask_sender": [f"/innspill/{one.pk}/kontakt/" for one in given],
        "inputs:support": [f"/innspill/{one.pk}/stott/" for one in given],
        "inputs:tips": ["/tips/"],
        "inputs:tip": ["/tips/example/"],
        "inputs:attachment": [f"/vedlegg/{one.pk}/" for one in world.files],
        "rules:rules": ["/regler/"],
    }


def of_editions(world: World) -> dict[str, list[str]]:
    """Those of the editions, and of what tells of them."""
    anchor, page = anchor_in(world), world.recipe.pk
    return {
        "outlets:editions": ["/utgave/"],
        "outlets:edition": ["/utgave/1/", "/utgave/2/"],
        "outlets:compare": ["/utgave/sammenlign/"],
        "outlets:comparison": ["/utgave/sammenlign/1/2/", "/utgave/sammenlign/1/i-dag/"],
        "outlets:comparison_file": ["/utgave/sammenlign/1/2/fil/docx/"],
        "outlets:page_compared": ["/utgave/sammenlign/1/2/side/oppskrifter/moete/"],
        "outlets:page_history": ["/utgave/historie/oppskrifter/moete/"],
        "outlets:cover_compared": ["/utgave/sammenlign/1/2/side/"],
        "outlets:cite": ["/utgave/2/henvisning/bibtex/"],
        "outlets:cite_page": ["/utgave/2/henvisning/ris/side/oppskrifter/moete/"],
        "outlets:cite_paragraph": [f"/utgave/2/henvisning/csl/{anchor}/"],
        "outlets:page": ["/utgave/2/oppskrifter/moete/"],
        "following:choose": ["/folg/"],
        "following:feed": ["/folg/atom/"],
        "following:feed_of_blog": ["/folg/atom/blogg/"],
        "following:feed_of_page": [f"/folg/atom/side/{page}/"],
        "following:feed_of_theme": ["/folg/atom/tema/samarbeid/"],
    }


def anchor_in(world: World) -> str:
    """The paragraph that is spoken about."""
    return str(world.suggestion.paragraph.anchor)  # type: ignore[union-attr]


def api_addresses(world: World) -> dict[str, list[str]]:
    """Those of them that programs read."""
    anchor = anchor_in(world)
    return {
        "api:pages": ["/api/v1/pages"],
        "api:page": [f"/api/v1/pages/{world.recipe.pk}"],
        "api:paragraph": [f"/api/v1/paragraphs/{anchor}"],
        "api:inputs": ["/api/v1/inputs", "/api/v1/inputs?order=newest", "/api/v1/inputs?q=Zyxkvord"],
        "api:input": [f"/api/v1/inputs/{one.pk}" for one in (world.suggestion, *world.inputs)],
        "api:edition": ["/api/v1/editions/1", "/api/v1/editions/2"],
        "api:round": [f"/api/v1/rounds/{world.prompt.round_id}"],
    }


def desk_addresses(world: World) -> Iterator[tuple[str, str]]:
    """All at the desk that can be opened with a number or a name, each with its route: new pages are among them by
    themselves."""
    numbers = {"rounds_desk": world.prompt.round_id, "calls_desk": world.call.pk}
    portions = list(world.reading.portions.order_by("pk")) if world.reading else []
    numbers |= {"review": world.reading.pk} if world.reading else {}
    for name, route in patterns():
        space = name.partition(":")[0]
        if not route.startswith("redaksjon/"):
            continue
        some = [world.suggestion, world.inputs[1], world.inputs[3]]  # on the page, and in the round
        some += [world.inputs[-1]] if name in ("desk:opened", "desk:make_page") else []  # to the call
        for given in some:
            of = numbers.get(space, world.prompt.round_id if "runder/" in route else given.pk)
            kwargs = {"number": of, "prompt": world.prompt.pk, "anchor": world.suggestion.paragraph.anchor}  # type: ignore[union-attr]
            kwargs |= {"page_id": world.recipe.pk, "form": "csv", "group": 1, "phase": 1, "key": 1}
            kwargs |= {"language": "nn"}
            kwargs |= {"page": world.recipe.pk, "portion": portions[0].pk if portions else 1}
            taken = {key: value for key, value in kwargs.items() if f":{key}>" in route}
            try:
                yield route, reverse(name, kwargs=taken)
            except NoReverseMatch:
                continue


def read(client: Client, address: str) -> str:
    """All the words of what is answered, also those packed in a file; "" for what is not for this reader."""
    return said_by(client.get(address, follow=True))


def said_by(answer: Any) -> str:
    """The words of an answer; "" for what is not for this reader."""
    if answer.status_code != 200:
        return ""
    said = words_in(answer.getvalue())
    return said.replace("q=Zyxkvord", "").replace('value="Zyxkvord"', "")  # what was asked for is said again


def words_in(content: bytes) -> str:
    """What is answered as text, also what is packed in a file."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", "ignore")


def walls(world: World) -> Iterator[tuple[str, str]]:
    """The round's wall, whatever it shows."""
    for shows in WallShows.values:
        Round.objects.filter(pk=world.prompt.round_id).update(wall=shows)
        yield f"wall {shows}", read(Client(), f"/r/{world.prompt.round.code}/vegg/")


def read_by_all(world: World, names: str = "") -> Iterator[tuple[str, str]]:
    """Each public address, whose name begins so, with what anyone reads there."""
    visitor = Client()
    for name, found in addresses(world).items():
        for address in dict.fromkeys(found) if name.startswith(names) else ():
            yield f"{name} {address}", read(visitor, address)


def is_refused_by_role(answer: Any) -> bool:
    """Whether it is the page of people/entrance.py, which asks for a role and for nothing else."""
    return answer.status_code == 403 and any(one.name == "people/no_entry.html" for one in answer.templates)


def read_at_the_desk(world: World, person: Person, name: str) -> Iterator[tuple[str, str]]:
    """Each address at the desk with what a person reads there, and what they find by somebody's name.

    A door that is closed to the person's role is closed whatever the number: it is knocked on once.
    """
    desk = Client()
    desk.force_login(person)
    closed = set()
    for door, address in dict.fromkeys(desk_addresses(world)):
        if door in closed:
            continue
        answer = desk.get(address, follow=True)
        if is_refused_by_role(answer):
            closed.add(door)
        yield address, said_by(answer)
    for form in ("csv", "xlsx", "json"):
        address = f"/redaksjon/innspill/fil/{form}/?state=all"
        yield address, words_in(desk.post(address).getvalue())
    asked = read(desk, f"/redaksjon/innspill/?q={name}")
    hits = [given.pk for given in world.inputs if f"/redaksjon/innspill/{given.pk}/" in asked]
    yield "search by name", f"{name}: {hits}" if hits else ""
