"""A call says which themes it is about."""

import kokebok.book.models.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0008_making_of_an_input'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='themes',
            field=kokebok.book.models.fields.ChosenField(blank=True, default=list, verbose_name='themes'),
        ),
    ]
