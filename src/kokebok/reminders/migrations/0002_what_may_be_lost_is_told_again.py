"""Who was being written to when the letter was lost is told of the same once more; what waited is written anew."""

from django.db import migrations
from django.db.models import F


def begin_there(apps, schema_editor):
    lost = apps.get_model("reminders", "Choice").objects.exclude(telling_from=None)
    lost.update(told_through=F("telling_from"), telling_from=None)
    apps.get_model("reminders", "Reminder").objects.filter(claimed_at=None).delete()


def take_back(apps, schema_editor):
    """The version before takes what is not claimed for what waits."""
    apps.get_model("reminders", "Reminder").objects.update(claimed_at=F("made_at"), sent_at=F("made_at"))


class Migration(migrations.Migration):

    dependencies = [("reminders", "0001_choices_and_reminders")]

    operations = [migrations.RunPython(begin_there, take_back)]
