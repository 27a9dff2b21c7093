"""Links that open a message with a text already in it, on the person's own phone or computer. Nothing is sent by us."""

from urllib.parse import quote


def message_link(text: str) -> str:
    """A text message without a recipient. RFC 5724 begins what the link carries with `?`; phones of Apple read it only
    after `&`, and those of others do not mind an empty first part: `?&` serves both."""
    return f"sms:?&body={quote(text, safe='')}"


def mail_link(subject: str, text: str) -> str:
    """An e-mail without a recipient. Lines end as RFC 6068 section 5 says."""
    body = quote(text.replace("\n", "\r\n"), safe="")
    return f"mailto:?subject={quote(subject, safe='')}&body={body}"
