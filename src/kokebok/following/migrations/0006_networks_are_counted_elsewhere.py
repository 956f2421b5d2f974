from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('following', '0001_squashed_0005'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='follow',
            name='network',
        ),
    ]
