"""Every installation has the lists, with titles that fit any subject, and in them what is always there."""

from django.db import migrations

TITLES = {
    "former": ("Framgangsmåte", "Framgangsmåte", "How it was done"),
    "malgrupper": ("For", "For", "For"),
    "aktorer": ("Type", "Type", "Kind"),
    "etterpa": ("Etterpå", "Etterpå", "What came after"),
    "ingredienser": ("Ingredienser", "Ingrediensar", "Ingredients"),
    "tilfeller": ("Tilfeller", "Tilfelle", "Cases"),
    "verktoy": ("Type", "Type", "Form"),
    "temaer": ("Temaer", "Tema", "Themes"),
}
OTHER = {"nb": "Annet", "nn": "Anna", "en": "Other"}
UNKNOWN = {"nb": "Ikke kjent", "nn": "Ikkje kjent", "en": "Not known"}


def begin(apps, schema_editor):
    """The lists, the entry for the rest in each that one must choose from, and what nobody knows yet."""
    lists, entries = apps.get_model("lists", "List").objects, apps.get_model("lists", "Entry").objects
    for which, (nb, nn, en) in TITLES.items():
        of = lists.create(key=which, nb=nb, nn=nn, en=en)
        if which != "temaer":
            entries.create(of=of, key="annet", order=0, **OTHER)
        if which == "etterpa":
            entries.create(of=of, key="unknown", order=1, **UNKNOWN)


def end(apps, schema_editor):
    """Nothing is in the lists."""
    apps.get_model("lists", "Entry").objects.all().delete()
    apps.get_model("lists", "List").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_initial")]
    operations = [migrations.RunPython(begin, end)]
