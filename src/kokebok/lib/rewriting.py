"""New words put into a paragraph that has formatting and links, which stay on the words that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import takewhile

from kokebok.lib.richtext import BLOCKS, TOKEN, WITHOUT_CONTENT, normal, plain
from kokebok.lib.words import splices, words

LINKS = frozenset({"a"})


@dataclass(frozen=True)
class _RewrittenElement:
    number: int
    name: str
    tag: str


@dataclass(frozen=True)
class _Sign:
    """A character as read, "" for what is seen but not read, as it stands in the source, inside its elements."""

    text: str
    source: str
    within: tuple[_RewrittenElement, ...]


def rewritten(html: str, after: str) -> str:
    """The inline HTML with its text changed to `after` (plain text; white space as one space).

    Words that stay keep their formatting and links. New words take the formatting that all around them or
    all they replace has, but never a link. Nothing in `after` is read as HTML.
    """
    wanted = normal(after)
    if wanted == plain(html):
        return html
    signs = _collapsed(list(_signs(html)))
    tokens = words("".join(sign.text for sign in signs))
    at_sign = _sign_positions(signs, tokens)
    out: list[_Sign] = []
    at = 0
    for splice in splices(tokens, words(wanted)):
        start, end = at_sign[splice.start], at_sign[splice.end]
        out += signs[at:start]
        out += [sign for sign in signs[start:end] if not sign.text]
        within = _shared(signs, start, end)
        out += [_Sign(letter, escape(letter, quote=False), within) for letter in "".join(splice.words)]
        at = end
    return _written([*out, *signs[at:]])


def _signs(html: str) -> Iterator[_Sign]:
    open_now: list[_RewrittenElement] = []
    at = 0
    for number, token in enumerate(TOKEN.finditer(html)):
        yield from _letters(html[at : token.start()], tuple(open_now))
        at = token.end()
        name = (token["name"] or "").lower()
        if name == "br":
            yield _Sign(" ", token[0], tuple(open_now))
        elif name in WITHOUT_CONTENT:
            yield _Sign("", token[0], tuple(open_now))
        elif name and name not in BLOCKS:
            _follow(open_now, _RewrittenElement(number, name, token[0]), closes=bool(token["close"]))
    yield from _letters(html[at:], tuple(open_now))


def _follow(open_now: list[_RewrittenElement], element: _RewrittenElement, *, closes: bool) -> None:
    if not closes:
        open_now.append(element)
        return
    for at in range(len(open_now) - 1, -1, -1):
        if open_now[at].name == element.name:
            del open_now[at:]
            return


def _letters(source: str, within: tuple[_RewrittenElement, ...]) -> Iterator[_Sign]:
    text = unescape(source)
    for letter in _composed(text):
        yield _Sign(" " if letter.isspace() else letter, escape(letter, quote=False), within)


def _composed(text: str) -> str:
    """The text as `normal` has it, but with its white space as it is."""
    return "".join(token if token.isspace() else normal(token) for token in words(text))


def _collapsed(signs: Sequence[_Sign]) -> list[_Sign]:
    """Without white space at the ends, and of several in a row one, which shows all the line breaks of them."""
    done: list[_Sign] = []
    space: int | None = None
    at_start = True
    for sign in signs:
        if sign.text == " " and space is not None and sign.source.startswith("<"):
            done[space] = replace(done[space], source=done[space].source + sign.source)
        elif sign.text != " " or not (at_start or space is not None):
            done.append(sign)
        if sign.text:
            at_start = at_start and sign.text == " "
            space = None if sign.text != " " or at_start else space if space is not None else len(done) - 1
    if space is not None:
        del done[space]
    return done


def _sign_positions(signs: Sequence[_Sign], tokens: Sequence[str]) -> list[int]:
    """For each token the position of its first sign; and, last, the end."""
    readable = [at for at, sign in enumerate(signs) if sign.text]
    positions = []
    read = 0
    for token in tokens:
        positions.append(readable[read])
        read += len(token)
    return [*positions, len(signs)]


def _shared(signs: Sequence[_Sign], start: int, end: int) -> tuple[_RewrittenElement, ...]:
    """The elements, links left out, that all the replaced signs have, or both neighbours of an addition."""
    around = signs[start:end] or (signs[start - 1 : start + 1] if 0 < start < len(signs) else ())
    if not around:
        return ()
    shared = around[0].within
    for sign in around:
        shared = tuple(one for one, other in zip(shared, sign.within, strict=False) if one == other)
    return tuple(element for element in shared if element.name not in LINKS)


def _written(signs: Sequence[_Sign]) -> str:
    out: list[str] = []
    open_now: tuple[_RewrittenElement, ...] = ()
    for sign in signs:
        if sign.within != open_now:
            out.append(_step(open_now, sign.within))
            open_now = sign.within
        out.append(sign.source)
    return "".join([*out, _step(open_now, ())])


def _step(before: Sequence[_RewrittenElement], after: Sequence[_RewrittenElement]) -> str:
    """The tags that lead from within some elements to within others."""
    kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    closing = "".join(f"</{element.name}>" for element in reversed(before[kept:]))
    return closing + "".join(element.tag for element in after[kept:])
