"""The form where one asks for what is one's own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kokebok.inputs.token_forms import AddressForm


class OwnAddressForm(AddressForm):
    """An address that a link is sent to, if we know it."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["email"].help_text = _(
            "The one you gave when you sent something, registered or followed."
        )
