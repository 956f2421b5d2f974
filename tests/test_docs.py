"""The documents say what is so: each test lists what they say that the code does not."""

from __future__ import annotations

import argparse
import ast
import configparser
import importlib
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kokebok.cli.commands import _parser
from kokebok.config.settings import SETTINGS_WE_KNOW

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kokebok"
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
PASSING_ON = {"test", "bench", "manage"}  # their options are other programs'
MADE_HERE = {"data", "__pycache__", "htmlcov", "node_modules"}  # by running it; not in the repository

CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
PLACE = re.compile(r"`((?:\w+/)+\w+\.\w+)(?:: (\w+(?:\.\w+)?))?`")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows_of(name: str, heading: str = "\n") -> list[list[str]]:
    """The cells of each row of the first table below a heading, without the row that heads it."""
    lines = text_of(name).partition(heading)[2].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    table = itertools.takewhile(lambda line: line.startswith("|"), lines[start:])
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table][2:]


# --- settings ---


def test_the_page_of_settings_has_each_setting_with_the_words_of_the_code_in_its_order() -> None:
    listed = [(row[0].strip("`"), row[1]) for row in rows_of("docs/settings.md")]
    assert listed == list(SETTINGS_WE_KNOW.items())


def test_the_page_of_settings_says_what_holds_without_them() -> None:
    said = {row[0].strip("`"): row[2] for row in rows_of("docs/settings.md")}
    assert {name: said[name] for name in plain_defaults()} == plain_defaults()


def plain_defaults() -> dict[str, str]:
    """The defaults in the settings that are a word or a number, as the page writes them."""
    defaults: dict[str, str] = {}
    for call in ast.walk(ast.parse((SOURCE / "config" / "settings.py").read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "env.read":
            name = ast.literal_eval(call.args[0])
            default = next(word.value for word in call.keywords if word.arg == "default")
            if isinstance(default, ast.Constant) and default.value not in {"", None}:
                spoken = {"True": "yes", "False": "no"}
                defaults[f"KOKEBOK_{name}"] = spoken.get(str(default.value), str(default.value))
    return defaults


def test_no_document_names_a_setting_that_is_none() -> None:
    named = {
        name for file in DOCUMENTS for name in re.findall(r"KOKEBOK_[A-Z_]+[A-Z]", file.read_text("utf-8"))
    }
    assert named - set(SETTINGS_WE_KNOW) == set()


# --- commands ---


def commands() -> dict[str, argparse.ArgumentParser]:
    action = next(one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(action.choices)


def test_each_command_is_listed_with_the_words_of_its_help() -> None:
    listed = {row[0].strip("`"): row[1] for row in rows_of("CONTRIBUTING.md", "## Commands")}
    action = next(one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction))
    helps = {f"./kokebok {choice.dest}": choice.help for choice in action._choices_actions}
    assert listed == helps


def test_every_command_in_the_documents_is_one_and_knows_its_options() -> None:
    known = commands()
    unknown = []
    for file in DOCUMENTS:
        for command, rest in re.findall(r"\./kokebok (\w+)([^`\n]*)", file.read_text("utf-8")):
            options = set(re.findall(r"(?<=\s)--[a-z-]+", rest))
            has = known[command]._option_string_actions if command in known else {}
            if command not in known or (command not in PASSING_ON and not options <= {*has, "--help"}):
                unknown.append(f"{file.name}: ./kokebok {command}{rest}")
    assert unknown == []


def test_the_two_commands_of_the_readme_are_what_ci_and_a_newcomer_need() -> None:
    block = CODE_BLOCK.search(text_of("README.md"))
    assert block
    assert re.findall(r"^\./kokebok \w+", block[0], re.MULTILINE) == ["./kokebok demo", "./kokebok test"]


def test_each_check_is_counted() -> None:
    from kokebok.cli.checks import CHECKS

    words = ["seven", "eight", "nine", "ten", "eleven", "twelve"]
    assert f"runs {words[len(CHECKS) - 7]} checks" in text_of("CONTRIBUTING.md")


# --- words ---


def test_no_word_the_code_has_left_comes_back() -> None:
    left = {row[0].strip("`") for row in rows_of("docs/glossary.md", "## Words the code no longer uses")}
    back = [
        f"{file.relative_to(SOURCE)}: {name}"
        for file in SOURCE.rglob("*.py")
        if "migrations" not in file.parts
        for name in sorted({file.stem, f"{file.parent.name}.{file.stem}", *names_defined_in(file)} & left)
    ]
    assert back == []


def names_defined_in(file: Path) -> set[str]:
    """The functions and classes of a module; not those of one plain word, which were names of modules only."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    names = {one.name for one in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(one, kinds)}
    return {name for name in names if "_" in name or not name.islower()}


@pytest.mark.parametrize("identifier", [row[3].strip("`") for row in rows_of("docs/glossary.md")])
def test_each_word_with_a_place_in_the_code_is_there(identifier: str) -> None:
    assert found(identifier) is not None


def found(identifier: str) -> Any:
    """What `app.module.Name` names below kokebok. Raises AttributeError when there is no such thing."""
    parts = identifier.split(".")
    modules = [length for length in range(1, len(parts)) if is_module(parts[:length])]
    thing: Any = importlib.import_module(".".join(["kokebok", *parts[: modules[-1]]]))
    for part in parts[modules[-1] :]:
        thing = getattr(thing, part)
    return thing


def is_module(parts: list[str]) -> bool:
    path = SOURCE.joinpath(*parts)
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def test_each_word_has_all_three_languages_once() -> None:
    rows = rows_of("docs/glossary.md")
    assert [row for row in rows if not all(row[:3])] == []
    words = [row[0] for row in rows]
    assert sorted({word for word in words if words.count(word) > 1}) == []


# --- the tree and the layers ---


def tree() -> Iterator[Path]:
    """What the tree in ARCHITECTURE.md lists."""
    block = text_of("ARCHITECTURE.md").partition("## The tree")[2].partition("```")[2].partition("```")[0]
    above = Path()
    for line in block.strip().splitlines():
        name = line.split()[0]
        here = above / name if line.startswith("  ") else Path(name)
        if not line.startswith("  ") and name.endswith("/"):
            above = here
        yield here


def test_all_that_the_tree_lists_is_there() -> None:
    assert [str(path) for path in tree() if not (ROOT / path).exists()] == []


def test_the_tree_lists_all_that_is_at_the_top_and_each_part_of_the_source() -> None:
    top = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - MADE_HERE
    parts = {path.name for path in SOURCE.iterdir() if path.is_dir()} - MADE_HERE
    listed = set(tree())
    missing = {name for name in top - {"src"} if Path(name) not in listed}
    missing |= {f"src/kokebok/{name}" for name in parts if Path("src/kokebok", name) not in listed}
    assert missing == set()


def test_the_layers_are_those_that_are_held() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    held = re.findall(r"^(.+)$", contracts["importlinter:contract:house"]["layers"].strip(), re.MULTILINE)
    there = [
        name.strip(" ()")
        for line in held
        for name in line.split(" : ")
        if (SOURCE / name.strip(" ()")).exists()
    ]
    told = [name for row in rows_of("ARCHITECTURE.md", "## The layers") for name in row[0].split(", ")]
    assert (sorted(told[:3]), told[3:]) == (sorted(there[:3]), there[3:])


def test_the_rooms_of_the_desk_are_those_that_are_held() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    held = contracts["importlinter:contract:desk"]["layers"].replace("|", " ").split()
    told = [
        name for row in rows_of("ARCHITECTURE.md", "### The rooms of the desk") for name in row[0].split(", ")
    ]
    assert told == held[held.index("opened") :]


# --- places and links ---


def names_in(file: Path) -> set[str]:
    """The functions, classes and methods (`Class.method`) of a module."""
    names: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            inner = (ast.FunctionDef, ast.AsyncFunctionDef)
            names |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, inner)}
    return names


def test_each_file_and_function_that_a_document_names_is_there() -> None:
    wrong = []
    for document in DOCUMENTS:
        for path, name in PLACE.findall(document.read_text("utf-8")):
            file = next((root / path for root in (SOURCE, ROOT) if (root / path).exists()), None)
            if file is None or (name and name not in names_in(file)):
                wrong.append(f"{document.name}: {path} {name}".strip())
    assert wrong == []


def test_the_walkthrough_goes_through_each_station() -> None:
    apps = {path.split("/")[0] for path, _name in PLACE.findall(text_of("docs/walkthrough.md"))}
    assert {
        "reading",
        "inputs",
        "desk",
        "book",
        "editions",
        "outlets",
        "journal",
        "people",
        "web",
    } - apps == set()


def test_each_link_between_the_documents_leads_somewhere() -> None:
    assert [
        f"{document.name}: {target}"
        for document in DOCUMENTS
        for target in LINK.findall(CODE_BLOCK.sub("", document.read_text("utf-8")))
        if not leads_somewhere(document, target)
    ] == []


def leads_somewhere(document: Path, target: str) -> bool:
    if re.match(r"https?://|mailto:", target):
        return True
    path, _sign, heading = target.partition("#")
    file = (document.parent / path).resolve() if path else document
    return file.exists() and (not heading or heading in headings_of(file))


def headings_of(file: Path) -> set[str]:
    """The headings as addresses: small letters, hyphens for spaces, no other signs."""
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_each_decision_says_what_it_costs() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [file.name for file in decisions if "**What it costs.**" not in file.read_text("utf-8")] == []
    assert [int(file.name[:4]) for file in decisions] == list(range(1, len(decisions) + 1))


def test_the_picture_of_the_readme_is_small() -> None:
    pictures = list((ROOT / "docs" / "pictures").iterdir())
    assert [picture.name for picture in pictures if picture.stat().st_size > 250_000] == []


def test_everything_that_was_made_by_others_is_in_the_page_of_licences() -> None:
    page = text_of("docs/licences.md")
    folders = [file.parent.relative_to(ROOT).as_posix() for file in SOURCE.rglob("VENDOR.json")]
    assert [folder for folder in folders if f"`{folder}/`" not in page] == []
