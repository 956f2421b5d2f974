"""What a theme is, and which entry another has become a part of."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lists', '0003_headings_of_ones_own'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='about_en',
            field=models.TextField(blank=True, default='', max_length=1500),
        ),
        migrations.AddField(
            model_name='entry',
            name='about_nb',
            field=models.TextField(blank=True, default='', max_length=1500),
        ),
        migrations.AddField(
            model_name='entry',
            name='about_nn',
            field=models.TextField(blank=True, default='', max_length=1500),
        ),
        migrations.AddField(
            model_name='entry',
            name='about_se',
            field=models.TextField(blank=True, default='', max_length=1500),
        ),
        migrations.AddField(
            model_name='entry',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='lists.entry'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), ('retired_at__isnull', False), _connector='OR'), name='entry_merged_is_retired'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='entry_not_merged_into_itself'),
        ),
    ]
