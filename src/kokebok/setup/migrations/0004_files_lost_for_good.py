from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('setup', '0003_backups_looked_through'),
    ]

    operations = [
        migrations.AddField(
            model_name='backupnote',
            name='known_missing',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
