"""Letters as files, for when no mail server is set: the demo reads them on its own page."""

from __future__ import annotations

import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage


class LettersInFiles(BaseEmailBackend):
    """Writes each letter to its own .eml file in the data folder; the demo also prints it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for letter in email_messages:
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            (folder / f"{stamp}-{uuid.uuid4().hex[:6]}.eml").write_bytes(letter.message().as_bytes())
            if settings.DEMO:
                sys.stdout.write(
                    f"\n--- letter to {', '.join(letter.to)}: {letter.subject}\n{letter.body}\n---\n"
                )
                sys.stdout.flush()
        return len(email_messages)
