"""Each word is written in one form: the table at the end of docs/glossary.md holds over all our own Norwegian texts."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest

from kokebok.cli.places import SOURCE
from tests.test_docs import rows_of

LANGUAGES = ("nb", "nn")
STARTER = SOURCE / "starter"
# Python files with Norwegian texts of ours: whole, or with one dictionary or set of labels for each language.
IN_CODE = [
    STARTER / "demo.py",
    STARTER / "demo_call.py",
    STARTER / "demo_round.py",
    STARTER / "beginnings.py",
    STARTER / "loading.py",
    SOURCE / "moderation" / "starter_list.py",
    SOURCE / "outlets" / "colophon.py",
    SOURCE / "outlets" / "labels.py",
    SOURCE / "outlets" / "formats" / "reading_copy.py",
]
OF_A_LANGUAGE = re.compile(r"(?:^|_)(nb|nn|en|se)$", re.IGNORECASE)
ADDRESSES = re.compile(r"https?://\S+|%\(\w+\)[sd]|\{\w*\}|<[^>]*>")
NAMES_AND_QUOTES: dict[str, set[str]] = {
    "nb": {
        "tiende trinn",  # a class at school
        "brev.txt",  # the file a letter that is too long comes with
        "«kokeboka»",  # the example of the word in nynorsk
        "Brev, frister og skjemaer",  # on paper, from the authorities
    },
    "nn": {
        "Creative Commons Namngjeving",  # what the licence is called
        "brev.txt",
    },
}
"""What is called so, or is said of something else; the words around it tell which."""


def forms_not_used(language: str) -> list[str]:
    """The cells of the table, without what is written of them."""
    at = {"nb": 3, "nn": 4}[language]
    rows = rows_of("docs/glossary.md", heading="## Forms we write")
    return [form.strip() for row in rows for form in row[at].split(",") if form.strip()]


def pattern(language: str) -> re.Pattern[str]:
    forms = [re.escape(form).replace(r"\*", r"\w*") for form in forms_not_used(language)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def said_otherwise(language: str, text: str) -> list[str]:
    """The forms of a text that we do not write."""
    for name in NAMES_AND_QUOTES[language]:
        text = text.replace(name, " ")
    return [found[0] for found in pattern(language).finditer(ADDRESSES.sub(" ", text))]


def catalogues(language: str) -> Iterator[tuple[str, str]]:
    for file in sorted(SOURCE.glob(f"locale*/{language}/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(file)):
            for said in [entry.msgstr, *entry.msgstr_plural.values()]:
                yield entry.msgid, said


def in_files(value: Any, language: str, written_in: str = "nb") -> Iterator[str]:
    """What a file of the starter says in a language: what lies under a key or in a part that names another does not."""
    if isinstance(value, str):
        if written_in == language:
            yield value
    elif isinstance(value, list):
        for one in value:
            yield from in_files(one, language, written_in)
    elif isinstance(value, dict):
        here = value.get("language", written_in)
        for key, one in value.items():
            named = OF_A_LANGUAGE.search(key)
            if key not in {"sources", "url", "source_title", "slug"}:
                yield from in_files(one, language, named[1].lower() if named else here)


def in_code(node: ast.AST, language: str, written_in: str = "nb") -> Iterator[str]:
    """What a module says in a language: a name or a key that ends in another language's letters begins that one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and written_in == language:
        yield node.value
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            named = OF_A_LANGUAGE.search(str(key.value)) if isinstance(key, ast.Constant) else None
            yield from in_code(value, language, named[1].lower() if named else written_in)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        named = OF_A_LANGUAGE.search(ast.unparse(target))
        if node.value:
            yield from in_code(node.value, language, named[1].lower() if named else written_in)
    elif not isinstance(node, ast.Expr):  # which is a docstring
        for child in ast.iter_child_nodes(node):
            yield from in_code(child, language, written_in)


def starter_texts(language: str) -> Iterator[tuple[str, str]]:
    for file in sorted(STARTER.rglob("*.toml")):
        for text in in_files(tomllib.loads(file.read_text(encoding="utf-8")), language):
            yield str(file.relative_to(SOURCE)), text


def code_texts(language: str) -> Iterator[tuple[str, str]]:
    for file in IN_CODE:
        for text in in_code(ast.parse(file.read_text(encoding="utf-8")), language):
            yield str(file.relative_to(SOURCE)), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("texts", [catalogues, starter_texts, code_texts])
def test_no_text_has_a_form_that_the_glossary_says_we_do_not_write(texts: Any, language: str) -> None:
    found = [
        (where, text, other) for where, text in texts(language) if (other := said_otherwise(language, text))
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forms_that_the_glossary_gives_are_not_among_those_it_says_we_do_not_write(language: str) -> None:
    at = {"nb": 1, "nn": 2}[language]
    rows = rows_of("docs/glossary.md", heading="## Forms we write")
    assert [row[at] for row in rows if said_otherwise(language, row[at])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_we_do_not_write_is_found_wherever_it_stands(language: str) -> None:
    missed = [
        form
        for form in forms_not_used(language)
        if not said_otherwise(language, f"«{form.replace('*', 'x').capitalize()}», og mer.")
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("language", "expected"), [("nb", "Lenken er bare din."), ("nn", "Lenka er berre di.")]
)
def test_texts_are_read_in_the_language_they_are_written_in(language: str, expected: str) -> None:
    written = {
        "language": "nn",
        "lead": "Lenka er berre di.",
        "name": {"nb": "Lenken er bare din.", "en": "It"},
    }
    module = 'TEXT = {"explanation_nb": "Lenken er bare din.", "explanation_nn": "Lenka er berre di."}\n'
    assert [text for text in in_files(written, language) if text != "nn"] == [expected]
    assert list(in_code(ast.parse(module), language)) == [expected]


def test_the_files_with_texts_are_there_and_say_something() -> None:
    assert [file.name for file in IN_CODE if not Path(file).is_file()] == []
    assert all(
        list(texts(language)) for texts in (catalogues, starter_texts, code_texts) for language in LANGUAGES
    )
