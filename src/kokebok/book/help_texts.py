"""What each field of a page is for, in a short sentence, for those who write it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OF_ALL = {
    "title": _("What the page is called, in lists and in search."),
    "lead": _("Two or three sentences on what one gets here. At most 300 characters."),
    "sources": _("Where what you write is taken from, so that readers can check it."),
    "actors": _("Bodies that the text is about. Their pages in the directory lead here."),
    "audience": _("Readers can look for what is for them."),
    "language": _("The language you write in. The headings we put between follow it."),
    "licence": _("On what terms the text may be used again."),
    "responsible_body": _("The body that answers for what stands here."),
    "role_mailbox": _("An address that is read also when somebody is on leave. Readers see it."),
    "review_by": _(
        "The day somebody must see whether the text is still true. Readers are told when it has passed."
    ),
}
OF_KIND = {
    "Cookbook": {
        "about": _("Stands on the first page."),
        "explained_by": _(
            "The fact chapter that a reader who does not know the main word should begin with. Linked from the top."
        ),
    },
    "FactChapter": {
        "question": _("As a reader would ask it, with a question mark."),
        "body": _("Put in texts, headings, tables, pictures and more, one after the other."),
        "not_when": _("When a reader should not go by this chapter."),
    },
    "Recipe": {
        "outcome": _("What a reader has in hand after the last step."),
        "ingredients": _("What one must have before one begins: people, a mandate, documents, time."),
        "pictures": _("They stand before the ingredients."),
        "time_prepare": _("For example “two days”."),
        "time_do": _("For example “three meetings of an hour”."),
        "time_calendar": _("From the first step to the last, for example “four months”."),
        "cost": _("For example “a meeting room and coffee”."),
        "steps": _("One thing to do in each step, in the order in which it is done."),
        "mistakes": _("What others have done wrong, and how one gets round it."),
        "variants": _("What is done otherwise when a body is small, or has little time."),
        "related": _("Pages a reader needs next."),
    },
    "Example": {
        "parties": _(
            "Who took part, and as what. Somebody without a page in the directory is described in words."
        ),
        "places": _("Words with commas between."),
        "period": _("For example “2023–2025”."),
        "need": _("What was wrong or lacking, and for whom."),
        "happened": _("What was done, in the order in which it happened."),
        "users": _("What those it was made for did themselves, and decided."),
        "form": _("How the parties worked together."),
        "after": _("What has become of it since."),
        "money": _("What it cost, and who paid."),
        "result": _("What became otherwise. Say also what did not."),
        "evidence": _("How one knows that the result is so."),
        "barriers": _("What stood in the way, and what was done about it."),
        "differently": _("What the parties would do otherwise the next time."),
        "pictures": _("For each you say which part of the text it stands under."),
        "contact_role": _("Whom a reader can ask: a role, no person’s name."),
        "consent": _("How the parties agreed that this is told."),
    },
    "Tool": {
        "form": _("What sort of tool it is."),
        "as_is": _("Whether somebody can take it and use it today. Leave it open where nobody has said."),
        "used_by": _("Who it is for: who will use it themselves."),
        "tried_by": _("Who has used it, and where. Leave it open where nobody is known."),
        "use_when": _("The situation in which one takes it out."),
        "participants": _("How many, and who."),
        "time": _("How long it takes, for example “45 minutes”."),
        "materials": _("What must be in the room."),
        "steps": _("How one uses it, in a few steps."),
        "body": _("What one prints and fills in."),
        "origin": _("Who made it first, if it was not you."),
    },
    "Post": {
        "date": _("The day readers see on the post."),
        "author": _("Who writes, as readers see it."),
        "body": _("The post itself, up to the first picture or table."),
        "more": _("What comes after the first text: pictures, tables and text, in order."),
        "cards": _(
            "They stand below the text, each with its title, its state and its deadline as they are now."
        ),
    },
    "TextPage": {
        "body": _("Put in texts, headings, tables, pictures and more, one after the other."),
    },
}


def help_for(kind: str) -> dict[str, object]:
    """The sentence for each field of a kind of page, by the field's name."""
    return {**OF_ALL, **OF_KIND.get(kind, {})}
