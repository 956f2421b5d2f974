"""A comma stands close to the word before it, also where one piece of a template ends and another begins."""

from __future__ import annotations

import re
from pathlib import Path

from django.template.base import Lexer, TokenType

import kokebok

PRINTS_NOTHING = {
    "if", "elif", "else", "endif", "for", "empty", "endfor", "with", "endwith", "endblock", "load"
}  # fmt: skip
MARK = re.compile(r"[,;:.!?](?=\s|$)")


def lonely_marks(source: str) -> list[int]:
    """The lines where a mark of punctuation can have white space before it on the page."""
    found, after_space = [], False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.TEXT:
            text = token.contents
            if after_space and MARK.match(text):
                found.append(token.lineno or 0)
            found += [0 for _alone in re.finditer(r"\s[,;:](?=\s)", text)]
            after_space = text[-1:].isspace()
        elif token.token_type == TokenType.VAR or token.contents.split()[0] not in PRINTS_NOTHING:
            after_space = False
    return found


def test_no_mark_of_punctuation_is_left_alone() -> None:
    assert lonely_marks("a\n  {% if b %}, {{ b }}{% endif %}") == [2]
    assert lonely_marks("a{% if b %}, {{ b }}{% endif %}\n{% translate 'c' %}: d") == []
    root = Path(kokebok.__file__).parent
    files = sorted(one for ending in ("html", "txt") for one in root.glob(f"*/templates/**/*.{ending}"))
    alone = {str(one.relative_to(root)): lonely_marks(one.read_text(encoding="utf-8")) for one in files}
    assert {name: lines for name, lines in alone.items() if lines} == {}
