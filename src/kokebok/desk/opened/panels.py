"""What stands beside an opened input: each panel is a template, and a function that finds what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from kokebok.calls.making_queries import becoming
from kokebok.calls.queries import panel_of as call_panel
from kokebok.clusters.panel import panel as alike
from kokebok.desk.answering.undo_window import undo_window
from kokebok.desk.inbox.presence import others_here
from kokebok.desk.inbox.queries import said_of_same_place, visible_to
from kokebok.desk.models import Assignment
from kokebok.desk.opened.sharing_panels import group_panel, holder_panel, notes_panel, unused_panel
from kokebok.doors.queries import arrival_of, left_out_of
from kokebok.doors.rules import may as may_at_doors
from kokebok.inputs.models import UNSETTLED
from kokebok.inputs.queries import ask_what_is_there, attachments_of
from kokebok.inputs.rules import MAY as MAY_WITH_INPUTS
from kokebok.moderation.queries import rulings_on, what_was_removed
from kokebok.moderation.rules import CAN_BE_REDACTED, may
from kokebok.people.rules import has_role
from kokebok.review.models import Verdict
from kokebok.review.panel import from_draft, from_word
from kokebok.rounds.panel import panel as round_panel
from kokebok.themes.panel import panel as themes_panel
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person

LOOKED_FOR = (
    "drafts", "held_answer", "notes", "member", "in_meaning", "input_themes", "theme_proposals", "no_theme", "rulings",
    "original", "making", "named_parties",
)  # fmt: skip
"""What other panels, and the form, show besides what they always show."""

Find = Callable[["Person", "Input"], Mapping[str, Any] | None]
"""What a panel shows to a person about an input, by name; None to leave the panel out."""


@dataclass(frozen=True)
class Panel:
    """A panel. Its template takes `panel` (what `find` gives), `given` (the input) and `query` (the filter).

    With nothing in the values named in `filled_by` it is only what one can do: then it is one link in a line of such
    links, by the template `line`, which takes the same. With `of`, it is only looked for where there is some. `app` is
    whose it is, where that can be left out.
    """

    template: str
    find: Find
    line: str = ""
    filled_by: tuple[str, ...] = ()
    of: str = ""
    app: str = ""


@dataclass(frozen=True)
class PanelShown:
    """A panel with what it shows. `is_line`: it is one link in the line of links."""

    template: str
    shows: Mapping[str, Any]
    is_line: bool


def look(person: Person, given: Input) -> None:
    """Ask once what there is beside an input: most of it, most inputs have nothing of."""
    panels = [panel.of for panel in PANELS if panel.of and panel.of != "group"]
    said = Verdict.objects.filter(portion__paragraph=given.paragraph_id)
    here = others_here(person).filter(given=OuterRef("pk"))
    has_it = Assignment.objects.active().filter(given=OuterRef("pk"))
    others = {"group": said, "others_here": here, "assignment": has_it}
    ask_what_is_there(given, *panels, *LOOKED_FOR, **{name: Exists(rows) for name, rows in others.items()})


def _same_place(person: Person, given: Input) -> Mapping[str, Any] | None:
    said = said_of_same_place(person, given)
    return {"others": said.others, "decisions": said.decisions} if said.others or said.decisions else None


def _files(person: Person, given: Input) -> Mapping[str, Any] | None:
    files = attachments_of(given) if has_role(person, *MAY_WITH_INPUTS["attachment.read"]) else []
    return {"files": files} if files else None


def _arrival(person: Person, given: Input) -> Mapping[str, Any] | None:
    arrival = arrival_of(given) if has_role(person, *MAY_WITH_INPUTS["attachment.read"]) else None
    if arrival is None:
        return None
    can_change = may_at_doors(person, "doors.let_in") and given.state in UNSETTLED
    return {"arrival": arrival, "left_out": left_out_of(arrival), "can_take_back": can_change}


def _moderation(person: Person, given: Input) -> Mapping[str, Any] | None:
    if not may(person, "moderation.rule"):
        return None
    shown = {
        "number": given.pk,
        "rulings": rulings_on(given),
        "original": what_was_removed(given) if may(person, "moderation.see_original") else {},
        "can_redact": given.state in CAN_BE_REDACTED,
    }
    return shown if shown["rulings"] or shown["original"] or shown["can_redact"] else None


def _alike(person: Person, given: Input) -> Mapping[str, Any] | None:
    return alike(person, given, visible_to(person))


def _rest(person: Person, given: Input) -> Mapping[str, Any] | None:
    found = undo_window(person, given)
    return {"undo_window": found} if found else None


PANELS: tuple[Panel, ...] = (
    Panel("desk/_undo_window.html", _rest),
    Panel("desk/_unused.html", unused_panel, of="unused_texts"),
    Panel("desk/_call.html", call_panel, of="in_call", app="calls"),
    Panel("desk/_becomes_page.html", becoming, app="calls"),
    Panel("inputs/_files_at_the_desk.html", _files, of="attachments"),
    Panel("doors/_arrival.html", _arrival, of="arrival", app="doors"),
    Panel("review/_from_word.html", from_word, of="word", app="review"),
    Panel("review/_from_draft.html", from_draft, of="draft_verdict", app="review"),
    Panel("rounds/_panel.html", round_panel, of="in_round", app="rounds"),
    Panel(
        "clusters/_alike.html",
        _alike,
        "clusters/_link_line.html",
        ("linked", "same", "apart", "meaning"),
        app="clusters",
    ),
    Panel("desk/_holder.html", holder_panel, "desk/_holder_line.html", ("assignment",)),
    Panel(
        "themes/_panel.html",
        themes_panel,
        "themes/_give_line.html",
        ("has", "proposals", "none_fits"),
        app="themes",
    ),
    Panel("desk/_notes.html", notes_panel, "desk/_notes_line.html", ("notes",)),
    Panel("desk/_group.html", group_panel, of="group", app="review"),
    Panel("desk/_same_place.html", _same_place),
    Panel("moderation/_panel.html", _moderation, "moderation/_line.html", ("rulings", "original")),
)


def panels_for(person: Person, given: Input) -> list[PanelShown]:
    """The panels that have something to show, in their order."""
    found = [
        (panel, panel.find(person, given))
        for panel in PANELS
        if is_present(panel.app) and (not panel.of or given.may_have(panel.of))
    ]
    return [_shown(panel, shows) for panel, shows in found if shows is not None]


def _shown(panel: Panel, shows: Mapping[str, Any]) -> PanelShown:
    is_line = bool(panel.line) and not any(shows[name] for name in panel.filled_by)
    return PanelShown(panel.line if is_line else panel.template, shows, is_line)
