from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0009_themes'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='wish',
            name='network',
        ),
    ]
