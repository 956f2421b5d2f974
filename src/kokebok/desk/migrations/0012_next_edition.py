from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0011_saved_filters'),
    ]

    operations = [
        migrations.CreateModel(
            name='NextEdition',
            fields=[
                ('number', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('date', models.DateField(verbose_name='date of the next edition')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number', 1)), name='next_edition_is_one')],
            },
        ),
    ]
