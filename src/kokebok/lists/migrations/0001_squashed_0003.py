"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


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

    replaces = [
        ('lists', '0001_initial'),
        ('lists', '0002_titles_and_the_rest'),
        ('lists', '0003_headings_of_ones_own'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='List',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nb', models.CharField(max_length=120, verbose_name='In bokmål')),
                    ('nn', models.CharField(max_length=120, verbose_name='In nynorsk')),
                    ('en', models.CharField(max_length=120, verbose_name='In English')),
                    ('se', models.CharField(blank=True, max_length=120, verbose_name='In Northern Sámi')),
                    ('key', models.CharField(choices=[('former', 'How an example was carried out'), ('malgrupper', 'Whom a page is for'), ('aktorer', 'What kind of actor somebody is'), ('etterpa', 'What came after an example'), ('ingredienser', 'What a recipe needs'), ('tilfeller', 'When a recipe is done differently'), ('verktoy', 'What kind of tool it is'), ('temaer', 'Words that are suggested for what a page is about')], max_length=20, unique=True)),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('nb', ''), _negated=True), models.Q(('nn', ''), _negated=True), models.Q(('en', ''), _negated=True)), name='list_has_a_name_in_each_language')],
                },
            ),
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nb', models.CharField(max_length=120, verbose_name='In bokmål')),
                    ('nn', models.CharField(max_length=120, verbose_name='In nynorsk')),
                    ('en', models.CharField(max_length=120, verbose_name='In English')),
                    ('se', models.CharField(blank=True, max_length=120, verbose_name='In Northern Sámi')),
                    ('key', models.CharField(max_length=40)),
                    ('order', models.PositiveIntegerField(default=0)),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='lists.list')),
                ],
                options={
                    'ordering': ['of', 'order', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('of', 'key'), name='entry_key_once_a_list'), models.UniqueConstraint(models.F('of'), django.db.models.functions.text.Lower('nb'), condition=models.Q(('retired_at', None)), name='entry_name_once_in_use'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='entry_has_a_key'), models.CheckConstraint(condition=models.Q(models.Q(('nb', ''), _negated=True), models.Q(('nn', ''), _negated=True), models.Q(('en', ''), _negated=True)), name='entry_has_a_name_in_each_language'), models.CheckConstraint(condition=models.Q(models.Q(('key', 'annet'), _negated=True), ('retired_at', None), _connector='OR'), name='entry_for_the_rest_is_in_use')],
                },
            ),
            migrations.CreateModel(
                name='Heading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=2)),
                    ('key', models.CharField(max_length=80)),
                    ('words', models.CharField(max_length=120)),
                ],
                options={
                    'ordering': ['language', 'key'],
                    'constraints': [models.UniqueConstraint(fields=('language', 'key'), name='heading_once_a_language'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='heading_has_words')],
                },
            ),
        ),
        migrations.RunPython(begin, end),
    ]
