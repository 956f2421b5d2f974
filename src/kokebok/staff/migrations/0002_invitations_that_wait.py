"""The invitations whose letter has not left are posted by the outbox."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def post_those_that_wait(apps, schema_editor):
    waiting = apps.get_model("staff", "Invitation").objects.filter(
        accepted_at=None, withdrawn_at=None, valid_until__gt=timezone.now(), letters_sent__lt=F("letters_asked")
    )
    now, QueuedTask = timezone.now(), apps.get_model("later", "QueuedTask")
    for key in waiting.values_list("pk", flat=True):
        QueuedTask.objects.get_or_create(
            task="kokebok.staff.actions.letters.send_invitation_later",
            ids={"invitation_id": key},
            defaults={"look_at": now},
        )


def take_back(apps, schema_editor):
    """The version before would send them all once more."""
    apps.get_model("staff", "Invitation").objects.update(letters_sent=F("letters_asked"))


class Migration(migrations.Migration):

    dependencies = [
        ("staff", "0001_invitations_and_sessions"),
        ("later", "0001_queued_tasks_sweeps_and_workers"),
        ("letters", "0001_letter"),
    ]

    operations = [migrations.RunPython(post_those_that_wait, take_back)]
