"""What the clock does, app by app: config/composition.py leaves out what is of apps that are left out."""

from django.utils.translation import gettext_lazy as _

from kokebok.later.clock import HOUR, MINUTE, Nightly, Sweep

# What is done by the clock: each stands alone, and none waits for another (docs/decisions/0024). The database knows
# a sweep by its name, so a name is never used again for something else.
EVERY_SWEEP: list[Sweep] = [
    Sweep(
        "queue",
        _("Queued work that was lost"),
        "kokebok.later.queueing.sweep_queue",
        MINUTE / 3,
        at_start=True,
    ),
    Sweep(
        "outlets", _("Files and dispatches of editions"), "kokebok.outlets.actions.sweep.sweep", at_start=True
    ),
    Sweep("themes", _("Proposed themes and groups"), "kokebok.themes.actions.sweep.sweep", at_start=True),
    Sweep(
        "findings", _("Groups in live rounds"), "kokebok.rounds.actions.find.sweep_findings", at_start=True
    ),
    Sweep("bulk", _("Answers to many inputs"), "kokebok.desk.bulk.actions.work.pick_up_runs"),
    Sweep("answers", _("E-mails about answers"), "kokebok.desk.answering.actions.letters.send_due_letters"),
    Sweep(
        "publishing", _("Pages with an hour to go live or go"), "kokebok.book.actions.publish_due.publish_due"
    ),
    Sweep("staff", _("Sessions that are over"), "kokebok.staff.actions.sweep.sweep"),
    Sweep("batches", _("E-mails from files"), "kokebok.doors.actions.batches.sweep_batches"),
    Sweep("moderation", _("E-mails about moderation"), "kokebok.moderation.actions.letters.sweep"),
    Sweep("search", _("The search of readers"), "kokebok.search.actions.sweep.sweep", at_start=True),
    Sweep(
        "tally", _("How many inputs there are"), "kokebok.inputs.actions.fold_tally.fold_tally", 5 * MINUTE
    ),
    Sweep("words", _("The search of inputs"), "kokebok.inputs.actions.note_words.note_words"),
    Sweep("alike", _("Inputs that say the same"), "kokebok.clusters.actions.compare.catch_up"),
    Sweep(
        "in_meaning", _("Inputs that are alike in meaning"), "kokebok.clusters.actions.meaning.find_nearest"
    ),
    Sweep(
        "mailbox",
        _("E-mails from the mailbox"),
        "kokebok.doors.actions.fetch_mailbox.fetch_mailbox",
        5 * MINUTE,
    ),
    Sweep(
        "staff_digests",
        _("Digests to those who work here"),
        "kokebok.reminders.actions.send_digests.send_digests",
        5 * MINUTE,
    ),
    Sweep("deadlines", _("Reminders of deadlines"), "kokebok.reminders.actions.remind.remind", 5 * MINUTE),
    Sweep("call_reminders", _("Reminders of calls"), "kokebok.calls.actions.reminders.remind", 5 * MINUTE),
    Sweep(
        "call_openings",
        _("News of the next phase of calls"),
        "kokebok.calls.actions.opening.tell_of_openings",
        5 * MINUTE,
    ),
    Sweep(
        "meanings",
        _("News of changed texts"),
        "kokebok.following.actions.tell_open_senders.tell_of_new_meanings",
        10 * MINUTE,
    ),
    Sweep("digests", _("E-mails to followers"), "kokebok.following.actions.send_digests.send_digests", HOUR),
    Sweep(
        "letters", _("Words of e-mails that left long ago"), "kokebok.letters.actions.settle.erase_old", HOUR
    ),
    Sweep(
        "pictures",
        _("Pictures that are no longer there"),
        "kokebok.book.actions.sweep_pictures.sweep_pictures",
        HOUR,
    ),
    Sweep(
        "networks",
        _("What networks were told apart by yesterday"),
        "kokebok.inputs.day_salt.forget_yesterday",
        HOUR,
    ),
    Sweep("askings", _("What limits no longer count"), "kokebok.letters.shares.forget_askings", HOUR),
    Sweep("files", _("Files that no input has"), "kokebok.inputs.actions.attach.sweep_files", HOUR),
    Sweep(
        "wishes",
        _("Addresses for reminders of calls that are over"),
        "kokebok.calls.actions.reminders.forget",
        HOUR,
    ),
    Sweep(
        "unasked",
        _("E-mails that could not go to those who are asked about a text"),
        "kokebok.calls.actions.take_in.write_again",
        5 * MINUTE,
    ),
    Sweep(
        "addresses",
        _("Addresses of those who are asked about a text"),
        "kokebok.calls.actions.take_in.forget_addresses",
        HOUR,
    ),
    Sweep("contact", _("Requests for contact that are over"), "kokebok.actors.actions.settle.forget", HOUR),
    Sweep("met", _("Those on lists of who wants to talk"), "kokebok.actors.actions.meet.forget_met", HOUR),
    Sweep(
        "entries",
        _("Reminders to confirm an entry"),
        "kokebok.actors.actions.remind_keepers.remind_keepers",
        HOUR,
    ),
    Sweep(
        "keepers",
        _("Those who did not confirm that they keep an entry"),
        "kokebok.actors.actions.claim.purge",
        HOUR,
    ),
    Sweep(
        "guests", _("Those who came to events that are over"), "kokebok.events.actions.register.forget", HOUR
    ),
    Sweep("event_reminders", _("Reminders of events"), "kokebok.events.actions.register.remind", 5 * MINUTE),
    Sweep(
        "events",
        _("What screens needed of rounds that are over"),
        "kokebok.rounds.actions.sweep.sweep_events",
        HOUR,
    ),
    Sweep(
        "unconfirmed",
        _("Addresses nobody has confirmed"),
        "kokebok.following.actions.change.purge",
        HOUR,
    ),
    Sweep(
        "drafts",
        _("Answers begun long ago"),
        "kokebok.desk.answering.actions.draft.purge_drafts",
        Nightly(3, 50),
    ),
    Sweep(
        "archives",
        _("Archives made long ago"),
        "kokebok.archive.actions.remove.purge_archives",
        Nightly(3, 55),
    ),
    Sweep(
        "list_contacts",
        _("Persons on lists of recipients that nobody uses"),
        "kokebok.outlets.actions.recipient_lists.forget_persons",
        Nightly(3, 35),
    ),
    Sweep(
        "senders",
        _("Who sent inputs that were settled long ago"),
        "kokebok.inputs.actions.forget_senders.forget_senders",
        Nightly(3, 25),
    ),
    Sweep(
        "recipients",
        _("Whom dispatches of long ago went to"),
        "kokebok.outlets.actions.forget_recipients.forget_recipients",
        Nightly(3, 30),
    ),
    Sweep(
        "parties",
        _("Those whom senders have named"),
        "kokebok.inputs.actions.forget_parties.forget_parties",
        Nightly(3, 20),
    ),
    Sweep(
        "tally_mended",
        _("Whether inputs are counted right"),
        "kokebok.inputs.actions.mend_tally.mend_tally",
        Nightly(4, 10),
    ),
    Sweep(
        "look_again",
        _("Inputs whose words have changed"),
        "kokebok.clusters.actions.compare.look_again",
        Nightly(4, 20),
    ),
]
