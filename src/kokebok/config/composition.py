"""Which apps take part in what is made of many: the menu, the digest, what follows a publishing."""

# What must be in order before a page is published: each is called with the page, and raises
# `book.publishing.NotYet` if it is not.
BEFORE_PUBLISHING = ["kokebok.calls.actions.take_in.require_from_the_desk"]

# What follows when a page is published, in this order: each is called with the page and `by`, in the transaction.
AFTER_PUBLISHING = ["kokebok.inputs.actions.place.place_again"]

# What tells the number of the newest edition to those below editions who write it: the placeholder {utgave}.
NEWEST_EDITION = "kokebok.editions.queries.newest_number"

# The apps that put something in the menu of those who work here, in its order: each has a module `menu`.
MENU = [
    "kokebok.desk",
    "kokebok.review",
    "kokebok.clusters",
    "kokebok.calls",
    "kokebok.rounds",
    "kokebok.doors",
    "kokebok.moderation",
    "kokebok.second_reading",
    "kokebok.themes",
    "kokebok.outlets",
    "kokebok.reminders",
    "kokebok.staff",
]

# What is told in the digest of somebody who works here, in this order: each is called with the person and the moment
# they were told last, and gives a list of `people.telling.Item`.
DIGEST_SOURCES = [
    "kokebok.reminders.sources.deadlines",
    "kokebok.desk.mine.told_in_digest",
    "kokebok.reminders.sources.reviews",
    "kokebok.reminders.sources.second_readings",
    "kokebok.reminders.sources.new_inputs",
    "kokebok.reminders.sources.waiting",
]

# The deadlines people are reminded of: each is called with a moment, and gives a list of `people.telling.Deadline`
# between now and then.
DEADLINE_SOURCES = [
    "kokebok.desk.deadlines.inputs_due",
    "kokebok.review.deadlines.readings_due",
    "kokebok.calls.telling.deadlines",
]
