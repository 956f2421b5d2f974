from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('later', '0001_squashed_0002'),
    ]

    operations = [
        migrations.AlterField(
            model_name='queuedtask',
            name='cause',
            field=models.CharField(blank=True, choices=[('', ''), ('database', 'The database does not answer.'), ('queue', 'The queue (Redis) does not answer.'), ('mail', 'The mail server did not take the e-mail.'), ('net', 'Another machine did not answer.'), ('disk', 'A file could not be read or written.'), ('unknown_task', 'This version does not know the task.'), ('stopped', 'The server stopped each time it was done.'), ('our_fault', 'There is a fault in the program. The log of the server has it in full.')], max_length=20),
        ),
        migrations.AlterField(
            model_name='sweepstate',
            name='cause',
            field=models.CharField(blank=True, choices=[('', ''), ('database', 'The database does not answer.'), ('queue', 'The queue (Redis) does not answer.'), ('mail', 'The mail server did not take the e-mail.'), ('net', 'Another machine did not answer.'), ('disk', 'A file could not be read or written.'), ('unknown_task', 'This version does not know the task.'), ('stopped', 'The server stopped each time it was done.'), ('our_fault', 'There is a fault in the program. The log of the server has it in full.')], max_length=20),
        ),
        migrations.AlterField(
            model_name='worker',
            name='cause',
            field=models.CharField(blank=True, choices=[('', ''), ('database', 'The database does not answer.'), ('queue', 'The queue (Redis) does not answer.'), ('mail', 'The mail server did not take the e-mail.'), ('net', 'Another machine did not answer.'), ('disk', 'A file could not be read or written.'), ('unknown_task', 'This version does not know the task.'), ('stopped', 'The server stopped each time it was done.'), ('our_fault', 'There is a fault in the program. The log of the server has it in full.')], max_length=20),
        ),
    ]
