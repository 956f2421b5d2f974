from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('doors', '0001_squashed_0002'),
    ]

    operations = [
        migrations.AlterField(
            model_name='batch',
            name='shape',
            field=models.CharField(choices=[('letters', 'E-mails'), ('rows', 'Rows')], max_length=8),
        ),
        migrations.AlterField(
            model_name='setaside',
            name='reason',
            field=models.CharField(choices=[('automatic', 'an automatic reply'), ('bounce', 'word of an e-mail that did not arrive'), ('list', 'an e-mail to a list, such as a newsletter'), ('spam', 'marked as unwanted by the mail server'), ('ours', 'one of our own e-mails'), ('empty', 'nothing is said in it'), ('broken', 'it cannot be read'), ('large', 'it is too large'), ('sent_on', 'it sends on what somebody else has written'), ('files', 'what it says is in a file that cannot be taken'), ('many', 'the same address has sent very many in a day')], max_length=10),
        ),
    ]
