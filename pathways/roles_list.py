"""Roles from A to Z."""

from dataclasses import dataclass
from string import ascii_uppercase

from django.http import HttpRequest

from pathways.enums import RoleSetting
from pathways.role_choices import ListedRole, listed, live_roles, sort_key

# Values of the address, the same as in the search: "?setting=people".
SETTINGS = {"people": RoleSetting.PEOPLE, "behind-scenes": RoleSetting.BEHIND_SCENES}


@dataclass(frozen=True, slots=True)
class Choice:
    """A link of the filter: ``Choice("With people", "people", 31, True)``."""

    label: str
    value: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class RolesList:
    """``letters`` has those without a role too: ``(("A", (...)), ("B", ()), ...)``."""

    total: int
    setting: str
    choices: tuple[Choice, ...]
    letters: tuple[tuple[str, tuple[ListedRole, ...]], ...]


def roles_list(request: HttpRequest) -> RolesList:
    """Return all roles by the first letter of their name here, or those of one setting."""
    everything = listed(live_roles(), request)
    asked = request.GET.get("setting", "")
    setting = asked if asked in SETTINGS else ""
    shown = [one for one in everything if not setting or one.role.setting == SETTINGS[setting]]
    groups: dict[str, list[ListedRole]] = {letter: [] for letter in ascii_uppercase}
    for one in sorted(shown, key=lambda one: sort_key(one.name)):
        groups.setdefault(first_letter(one.name.title), []).append(one)
    counts = {
        value: sum(one.role.setting == code for one in everything)
        for value, code in SETTINGS.items()
    }
    choices = [
        Choice(str(code.label), value, counts[value], value == setting)
        for value, code in SETTINGS.items()
    ]
    return RolesList(
        total=len(shown),
        setting=setting,
        choices=tuple(choices),
        letters=tuple((letter, tuple(roles)) for letter, roles in groups.items()),
    )


def first_letter(title: str) -> str:
    """Return the letter under which a name stands: "É" as "E", Urdu as it is."""
    first = next((c for c in title if c.isalpha()), "#")
    plain = PLAIN.get(first.upper(), first.upper())
    return plain[:1]


PLAIN = {"É": "E", "Ł": "L", "Ś": "S", "Ó": "O", "Ż": "Z", "Ź": "Z", "Ć": "C", "Ą": "A"}
