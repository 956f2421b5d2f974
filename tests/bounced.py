"""Bounces of letters of ours, as a mail server writes them."""

from __future__ import annotations

import uuid

USER_UNKNOWN = "550 5.1.1 User unknown"
MAILBOX_FULL = "452 4.2.2 Mailbox full"


def a_bounce(
    token: str, to: str, *, said: str = USER_UNKNOWN, action: str = "failed", by: str = "header"
) -> bytes:
    """Word that the letter with this token did not arrive. `by` is where the token stands: header or return path."""
    status = said.split()[1]
    path = f"retur+{token}@example.no" if by == "return path" else "kokebok@example.no"
    named = f"Message-ID: <{token}@localhost>\n" if by == "header" else ""
    return (
        f"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.no\nTo: {path}\nMessage-ID: <{uuid.uuid4()}@mx>\n"
        "Subject: Undelivered Mail Returned to Sender\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nI'm sorry.\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.no\n\n"
        f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {said}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nTo: {to}\nSubject: Brev\n{named}\n--b--\n"
    ).encode()
