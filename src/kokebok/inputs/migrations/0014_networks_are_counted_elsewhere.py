from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('inputs', '0013_named_parties'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='input',
            name='input_network',
        ),
        migrations.RemoveField(
            model_name='input',
            name='network',
        ),
    ]
