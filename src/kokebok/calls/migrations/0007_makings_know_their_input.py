"""The input of each page that was made of an answer to a call."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def tell(apps, schema_editor):
    answers = apps.get_model("calls", "CallAnswer").objects.filter(pk=OuterRef("answer"))
    apps.get_model("calls", "Making").objects.update(given=Subquery(answers.values("given")[:1]))


def tell_back(apps, schema_editor):
    answers = apps.get_model("calls", "CallAnswer").objects.filter(given=OuterRef("given"))
    apps.get_model("calls", "Making").objects.update(answer=Subquery(answers.values("pk")[:1]))


class Migration(migrations.Migration):

    dependencies = [("calls", "0006_pages_of_inputs")]

    operations = [migrations.RunPython(tell, tell_back)]
