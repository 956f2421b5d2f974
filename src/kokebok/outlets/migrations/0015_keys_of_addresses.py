"""Deliveries of before get the key of their address, and whether it is a person's."""

from django.db import migrations
from django.utils.crypto import salted_hmac

from kokebok.lib.pasted_addresses import same_address
from kokebok.lib.private_words import is_office_address


def fill(apps, schema_editor):
    deliveries = apps.get_model("outlets", "Delivery").objects
    rows = []
    for one in deliveries.filter(address_key="").only("pk", "email").iterator(2000):
        if one.email:
            one.address_key = salted_hmac(
                "outlets.opting_out", same_address(one.email), algorithm="sha256"
            ).hexdigest()
        one.is_person = bool(one.email) and not is_office_address(one.email)
        rows.append(one)
        if len(rows) == 1000:
            deliveries.bulk_update(rows, ["address_key", "is_person"])
            rows.clear()
    deliveries.bulk_update(rows, ["address_key", "is_person"])


class Migration(migrations.Migration):
    dependencies = [("outlets", "0014_opting_out")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
