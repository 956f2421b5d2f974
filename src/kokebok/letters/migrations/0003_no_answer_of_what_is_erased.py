from django.db import migrations


def erase_answers(apps, schema_editor):
    """What the mail server said of a letter may name its address."""
    apps.get_model("letters", "Letter").objects.exclude(erased_at=None).exclude(answer="").update(answer="")


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_letter_is_unwanted")]

    operations = [migrations.RunPython(erase_answers, migrations.RunPython.noop)]
