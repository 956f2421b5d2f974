"""A newsletter as those who follow it read it: in their own language form, with the way out below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from kokebok.book.queries import the_cookbook
from kokebok.following.models import Follower, LetterLanguage, fresh_token, key_of_letter
from kokebok.letters.writing import absolute, with_foot
from kokebok.lib.written import writable
from kokebok.outlets.letter import DispatchLetter, as_html
from kokebok.outlets.opting_out import one_click

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.following.models import Newsletter
    from kokebok.letters.actions.post import ToPost
    from kokebok.outlets.letter_words import LetterText


# What stands in a link in place of a follower's token where an editor reads it: it is nobody's, and leads to a page
# that says so.
TOKEN_OF_A_TEST = "0" * 8


def language_for(wanted: str, texts: Mapping[str, LetterText]) -> str:
    """The language one who wants this one gets: that, or else the first there is a text in."""
    return wanted if wanted in texts else next(one for one in LetterLanguage.values if one in texts)


@dataclass(frozen=True)
class NewsletterPress:
    """A newsletter ready to be written out to any number of followers: each letter is laid out once a language."""

    newsletter: Newsletter
    texts: Mapping[str, LetterText]
    cookbook: Cookbook | None

    def read_by(self, wanted: str, token: str) -> DispatchLetter:
        """The letter in the language of one who wants this one, with the link of the follower with this token."""
        language = language_for(wanted, self.texts)
        text = self.texts[language]
        with translation.override(language):
            title = self.cookbook.title if self.cookbook else _("Cookbook")
            why = _("You get this because you follow the newsletter of %(title)s. Stop the newsletter here:")
            body = with_foot(writable(text.letter), self.cookbook).rstrip()
        way_out = self._way_out(token, wanted)
        return DispatchLetter(
            subject=" ".join(writable(text.subject).split()),
            body=f"{body}\n\n{why % {'title': title}}\n{way_out}",
            language=language,
            wanted=wanted if wanted != language else "",
        )

    def _way_out(self, token: str, language: str) -> str:
        """It names the language itself: opened again, when the address is erased, nothing else tells it."""
        return f"{absolute('following:leave_newsletter', token, self.newsletter.pk)}?sprak={language}"

    def letters(self, followers: Iterable[Follower]) -> Iterator[ToPost]:
        """The letter of each of them, to be posted."""
        mark = fresh_token()  # nobody has written it, so each follower's own can take its place
        laid_out = {one: self.read_by(one, mark) for one in LetterLanguage.values}
        html = {one: as_html(said) for one, said in laid_out.items()}
        reply_to = self.cookbook.role_mailbox if self.cookbook else ""
        for follower in followers:
            said = laid_out[follower.language]
            yield {
                "key": key_of_letter(self.newsletter.pk, follower),
                "to": follower.email,
                "subject": said.subject,
                "text": said.body.replace(mark, follower.token),
                "html": html[follower.language].replace(mark, follower.token),
                "about": follower,
                "reply_to": reply_to,
                "headers": one_click(self._way_out(follower.token, follower.language)),
                "not_before": self.newsletter.leaves_at,
            }


def press_of(newsletter: Newsletter, texts: Mapping[str, LetterText]) -> NewsletterPress:
    """A newsletter with these texts, at least one, in the name of the cookbook."""
    return NewsletterPress(newsletter, texts, the_cookbook())
