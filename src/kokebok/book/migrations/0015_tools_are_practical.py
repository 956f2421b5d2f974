"""Whether a tool can be used as it is, by whom, and who has tried it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('book', '0014_sender'),
    ]

    operations = [
        migrations.AddField(
            model_name='tool',
            name='as_is',
            field=models.CharField(blank=True, choices=[('yes', 'Yes, print it and begin'), ('adapted', 'Yes, with small changes of your own'), ('helped', 'Only with somebody who knows it')], max_length=12, verbose_name='can it be used as it is?'),
        ),
        migrations.AddField(
            model_name='tool',
            name='tried_by',
            field=models.CharField(blank=True, max_length=250, verbose_name='tried by'),
        ),
        migrations.AddField(
            model_name='tool',
            name='used_by',
            field=models.CharField(blank=True, max_length=200, verbose_name='by whom'),
        ),
    ]
