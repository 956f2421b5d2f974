"""Where nobody gave a reason for a change, the answer stood as one. It is read where the answer is read."""

from django.db import migrations


def take_answers_away(apps, schema_editor):
    decided = apps.get_model("desk", "Decision").objects.filter(reason="", wording__isnull=False)
    wordings = apps.get_model("book", "Wording").objects
    for number, reply, reason in decided.values_list("wording", "reply", "wording__reason"):
        if reason and reason == reply.strip():
            wordings.filter(pk=number).update(reason="")


class Migration(migrations.Migration):
    dependencies = [("desk", "0015_rest_ends_in_the_outbox")]
    operations = [migrations.RunPython(take_answers_away, migrations.RunPython.noop, elidable=True)]
