"""What has been written to somebody is in the outbox, under its key, so that it is not written once more."""

from datetime import UTC, datetime

from django.db import migrations
from django.utils import timezone

MOMENT = "%Y%m%dT%H%M%S%f"


def carry_over(apps, schema_editor):
    Letter = apps.get_model("letters", "Letter")
    done = []
    for due in apps.get_model("calls", "DueReminder").objects.exclude(claimed_at=None).iterator():
        moment = due.closes_at.astimezone(UTC).strftime(MOMENT)
        done.append((f"calls.reminder:{due.wish_id}:{due.phase_id}:{moment}:{due.days_before}", due.claimed_at))
    for told in apps.get_model("calls", "Opening").objects.exclude(claimed_at=None).iterator():
        done.append((f"calls.opening:{told.answer_id}:{told.phase_id}", told.claimed_at))
    Letter.objects.bulk_create(
        [Letter(key=key, state="sent", sent_at=at, erased_at=at, posted_at=at, wanted_at=at, due_at=at) for key, at in done],
        ignore_conflicts=True,
        batch_size=500,
    )
    _write_to_those_who_wait(apps)


def _write_to_those_who_wait(apps):
    waiting = apps.get_model("calls", "Consent").objects.filter(
        letter_at=None, said="", party__making__published_at=None
    )
    now, QueuedTask = timezone.now(), apps.get_model("later", "QueuedTask")
    for key in waiting.exclude(party__email="").values_list("pk", flat=True):
        QueuedTask.objects.get_or_create(
            task="kokebok.calls.actions.take_in.write_later", ids={"consent_id": key}, defaults={"look_at": now}
        )


def take_back(apps, schema_editor):
    DueReminder, Opening = apps.get_model("calls", "DueReminder"), apps.get_model("calls", "Opening")
    wishes = set(apps.get_model("calls", "Wish").objects.values_list("pk", flat=True))
    letters = apps.get_model("letters", "Letter").objects.all()
    for letter in letters.filter(key__startswith="calls.reminder:"):
        wish, phase, moment, days = letter.key.split(":")[1:]
        if int(wish) in wishes:
            closes_at = datetime.strptime(moment, MOMENT).replace(tzinfo=UTC)
            DueReminder.objects.create(
                wish_id=wish, phase_id=phase, closes_at=closes_at, days_before=days, claimed_at=letter.posted_at
            )
    for letter in letters.filter(key__startswith="calls.opening:"):
        answer, phase = letter.key.split(":")[1:]
        Opening.objects.create(answer_id=answer, phase_id=phase, claimed_at=letter.posted_at)


class Migration(migrations.Migration):

    dependencies = [
        ("calls", "0001_calls_answers_and_consents"),
        ("later", "0001_queued_tasks_sweeps_and_workers"),
        ("letters", "0001_letter"),
    ]

    operations = [migrations.RunPython(carry_over, take_back)]
