"""What is made of many apps: the menu, the digest, what follows a publishing or new words of an input."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from kokebok.config.environment import env
from kokebok.config.left_out import read_left_out, remaining
from kokebok.config.sweeps import EVERY_SWEEP
from kokebok.later.clock import Sweep
from kokebok.setup.beginnings import Beginning

# What must be in order before a page is published: each is called with the page, and raises
# `book.publishing.NotYet` if it is not.
BEFORE_PUBLISHING = [
    "kokebok.calls.actions.take_in.require_from_the_desk",
    "kokebok.versions.actions.publishing.require_approved",
    "kokebok.versions.actions.publishing.require_one_a_language",
]

# What follows when a page is published, in this order: each is called with the page and `by`, in the transaction.
AFTER_PUBLISHING = [
    "kokebok.versions.actions.publishing.follow_language",
    "kokebok.inputs.actions.place.place_again",
    "kokebok.review.actions.hand_over.hand_over",
    "kokebok.search.actions.note.note_page",
]

# What tells which fields of a page still say what its kind begins with, to be written over: called with the page.
WORDS_TO_WRITE_OVER = "kokebok.starter.to_write_over.fields_left"

# What is told above the form of a page in the page editor: each is called with the page, and gives a list of
# `book.editor_notices.Notice`.
EDITOR_NOTICES = [
    "kokebok.versions.editor_notices.version_notices",
    "kokebok.inputs.editor_notices.private_notices",
]

# What follows when an actor's entry says something else: each is called with the actor, in the transaction.
AFTER_ACTOR_CHANGE = ["kokebok.search.actions.note.note_actor"]

# What follows when it changes what anyone may read of an input: its words, or whether it may be read at all. Each is
# called with the input, in the transaction.
AFTER_WORDS_CHANGE = ["kokebok.rounds.actions.heed.heed", "kokebok.search.actions.note.note_input"]

# What follows when inputs have come in: each is called with all that came at once, in the transaction.
AFTER_COMING = ["kokebok.search.actions.note.note_inputs"]

# What follows when an edition is frozen: each is called with the edition, in the transaction.
AFTER_FREEZING = ["kokebok.search.actions.note.note_edition"]

# What finds a letter of ours by its token, when word comes that it did not arrive: each is called with the tokens, and
# gives a `letters.actions.bounced.SentLetter`, or None.
SENT_LETTERS = [
    "kokebok.letters.actions.bounced.find_letter_sent",
    "kokebok.outlets.actions.bounced.find_delivery_sent",
]

# What tells the number of the newest edition to those below editions who write it: the placeholder {utgave}.
NEWEST_EDITION = "kokebok.editions.queries.newest_number"

# What gives the municipalities of the register to the form of an actor in the page editor, which is below them: called
# with the number the actor has, it gives pairs of number and name.
MUNICIPALITIES = "kokebok.registers.queries.municipalities_to_choose"

# What a post can show as cards, in the order it is offered in the page editor: each is a `book.cards.CardSource`.
CARD_SOURCES = ["kokebok.calls.cards.CALLS", "kokebok.rounds.cards.ROUNDS", "kokebok.outlets.cards.EDITIONS"]

# What goes by itself after a period beside those of inputs, in the order it is asked about: each is a
# `setup.more_periods.MorePeriod`.
MORE_PERIODS = ["kokebok.outlets.actions.forget_recipients.DELIVERIES"]

# What tells which edition has frozen an answer, which can then no longer be taken back: called with the decision, and
# gives the edition's number, or "".
EDITION_WITH_ANSWER = "kokebok.editions.queries.number_with_answer"

# What tells the lists, which are below them, how much has each of their entries: pages, actors, calls, followers …
USES_OF_ENTRIES = [
    "kokebok.book.uses.uses",
    "kokebok.calls.uses.uses_of_themes",
    "kokebok.events.uses.uses_of_themes",
    "kokebok.actors.uses.uses_of_themes",
    "kokebok.following.uses.uses_of_themes",
]

# What gives another entry of a list to all that has one which becomes a part of it: each is called with a
# `lists.words.Swap`, in the transaction, and gives the number of things that got it.
MERGE_ENTRIES = [
    "kokebok.book.actions.swap.swap_in_book",
    "kokebok.calls.actions.swap.swap_themes",
    "kokebok.events.actions.swap.swap_themes",
    "kokebok.actors.actions.swap.swap_theme",
    "kokebok.following.actions.swap.swap_theme",
]

# What follows when something else is said of an entry of a list: each is called with the entry, in the transaction.
AFTER_ENTRY_CHANGE = ["kokebok.search.actions.note.note_topic"]

# What apps put on the front page, above what there is to read, in this order: each is called with the cookbook, and
# gives a `web.parts.PagePart`, or None.
FRONT_PAGE = ["kokebok.process.front.rounds", "kokebok.events.front.ahead"]

# The apps that put something in the menu of those who work here: each has a module `menu`, which says in which group
# of the menu its items stand, in this order; the group's name leads to the first, a page with this menu.
MENU = [
    "kokebok.staff",
    "kokebok.desk",
    "kokebok.clusters",
    "kokebok.themes",
    "kokebok.outlets",
    "kokebok.following",
    "kokebok.book",
    "kokebok.versions",
    "kokebok.setup",
    "kokebok.calls",
    "kokebok.rounds",
    "kokebok.events",
    "kokebok.review",
    "kokebok.doors",
    "kokebok.process",
    "kokebok.moderation",
    "kokebok.actors",
    "kokebok.second_reading",
    "kokebok.lists",
    "kokebok.registers",
    "kokebok.search",
    "kokebok.later",
    "kokebok.letters",
    "kokebok.reminders",
    "kokebok.api",
]

# What a cookbook can begin from, in the order it is offered.
BEGINNINGS = [
    Beginning(
        "empty",
        _("Empty shelves"),
        _("with a draft of each kind to write over"),
        "kokebok.starter.beginnings.empty_shelves",
    ),
    Beginning(
        "word",
        _("A Word document"),
        _("with empty shelves first, and then your document as drafts of pages"),
        "kokebok.starter.beginnings.empty_shelves",
        then="setup:documents",
        needs="word",
    ),
    Beginning(
        "starter",
        _("The starter cookbook"),
        _("on working with social entrepreneurs, for you to change"),
        "kokebok.starter.beginnings.copy_of_the_starter",
    ),
]

# What is told in the digest of somebody who works here, in this order: each is called with the person and the moment
# they were told last, and gives a list of `people.telling.Item`.
DIGEST_SOURCES = [
    "kokebok.reminders.sources.deadlines",
    "kokebok.desk.assigning.mine.told_in_digest",
    "kokebok.reminders.sources.reviews",
    "kokebok.calls.telling.consents",
    "kokebok.second_reading.telling.second_readings",
    "kokebok.reminders.sources.new_inputs",
    "kokebok.reminders.sources.waiting",
]

# What whoever handles inputs is told of first when they come in, in this order, above what waits: each is called with
# the person, and gives a list of `people.telling.Item`.
FIRST_PAGE = [
    "kokebok.setup.steps.due",
    "kokebok.rounds.telling.due",
    "kokebok.calls.telling.due",
    "kokebok.review.telling.due",
    "kokebok.outlets.telling.due",
]

# What somebody has sent, and what is kept of them: each is called with a `people.owning.Whose`, and gives a list of
# `people.owning.OwnThing`.
OWN_THINGS = [
    "kokebok.inputs.own_queries.own_things",
    "kokebok.calls.own_queries.own_things",
    "kokebok.events.own_queries.own_things",
    "kokebok.actors.own_queries.own_things",
    "kokebok.following.own_queries.own_things",
    "kokebok.outlets.own_queries.own_things",
    "kokebok.doors.own_queries.own_things",
]

# What erases who they are, in this order: each is called with the same in the act's transaction, and gives how many
# things it changed. The inputs come last: the others are found by them.
OWN_ERASED = [
    "kokebok.outlets.actions.erase_own.erase_own",
    "kokebok.following.actions.erase_own.erase_own",
    "kokebok.actors.actions.erase_own.erase_own",
    "kokebok.events.actions.erase_own.erase_own",
    "kokebok.rounds.actions.erase_own.erase_own",
    "kokebok.calls.actions.erase_own.erase_own",
    "kokebok.doors.actions.erase_own.erase_own",
    "kokebok.inputs.actions.erase_own.erase_own",
]

# The deadlines people are reminded of: each is called with a moment, and gives the `people.telling.Deadline`s until it.
DEADLINE_SOURCES = [
    "kokebok.desk.assigning.deadlines.inputs_due",
    "kokebok.review.deadlines.readings_due",
    "kokebok.calls.telling.deadlines",
]

# What is told of work in the background, at the desk and to whoever watches the server: each, by its name, gives a
# sentence, or None when all goes well.
TROUBLES = {
    "worker": "kokebok.later.queries.worker_trouble",
    "sweeps": "kokebok.later.queries.sweeps_trouble",
    "queue": "kokebok.later.queries.queue_trouble",
    "letters": "kokebok.letters.queries.letters_trouble",
}

# What there is a sign of when one of these is to be told: each is called, and gives a condition on the database. A page
# asks all of them at once, and goes on to ask what is wrong only where there is a sign.
SIGNS_OF_TROUBLE = [
    "kokebok.later.queries.failing_sweeps",
    "kokebok.later.queries.lying_queue",
    "kokebok.letters.queries.late_letters",
]

# --- without the apps that are left out ---

# What they would show, tell or begin. Not what follows a publishing or new words of an input: that keeps right what is
# in their tables, and does nothing where there is nothing.
_left_out = read_left_out(env)
MENU = remaining(MENU, _left_out)
CARD_SOURCES = remaining(CARD_SOURCES, _left_out)
DIGEST_SOURCES = remaining(DIGEST_SOURCES, _left_out)
FIRST_PAGE = remaining(FIRST_PAGE, _left_out)
DEADLINE_SOURCES = remaining(DEADLINE_SOURCES, _left_out)
# What people were promised would be erased is erased all the same.
_erasing = [
    sweep
    for sweep in EVERY_SWEEP
    if sweep.name in {"wishes", "addresses", "contact", "met", "keepers", "guests", "events"}
]
_there = remaining(EVERY_SWEEP, _left_out, path=attrgetter("call"))
SWEEPS: list[Sweep] = [sweep for sweep in EVERY_SWEEP if sweep in _erasing or sweep in _there]
