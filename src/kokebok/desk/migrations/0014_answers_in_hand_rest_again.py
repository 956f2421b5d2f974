"""What a worker had in hand is posted by the outbox, under the same Message-ID."""

from django.db import migrations, models
from django.utils import timezone


def rest_again(apps, schema_editor):
    apps.get_model("desk", "Rest").objects.filter(state="sending").update(state="resting")


def take_back(apps, schema_editor):
    """The version before sends what is due, and needs to know when what it sent was sent."""
    for rest in apps.get_model("desk", "Rest").objects.all():
        rest.due_at = rest.until
        rest.sent_at = rest.until if rest.state == "sent" else None
        rest.save(update_fields=["due_at", "sent_at"])


class Migration(migrations.Migration):

    dependencies = [
        ("desk", "0013_own_keys"),
        ("letters", "0001_letter"),
    ]

    operations = [
        # These two so that it can be undone.
        migrations.AlterField("rest", "due_at", models.DateTimeField(default=timezone.now)),
        migrations.RemoveConstraint("rest", "rest_sent_has_a_time"),
        migrations.RunPython(rest_again, take_back),
    ]
