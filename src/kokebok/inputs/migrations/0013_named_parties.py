"""Those whom the sender of a tip names, to be asked before anything is published."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inputs', '0012_input_may_be_contacted'),
    ]

    operations = [
        migrations.CreateModel(
            name='NamedParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_parties', to='inputs.input')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('given', 'name'), name='namedparty_once_an_input'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='namedparty_has_a_name')],
            },
        ),
    ]
