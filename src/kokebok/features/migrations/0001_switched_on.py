from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SwitchedOn",
            fields=[
                (
                    "feature",
                    models.CharField(
                        choices=[
                            ("second_reading", "Second reader"),
                            ("groups", "Groups found by the machine"),
                            ("opinions", "Opinion groups"),
                            ("sheets", "Spreadsheets"),
                            ("word", "Word documents"),
                        ],
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
        ),
    ]
