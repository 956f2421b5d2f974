"""The outline of a recipe."""

from __future__ import annotations

from datetime import date
from typing import Any

from kokebok.book.outline.headings import heading as _
from kokebok.book.outline.parts import followed, laid_out, plain, rich, rich_section, shown, some, table
from kokebok.lib.text import Passage, Section
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words


def recipe(page: Any, on: date) -> list[Section]:
    """The sections of a recipe."""
    return [
        Section(
            key="situation", title=_("Your situation"), passages=tuple(plain("situation", page.situation))
        ),
        followed(
            Section(
                key="outcome",
                title=_("What you have when done"),
                passages=tuple(plain("outcome", page.outcome)),
            ),
            [laid_out(f"pictures/{block.id}", block) for block in page.pictures],
        ),
        Section(
            key="ingredients",
            title=_("You need"),
            shape="ingredients",
            parts=tuple(_ingredients(page)),
        ),
        Section(
            key="steps",
            title=_("Do it like this"),
            shape="steps",
            parts=tuple(_step(f"steps/{block.id}", block.value) for block in page.steps),
        ),
        rich_section(page, "mistakes", _("Common mistakes")),
        Section(
            key="variants",
            title=_("When things are different"),
            parts=tuple(_variant(page, block) for block in page.variants),
        ),
    ]


def _ingredients(page: Any) -> list[Section]:
    words = all_words()
    kinds = words.among(Which.INGREDIENTS, (block.value["kind"] for block in page.ingredients))
    return [
        Section(
            key=kind,
            title=words.name(Which.INGREDIENTS, kind, page.language),
            passages=tuple(
                passage
                for block in page.ingredients
                if block.value["kind"] == kind
                for passage in plain(f"ingredients/{block.id}/text", block.value["text"], "item")
            ),
        )
        for kind, _label in kinds
    ]


def _step(path: str, value: Any) -> Section:
    stop = plain(f"{path}/stop", value["stop"])
    done = plain(f"{path}/done_when", value["done_when"])
    tool, fact = value["tool"], value["fact"]
    return Section(
        key="step",
        title=value["what"],
        shape="step",
        facts=some(
            (_("Who"), value["who"]),
            (_("Time"), value["time"]),
            (_("Tool"), tool.title if tool else ""),
            (_("Read more"), fact.title if fact else ""),
        ),
        passages=(*rich(f"{path}/how", value["how"].source), *_pictures(path, value)),
        parts=tuple(
            section
            for section in (
                *_tables(path, value),
                Section(key="stop", title="", shape="stop", passages=tuple(stop)),
                Section(key="done_when", title=_("You are done when"), passages=tuple(done)),
            )
            if section.passages
        ),
        links=tuple(
            (label, _path(page)) for label, page in ((_("Tool"), tool), (_("Read more"), fact)) if page
        ),
    )


def _pictures(path: str, value: Any) -> list[Passage]:
    """The pictures of a step; one written before there were pictures has none."""
    bound = value["pictures"].bound_blocks
    return [one for item in bound for one in shown(f"{path}/pictures/{item.id}", item.value)]


def _tables(path: str, value: Any) -> list[Section]:
    """The tables of a step; one written before there were tables has none."""
    return [table(f"{path}/tables/{item.id}", item.value) for item in value["tables"].bound_blocks]


def _path(page: Any) -> str:
    """Where a page stands below the cookbook, without slashes around."""
    return str(page.url_path).split("/", 2)[2].strip("/")


def _variant(page: Any, block: Any) -> Section:
    return Section(
        key="variant",
        title=all_words().name(Which.CASES, block.value["case"], page.language),
        passages=tuple(rich(f"variants/{block.id}/text", block.value["text"].source)),
    )
