"""Whether a tool is practical: what a tip about one is asked, and the answers read back from the text it became.

The text is the one place where the answers stand: its sender may change it, and moderation take a part away.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kokebok.book.models import AsIs

QUESTIONS = {
    "as_is": _("Can others use it as it is?"),
    "used_by": _("Who can use it?"),
    "tried_by": _("Who has tried it?"),
}
"""The questions, by the field of a tool that the answer goes into."""
LONGEST_USED_BY = 200  # characters of who can use it


def with_answers(text: str, answers: Mapping[str, str]) -> str:
    """A text with the answers below it, as `read_back` finds them: by their fields, of `as_is` the value chosen."""
    said = {**answers, "as_is": _called(answers.get("as_is", ""))}
    return "\n\n".join([text, *(f"{QUESTIONS[name]}\n{said[name]}" for name in QUESTIONS if said.get(name))])


def _called(chosen: str) -> str:
    return str(AsIs(chosen).label) if chosen in AsIs.values else ""


def as_is_called(said: str) -> str:
    """The choice whose words these are, in any of our languages; "" for none."""
    return next((str(choice.value) for choice in AsIs if said.strip() in _in_all_languages(choice.label)), "")


def read_back(text: str) -> tuple[str, dict[str, str]]:
    """A text without the answers to the questions, and the answers by their fields.

    An answer stands in a paragraph of its own, below its question in any of our languages. What cannot be read stays in
    the text.
    """
    asked = {words: field for field, question in QUESTIONS.items() for words in _in_all_languages(question)}
    rest, answers = [], dict[str, str]()
    for paragraph in text.split("\n\n"):
        first, _break, said = paragraph.partition("\n")
        field = asked.get(first.strip(), "")
        answer = as_is_called(said) if field == "as_is" else said.strip()
        if field and answer and field not in answers:
            answers[field] = answer
        else:
            rest.append(paragraph)
    return "\n\n".join(rest), answers


def _in_all_languages(words: str | Promise) -> set[str]:
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(str(words))
    return found
