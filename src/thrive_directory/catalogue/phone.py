"""What is dialled for a number as it is shown. Pure; refuses what is not one UK number.

A number shown is always the number rung: the target is computed from what is shown, never given beside it."""

import re

import phonenumbers

_RELAY_PREFIX = "18001"
_SHORT = re.compile(r"(?!0)\d{3,6}")


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
        raise NotANumber("holds more than one number")
    if _SHORT.fullmatch(compact):
        return compact
    if compact.startswith(_RELAY_PREFIX):
        behind = compact.removeprefix(_RELAY_PREFIX)
        dialled(behind)  # must itself be a number
        return compact
    try:
        number = phonenumbers.parse(compact, "GB")
    except phonenumbers.NumberParseException:
        raise NotANumber("is no number that can be dialled") from None
    if not phonenumbers.is_valid_number(number):
        raise NotANumber("is no number in use in the UK")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
