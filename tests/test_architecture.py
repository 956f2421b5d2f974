"""The shape of the code, as ARCHITECTURE.md promises it. Each test lists what breaks the promise."""

from __future__ import annotations

import ast
import builtins
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.imports import ROOT, SOURCE, imports_of_modules, modules

LONGEST_MODULE = 400  # lines
LONGEST_FUNCTION = 60  # lines, with its docstring
DEEPEST_NESTING = 3
LONGEST_SCRIPT = 150  # lines of a JavaScript module

NAMES_THAT_HIDE = frozenset(
    [
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "core",
        "misc",
        "base",
        "services",
        "managers",
        "mixins",
        "tasks",
        "signals",
    ]
)
TABLES_OF_TWO_APPS = frozenset(  # tables keep their names, and a reader of SQL sees the app before the name
    ["Draft", "Entry", "Event", "Member", "Proposal", "Reading"]
)
DJANGO_WANTS = frozenset(["Command", "Migration"])  # in each file of its kind
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def our_python() -> list[Path]:
    return [ROOT / "kokebok", *modules(), *sorted((ROOT / "bench").glob("*.py"))]


def scripts() -> list[Path]:
    return sorted(file for file in SOURCE.rglob("static/**/*.js") if "vendor" not in file.parts)


def templates() -> list[Path]:
    return sorted(SOURCE.rglob("templates/**/*.html"))


def said(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def names_in(file: Path) -> Iterator[str]:
    """The names of classes, and what else a module names in its code."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.alias):
            yield node.name.rpartition(".")[2]
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, FUNCTIONS):
            yield node


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def depth_of(node: ast.AST) -> int:
    """How many blocks stand inside one another; an elif is no deeper than its if."""
    return max((_depth_with(child, node) for child in ast.iter_child_nodes(node)), default=0)


def _depth_with(child: ast.AST, parent: ast.AST) -> int:
    if isinstance(child, (*FUNCTIONS, ast.ClassDef)):
        return 0
    is_elif = isinstance(child, ast.If) and isinstance(parent, ast.If) and parent.orelse == [child]
    return depth_of(child) + (isinstance(child, BLOCKS) and not is_elif)


def test_no_module_is_longer_than_one_can_hold_in_mind() -> None:
    long = {said(file): file.read_text(encoding="utf-8").count("\n") for file in our_python()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    assert [
        f"{said(file)}: {function.name} has {lines_of(function)} lines"
        for file in our_python()
        for function in functions(file)
        if lines_of(function) > LONGEST_FUNCTION
    ] == []


def test_no_function_is_nested_deeper_than_three() -> None:
    assert [
        f"{said(file)}: {function.name} is nested {depth_of(function)} deep"
        for file in our_python()
        for function in functions(file)
        if depth_of(function) > DEEPEST_NESTING
    ] == []


def test_an_elif_is_not_counted_as_deeper_and_a_loop_in_a_loop_is() -> None:
    code = "def f():\n if a:\n  pass\n elif b:\n  for c in d:\n   while e:\n    pass\n"
    assert depth_of(ast.parse(code).body[0]) == 3


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert [" → ".join(circle) for circle in circles(imports_of_modules())] == []


def test_a_circle_of_imports_is_found_also_when_one_is_inside_a_function() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}
    assert circles(graph) == [["a", "b", "c"]]


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach one another, each in alphabetical order."""
    reach = {name: _reachable(name, graph) for name in graph}
    groups = {
        tuple(sorted(other for other in reach[name] if name in reach[other]))
        for name in graph
        if name in reach[name]
    }
    return [list(group) for group in sorted(groups)]


def _reachable(start: str, graph: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += graph[name]
    return seen


def test_no_room_has_a_name_that_hides_what_is_in_it() -> None:
    rooms = [*modules(), *(file.parent for file in modules())]
    assert sorted({said(room) for room in rooms if room.stem in NAMES_THAT_HIDE}) == []


def test_what_may_be_read_of_an_input_is_asked_in_one_place() -> None:
    """Whether it may be read is `readable`, and who said it is in `inputs.seen` (docs/decisions/0023)."""
    by_itself = re.compile(r"\bgiven\.(name|on_behalf_of)\b|[({]State\.OPEN, State\.ANSWERED[)}]")
    the_place = {"src/kokebok/inputs/models.py", "src/kokebok/inputs/seen.py"}
    of_what_is_shown = {  # there `given` is what `shown` made
        "src/kokebok/reading/templates/reading/input.html",
        "src/kokebok/web/templates/components/input_card.html",
    }
    found = {
        said(file)
        for file in [*modules(), *templates()]
        if by_itself.search(file.read_text(encoding="utf-8"))
    }
    assert found - of_what_is_shown - the_place == set()


def test_a_class_name_occurs_once() -> None:
    """Else whoever looks for it finds another; a class carries its app's word where its own would be common."""
    homes: dict[str, list[str]] = {}
    for file in modules():
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name not in DJANGO_WANTS:
                homes.setdefault(node.name, []).append(said(file))
    twice = {name: where for name, where in homes.items() if len(where) > 1}
    assert {name: where for name, where in twice.items() if name not in TABLES_OF_TWO_APPS} == {}
    assert twice.keys() == TABLES_OF_TWO_APPS
    assert [where for files in twice.values() for where in files if "/models" not in where] == []


def test_what_a_docstring_says_is_raised_and_what_a_template_says_it_takes_are_there() -> None:
    """A name of before is of no use to whoever looks it up."""
    raised = re.compile(r"\bRaises?\b(.*?)(?:\.\s|\.?\"\"\"|\n\n)", re.DOTALL)
    word_of_words = re.compile(
        r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b"
    )  # of several words: one word begins a sentence too
    taken = re.compile(r"\((?:\w+\.)*([A-Z][a-z]+(?:[A-Z][a-z]+)+)\b")
    known = {*dir(builtins), *dir(subprocess)} | {name for file in modules() for name in names_in(file)}
    gone = {
        (said(file), word)
        for file in modules()
        for told in raised.findall(file.read_text(encoding="utf-8"))
        for word in word_of_words.findall(told)
        if word not in known
    } | {
        (said(file), word)
        for file in templates()
        for comment in re.findall(r"{#.*?#}", file.read_text(encoding="utf-8"), re.DOTALL)
        for word in taken.findall(comment)
        if word not in known
    }
    assert sorted(gone) == []


def test_nothing_listens_to_signals_but_the_book_to_what_goes_live_and_inputs_to_migrations() -> None:
    signal = re.compile(r"^\s*(from [\w.]*signals import|@receiver)", re.MULTILINE)
    listening = [said(file) for file in modules() if signal.search(file.read_text(encoding="utf-8"))]
    assert listening == ["src/kokebok/book/apps.py", "src/kokebok/inputs/apps.py"]


def test_no_template_has_a_script_or_a_style_of_its_own() -> None:
    inline = re.compile(
        r"""<script(?![^>]*\b(?:src=|type="application/(?:ld\+)?json"))|<style\b|\sstyle=["']|\son[a-z]+=["']""",
        re.IGNORECASE,
    )
    assert [
        f"{said(file)}: {found.group(0)}"
        for file in templates()
        for found in inline.finditer(file.read_text(encoding="utf-8"))
    ] == []


def test_a_form_that_is_a_part_of_its_own_is_given_what_says_that_it_is_ours() -> None:
    """`include … only` hands on nothing that is not named, and then every press is refused."""
    said_in = {
        file.as_posix().split("/templates/")[1]: file.read_text(encoding="utf-8") for file in templates()
    }
    forms = {name for name, text in said_in.items() if "{% csrf_token %}" in text}
    without = [
        (name, part)
        for name, text in said_in.items()
        for part, more in re.findall(r'{%\s*include\s+"([^"]+)"([^%]*)%}', text)
        if part in forms and re.search(r"\bonly\b", more) and "csrf_token=csrf_token" not in more
    ]
    assert without == []


def test_each_script_does_one_thing() -> None:
    long = {said(file): file.read_text(encoding="utf-8").count("\n") for file in scripts()}
    assert {name: lines for name, lines in long.items() if lines >= LONGEST_SCRIPT} == {}


def test_nothing_is_left_for_later_in_the_code() -> None:
    later = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b")  # in brackets, so as not to find itself
    tests = sorted((ROOT / "tests").rglob("*.py"))
    styles = [file for file in SOURCE.rglob("static/**/*.css") if "vendor" not in file.parts]
    files = [*our_python(), *tests, *templates(), *scripts(), *styles]
    assert [said(file) for file in files if later.search(file.read_text(encoding="utf-8"))] == []
