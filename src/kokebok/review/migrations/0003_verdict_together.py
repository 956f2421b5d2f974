from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('review', '0002_word_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='verdict',
            name='together',
            field=models.UUIDField(blank=True, db_index=True, editable=False, null=True),
        ),
    ]
