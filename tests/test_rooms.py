"""The rooms of the apps, as ARCHITECTURE.md promises them and rooms.toml says which module is in which."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch

from tests.imports import ROOT, SOURCE, imports_of_modules, modules, name_of

PLAN = tomllib.loads((ROOT / "rooms.toml").read_text(encoding="utf-8"))
ROOMS: list[str] = PLAN["rooms"]
IN_NO_ROOM = (
    "{} is in no room: name it for one (one of {}, by itself or as *_<room>), "
    "put it in a folder of one, or say in rooms.toml which it is level with"
)
UPWARD = "{} ({}) imports {} ({}), which is above it: move what both need down, or what imports up"


def room_of(module: str) -> str | None:
    """The room of a module, as `kokebok.book.placing`: by its names, or else by its line in rooms.toml."""
    within = module.removeprefix("kokebok.")
    return next(filter(None, map(_by_name, _names(within))), None) or _listed(within, "others")


def _names(within: str) -> list[str]:
    """The folders of a module below its app, from the outermost, and last the module itself."""
    *folders, own = within.split(".")[1:]
    return [*(f"{folder}/" for folder in folders), own]


def _by_name(name: str) -> str | None:
    bare = name.rstrip("/")
    by_itself = (room for room in ROOMS if bare == room or bare.endswith(f"_{room}"))
    return next(by_itself, None) or _listed(name, "names")


def _listed(name: str, table: str) -> str | None:
    return next(
        (room for room, names in PLAN[table].items() if any(_fits(name, listed) for listed in names)), None
    )


def _fits(name: str, listed: str) -> bool:
    if listed.endswith("/"):
        return f"{name}.".replace("/.", "/").startswith((listed, listed.replace("/", ".")))
    return fnmatch(name, listed)


def in_rooms() -> Iterator[str]:
    """The modules that should be in a room: all of the apps but the app itself, and what is only a folder's name."""
    for file in modules():
        app, *rest = file.relative_to(SOURCE).parts
        empty = file.name == "__init__.py" and not file.read_text(encoding="utf-8").strip()
        if rest and app not in PLAN["without"] and not empty:
            yield name_of(file)


def held_together(module: str) -> str:
    """The app whose rooms a module is in; each room of the desk has rooms of its own."""
    app, *rest = module.removeprefix("kokebok.").split(".")
    inner = f"{app}.{rest[0]}"
    return inner if app == "desk" and (SOURCE / "desk" / rest[0]).is_dir() and not _by_name(rest[0]) else app


def upward(graph: dict[str, set[str]]) -> Iterator[str]:
    for above, imported in sorted(graph.items()):
        for below in sorted(imported & graph.keys()):
            rooms = room_of(above), room_of(below)
            if None in rooms or held_together(above) != held_together(below):
                continue
            if ROOMS.index(str(rooms[0])) > ROOMS.index(str(rooms[1])):
                yield UPWARD.format(above, rooms[0], below, rooms[1])


def test_every_module_of_an_app_is_in_a_room() -> None:
    homeless = [module for module in in_rooms() if room_of(module) is None]
    assert [IN_NO_ROOM.format(module, ", ".join(ROOMS)) for module in homeless] == []


def test_no_module_imports_from_a_room_above_its_own() -> None:
    graph = imports_of_modules()
    assert list(upward({module: graph[module] for module in in_rooms()})) == []


def test_a_module_in_no_room_and_an_import_upward_are_seen() -> None:
    assert room_of("kokebok.book.helping") is None
    assert [
        room_of(f"kokebok.{name}") for name in ("book.word_views", "book.models.pages", "rounds.live.hub")
    ] == [
        "views",
        "models",
        "views",
    ]
    graph = {
        "kokebok.book.word_rules": {"kokebok.book.menu"},
        "kokebok.book.menu": {"kokebok.book.word_rules"},
    }
    assert list(upward(graph)) == [
        "kokebok.book.word_rules (rules) imports kokebok.book.menu (views), which is above it: "
        "move what both need down, or what imports up"
    ]


def test_rooms_toml_names_nothing_that_is_gone_and_nothing_whose_name_says_it() -> None:
    named = {module.removeprefix("kokebok.") for module in in_rooms()}
    for names in PLAN["others"].values():
        gone = [name for name in names if not any(_fits(module, name) for module in named)]
        said = [name for name in names if any(map(_by_name, _names(name.rstrip("/"))))]
        assert (gone, said) == ([], [])


def test_only_whole_parts_of_the_house_are_without_rooms() -> None:
    apps = {file.parent.name for file in SOURCE.glob("*/models.py")}
    assert apps & PLAN["without"].keys() == set()
    assert {name for name in PLAN["without"] if not (SOURCE / name).is_dir()} == set()
