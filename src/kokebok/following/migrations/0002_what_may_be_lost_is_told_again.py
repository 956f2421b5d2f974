"""Who was being written to when the letter was lost is told of the same once more: the next letter begins there."""

from django.db import migrations
from django.db.models import F


def begin_there(apps, schema_editor):
    lost = apps.get_model("following", "Follower").objects.exclude(telling_from=None)
    lost.update(told_through=F("telling_from"), telling_from=None)


class Migration(migrations.Migration):

    dependencies = [("following", "0001_initial")]

    operations = [migrations.RunPython(begin_there, migrations.RunPython.noop)]
