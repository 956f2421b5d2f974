"""Invitations that wait are meant for whoever has the address now and no role: they asked for a code, and no more."""

from django.db import migrations


def tell(apps, schema_editor):
    Invitation = apps.get_model("staff", "Invitation")
    Person = apps.get_model("people", "Person")
    for invitation in Invitation.objects.filter(accepted_at=None, withdrawn_at=None, meant_for=None):
        person = Person.objects.filter(email__iexact=invitation.email, roles=None, is_active=True).first()
        if person is not None:
            Invitation.objects.filter(pk=invitation.pk).update(meant_for=person)


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_invitation_meant_for"), ("people", "0001_initial")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
