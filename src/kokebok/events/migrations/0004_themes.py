"""An event says which themes it is about."""

import kokebok.book.models.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0003_askings_are_counted_elsewhere'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='themes',
            field=kokebok.book.models.fields.ChosenField(blank=True, default=list, verbose_name='themes'),
        ),
    ]
