"""Making accounts for staff. Who signs up on the site gets no right of theirs."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from portal.accounts.groups import ADMINISTRATORS, ensure_groups


@transaction.atomic
def create_staff(
    username: str,
    password: str,
    *,
    email: str = "",
    group: str = ADMINISTRATORS,
) -> AbstractBaseUser:
    """Make a person of a group, or give the one with this name the password and the group.

    Nobody is made a superuser: what a person may do comes from the group. Raises ValidationError
    when the password is weak, and Group.DoesNotExist for an unknown group.
    """
    ensure_groups()
    users = get_user_model()
    user = users.objects.filter(username=username).first() or users(username=username)
    validate_password(password, user)
    user.set_password(password)
    user.is_active = True
    user.email = email or user.email
    user.save()
    user.groups.set([Group.objects.get(name=group)])
    return user
