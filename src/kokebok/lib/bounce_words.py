"""What mail servers write when an e-mail did not arrive: words that say so, and what they say of why."""

from __future__ import annotations

import re

PROGRAMS = re.compile(
    r"^(mailer[-_. ]?daemon|mail[-_.]daemon|postmaster|mdaemon|mail[.]delivery[.]system|bounces?|ndr|imss"
    r"|mailadm|inetgw\d*|(e500_smtp|symantec_antivirus)\w*)$"
    r"|^$",
    re.IGNORECASE,
)
"""What stands before the @ in the address of a mail server."""

PROGRAM_NAMES = re.compile(
    r"mail delivery|delivery (sub)?system|mailer[- ]?daemon|post ?master|system administrator"
    r"|mail administrator|mail (sub)?system|jetmail system|mail server",
    re.IGNORECASE,
)
"""What a mail server is called."""

SUBJECTS = re.compile(
    r"undeliver(ed|able)|not? delivered|not be delivered|returned (mail|to sender)|mail returned"
    r"|failure (notice|notification)|fail(ed|ure)? delivery"
    r"|deliver(y|ed)?( status)?( notification)?[^a-z]*\(?(fail|delay|error|problem|incomplete|warning)"
    r"|delivery (status )?notification|mail delivery|non-?deliver|non remis|message status - undel"
    r"|mail system error|warning: (message|could not)|(user|host|recipient) unknown"
    r"|unknown (user|recipient|address)|ikke lever|ikkje lever|kunne ikke leveres|kunne ikkje leverast"
    r"|uleverbar|kan ikke leveres|olevererbar|unzustellbar|non distribuible|no se puede entregar"
    r"|delivery has failed|message (bounce|not deliver)|bounced|mail could not|rejected|returned mail"
    r"|problem(s)? delivering|sendefeil|leveringsfeil|over quota",
    re.IGNORECASE,
)
"""Subjects of letters that say that another did not arrive."""

FAILED = re.compile(
    r"(could|can|was|were|has|have|is|did)( ?not|n't)( yet)?( currently)?( been"
    r"| be)? (able to )?(be )?(deliver|reach|accept|relay|sent)"
    r"|unable to (deliver|relay|route|reach|resolve|accept)|undeliver"
    r"|delivery (has )?(attempt )?(to .{1,80} )?(fail|delay)|permanent (fatal )?(error|failure)"
    r"|fatal error"
    r"|(user|mailbox|recipient|address|account|host|domain)[^\n]{0,60}(unknown|not (found|exist|known"
    r"|available|active|listed)|does ?n[o']t exist|unavailable|disabled|invalid|rejected|inactive|is full)"
    r"|(unknown|invalid|bad|no such) (user|mailbox|recipient|address|account|host|domain|local part)"
    r"|no (such )?(user|mailbox)|unrouteable|did not reach|not (been )?deliver"
    r"|(over|exceed\w{0,9})[^\n]{0,30}quota|quota[^\n]{0,30}exceed|mailbox[^\n]{0,40}full|transaction failed"
    r"|returned (to|unopened)|relaying denied|blocked|bounced|has been rejected|was rejected|non-?deliver"
    r"|not a valid|returned because|rejected your message|message (was )?reject|returned message"
    r"|failed to deliver|failed recipient|non è stato|no ha sido|ikke leveres|ikke levert|ikkje lever"
    r"|ble ikke|finnes ikke|finst ikkje|ukjent (bruker|mottaker|adresse)|n'a pas pu|konnte nicht"
    r"|nicht zugestellt|no existe|esta ultrapassando|over (disk|storage)|quota (exceeded|violation)"
    r"|delivery is delayed|will be (re)?tried|still trying|not yet been delivered|message has not"
    r"|sender denied|not accepting|refused|nie ma takiego"
    r"|(problem|trouble|error)s? (occurred|deliver|sending)"
    r"|your (e-?mail|message)[^\n]{0,80}(fail|reject|not )|couldn't be",
    re.IGNORECASE,
)
"""Words that say that a letter did not arrive."""

CODE = re.compile(r"(?<![\d.:/])([245]\d\d)(?:[- #]+\(?#?([245]\.\d{1,3}\.\d{1,3}))?(?![\d.:])")
ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")

STILL_TRYING = re.compile(
    r"will (keep|continue|be retried|try again|still be)|still (being )?try|no need to (resend|re-send)"
    r"|need to resend|not yet been delivered|(delivery|message)[^\n]{0,30}(is|has been|was|status) delayed"
    r"|warning message only|this is a warning|just a warning|only a warning"
    r"|delivery attempts will continue|could not( yet)? be delivered for|not been delivered yet"
    r"|retry(ing)? for|vil fortsette|held fram|delayed \d+ hour|message delayed|delay(ed)? notification",
    re.IGNORECASE,
)
"""The mail server has not given up: nothing is to be done yet."""

PASSING = re.compile(
    r"quota|mailbox[^\n]{0,40}(full|exceed|limit|too large)|(in|out)box (is )?full"
    r"|(over|exceed\w{0,9})[^\n]{0,25}(size|disk|storage|allocation|limit)|insufficient (disk|system|storage)"
    r"|not enough (space|storage|room)|no space|out of space|storage (limit|full)"
    r"|too many (connections|messages|recipients|errors)|try (again|later)|temporar|greylist|grey-?listed"
    r"|timed? ?out|time-?out|connection (refused|reset)|retry (time|timeout)|deferred|rate limit"
    r"|postboksen er full|innboksen er full|mailboks er full|ultrapassando|host unreachable"
    r"|no route to host|not responding",
    re.IGNORECASE,
)
"""Words for what may be otherwise another day: a full mailbox, a mail server that was away."""

GONE = re.compile(
    r"(unknown|no such|invalid|non-?existent) (local )?(user|mailbox|recipient|address|account|person)"
    r"|no (mailbox|user|account)( here)?( by| with)"
    r"|(user|mailbox|recipient|address|account)[^\n]{0,60}(unknown|not found|does ?n[o']t exist|not exist"
    r"|no longer (exists|valid|active)|is disabled)"
    r"|(doesn't|does not) have (a|an) [^\n]{0,40}account"
    r"|ukjent (bruker|mottaker|adresse)|ukjend (brukar|mottakar|adresse)|finnes ikke|finst ikkje",
    re.IGNORECASE,
)
"""Words that there is no such address."""

NOT_OF_THE_ADDRESS = re.compile(
    r"spam|block(ed|list)|black ?list|policy|reputation|\b(spf|dkim|dmarc|rbl)\b|relay|denied|sender"
    r"|unsolicited|authenticat",
    re.IGNORECASE,
)
"""Words for that the mail server does not want e-mail from us, or not this one: the address may well be right."""

NOT_PASSING = re.compile(r"message[^\n]{0,30}(size|too (large|big))|spam|unsolicited", re.IGNORECASE)
"""What is said of the letter and not of the address: tomorrow the answer is the same."""
PASSING_STATUS = re.compile(r"^(4\.|5\.2\.2$|5\.3\.1$|5\.4\.[1257]$)")

AUTOMATIC = re.compile(
    r"out of (the )?office|auto[- ]?(reply|response|svar|matic reply|responder)"
    r"|automati[sc]\w{0,9} (reply|response|svar|antwort)|vacation|fravær|fråvær"
    r"|away from (my|the) (office|desk|mail)|ikke på kontoret|ute av kontoret|abwesenheit|on holiday"
    r"|atbilde|receipt of|read receipt|lesebekreftelse|lest:|read:|lese ?kvittering|mottatt:"
    r"|taking too many requests",
    re.IGNORECASE,
)
"""Subjects of letters that a person's mail program answers with."""

REFUSED_BY_RECEIPT = re.compile(r"automatically rejected", re.IGNORECASE)
"""A receipt that says that the mailbox did not take the letter."""
