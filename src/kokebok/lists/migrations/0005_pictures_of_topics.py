from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lists', '0004_what_themes_are'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='picture',
            field=models.CharField(blank=True, default='', max_length=80),
        ),
        migrations.AddField(
            model_name='entry',
            name='picture_alt',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='what the picture shows'),
        ),
        migrations.AddField(
            model_name='entry',
            name='picture_credit',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='who made the picture'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('picture', ''), models.Q(('picture_alt', ''), _negated=True), _connector='OR'), name='entry_picture_can_be_read_aloud'),
        ),
    ]
