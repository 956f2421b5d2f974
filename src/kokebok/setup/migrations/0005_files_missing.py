from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('setup', '0004_files_lost_for_good'),
    ]

    operations = [
        migrations.AddField(
            model_name='backupnote',
            name='missing',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
