"""What is dialled for a number as it is shown. Pure; refuses what is not one UK number.

A number shown is always the number rung: the target is computed from what is shown, never given beside it."""

import re

import phonenumbers

_RELAY_PREFIX = "18001"
# Ofcom's three-digit numbers, the harmonised European 116 range, and the five-digit codes for texts.
_SHORT = re.compile(r"999|1\d\d|116\d{3}|[678]\d{4}")


class NotANumber(ValueError):
    """What was given is not one number that can be dialled in the UK."""


def dialled(shown: str) -> str:
    """The `tel:` or `sms:` target of a number as a person reads it.

    A long number comes out in E.164 (ITU-T), a short one (999, 116 123, 85258) as its digits, and one reached through
    Relay UK with its prefix 18001 and the national digits. Raises `NotANumber`.

    >>> dialled("0800 1111"), dialled("116 123"), dialled("18001 0808 800 5000")
    ('+448001111', '116123', '1800108088005000')
    """
    compact = re.sub(r"[\s()\-]", "", shown)
    if not re.fullmatch(r"\+?\d+", compact):
        raise NotANumber("is not one number and nothing else")
    if compact.startswith(_RELAY_PREFIX):
        dialled(compact.removeprefix(_RELAY_PREFIX))  # must itself be a number
        return compact
    if _SHORT.fullmatch(compact):
        return compact
    try:
        number = phonenumbers.parse(compact, "GB")
    except phonenumbers.NumberParseException:
        raise NotANumber("is no number that can be dialled") from None
    if not phonenumbers.is_valid_number(number):
        raise NotANumber("is no number in use in the UK")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
