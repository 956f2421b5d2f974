import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0012_next_edition'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnKeys',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='own_keys', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('is_on', models.BooleanField(default=True)),
                ('keys', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name_plural': 'own keys',
            },
        ),
    ]
